"""The road of a revision: who may do what where, four eyes, the clock, and what the database refuses."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import NotAllowed, Refused, WrongState
from powers.catalogue import Edition, Power
from powers.items.contents import content_of
from powers.people import establishment
from powers.people.people import CLOCK, REGISTRAR, Role, User
from powers.provisions.laws import Law
from powers.provisions.provisions import Provision
from powers.publishing import publish
from powers.revisions import review_clock, revising
from powers.revisions.adjustments import APPROVED_BY_GOVERNMENT, Kind
from powers.revisions.change_log import change_log
from powers.revisions.revisions import CLOSED, Revision, Stage
from tests import factories

pytestmark = pytest.mark.django_db
VALUES = {
    "name": "护士执业注册", "office": "市卫生健康委员会", "basis": [{"law": "护士条例", "article": "第八条"}],
    "statutory_days": 20, "promised_days": 8, "case_type": "承诺件", "for_person": True, "for_enterprise": False,
    "charges": False, "fee_basis": "", "materials": ["护士执业注册申请审核表", "身份证明"], "result_name": "护士执业证书",
    "theme": "职业资格",
}  # fmt: skip
DETAILS = {
    "body_nature": "1", "handling_unit": "医政医管处", "addressees": ["1"], "channels": ["1", "2"], "visits": 0,
    "starts_from": "accepted", "result_kind": "1", "enquiry_phone": "025-83278000", "complaint_phone": "12345",
    "place": "市政务服务中心", "hours": "周一至周五 9:00—17:00",
}  # fmt: skip


@pytest.fixture
def power(db):
    """A power of a city department, in force."""
    classes, home = establishment.power_classes(), establishment.area("320100")
    held_by = establishment.office("市卫生健康委员会", within=home)
    made = Power.objects.create(
        basic_code="320123001000",
        power_class=classes["行政许可"],
        office=held_by,
        level=3,
        name="护士执业注册",
    )
    publish(made, content_of({**VALUES, "power_class": made.power_class}), by=REGISTRAR, at=clock.now())
    return Power.objects.select_related("current", "office__area", "power_class").get()


class Reviewers:
    def __init__(self, office):
        city = factories.office("南京市人民政府", in_area=office.area)
        self.clerk = factories.official(Role.CATALOGUE, at=office)
        self.head = factories.official(Role.HEAD, at=office)
        self.staffing = factories.official(Role.STAFFING, at=city)
        self.legal = factories.official(Role.LEGAL_OFFICE, at=city)
        self.government = factories.official(Role.GOVERNMENT, at=city)


@pytest.fixture
def people(power):
    return Reviewers(power.office)


def again(revision):
    return Revision.objects.select_related("office__area", "power__current", "power_class", "base").get(
        pk=revision.pk
    )


def registered(content):
    """The content as the register of provisions has it; the tests of the register are elsewhere."""
    for entry in content["basis"]:
        if not Provision.objects.filter(law__name=entry["law"], article=entry["article"]).exists():
            provision = Provision.drawn_up(Law.named(entry["law"]), entry["article"])
            provision.enter(by=REGISTRAR, at=clock.now())


def drafted(power, people, *, kind=Kind.CHANGE, days=0, **changes):
    revision = revising.revise(power, kind=kind, by=people.clerk, at=clock.now())
    content = {
        **revision.content,
        "conditions": "在本市医疗机构执业",
        "promised_days": 9,
        "details": DETAILS,
        **changes,
    }
    registered(content)
    proposed = {
        "content": content,
        "reasons": "补全办理要素",
        "effective_on": civil_day(clock.now()) + timedelta(days),
    }
    again(revision).amend(by=people.clerk, at=clock.now(), proposed=proposed)
    return again(revision)


def at_stage(stage, power, people, **facts):
    """A revision that has walked to a stage through its verbs."""
    revision = drafted(power, people, **facts)
    government = revision.kind in APPROVED_BY_GOVERNMENT
    road = [
        (Stage.SIGNING, lambda r: revising.send(r, by=people.clerk, at=clock.now())),
        (Stage.STAFFING, lambda r: r.sign(by=people.head, at=clock.now(), note="同意报送")),
        (Stage.LEGAL, lambda r: r.pass_staffing(by=people.staffing, at=clock.now(), note="权限相符")),
    ]
    if government:
        road += [
            (Stage.APPROVAL, lambda r: r.pass_to_government(by=people.legal, at=clock.now(), note="合法")),
            (Stage.READY, lambda r: r.approve(by=people.government, at=clock.now(), note="批准")),
        ]
    else:
        road.append((Stage.READY, lambda r: r.pass_legal(by=people.legal, at=clock.now(), note="合法")))
    for reached, step in road:
        if again(revision).state == stage:
            break
        step(again(revision))
        assert again(revision).state == reached
    return again(revision)


def test_a_change_goes_from_the_department_over_two_reviews_into_force(power, people):
    revision = at_stage(Stage.READY, power, people)
    assert revising.publish_due(now=clock.now) == (1, 0)
    revision = again(revision)
    power = Power.objects.get()
    assert (revision.state, revision.edition) == (Stage.PUBLISHED, power.current)
    assert (power.current.version, power.current.promised_days) == (2, 9)
    assert power.current.effective_at >= revision.ready_at


@pytest.mark.parametrize("kind", [Kind.CANCEL, Kind.DELEGATE, Kind.MERGE])
def test_what_ends_a_power_needs_the_government_and_strikes_it(power, people, kind):
    revision = at_stage(Stage.LEGAL, power, people, kind=kind)
    with pytest.raises(NotAllowed):
        revision.pass_legal(by=people.legal, at=clock.now(), note="同意")
    again(revision).pass_to_government(by=people.legal, at=clock.now(), note="同意")
    again(revision).approve(by=people.government, at=clock.now(), note="批准")
    revising.publish_due(now=clock.now)
    assert Power.objects.get().current is None
    assert Edition.objects.get().state == "cancelled"


def test_a_new_power_gets_a_code_of_its_own_and_is_in_the_catalogue_when_published(power, people):
    facts = {"kind": Kind.ADD, "power_class": power.power_class, "level": 3, "name": "医师执业注册"}
    revision = revising.propose(power.office, **facts, by=people.clerk, at=clock.now())
    content = {
        **power.current.content(),
        "name": "医师执业注册",
        "conditions": "有医师资格",
        "details": DETAILS,
    }
    registered(content)
    facts = {"content": content, "reasons": "医师法施行", "effective_on": civil_day(clock.now())}
    again(revision).amend(by=people.clerk, at=clock.now(), proposed=facts)
    revising.send(again(revision), by=people.clerk, at=clock.now())
    again(revision).sign(by=people.head, at=clock.now())
    again(revision).pass_staffing(by=people.staffing, at=clock.now())
    again(revision).pass_to_government(by=people.legal, at=clock.now())
    again(revision).approve(by=people.government, at=clock.now())
    assert revising.publish_due(now=clock.now) == (1, 0)
    made = Power.objects.get(name="医师执业注册")
    assert made.current.version == 1
    assert int(made.basic_code) == int(power.basic_code) + 1000
    assert again(revision).power == made


VERBS = {
    "amend": {"draft"}, "send": {"draft"}, "sign": {"signing"}, "pass_staffing": {"staffing"}, "pass_legal": {"legal"},
    "approve": {"approval"}, "send_back": {"signing", "staffing", "legal", "approval", "ready"}, "discard": {"draft"},
}  # fmt: skip
BY = {
    "draft": "clerk",
    "signing": "head",
    "staffing": "staffing",
    "legal": "legal",
    "approval": "government",
    "ready": "staffing",
}


@pytest.mark.parametrize("stage", ["draft", "signing", "staffing", "legal", "approval", "ready"])
def test_at_each_stage_only_the_one_before_whom_it_lies_may_act(power, people, stage):
    kind = Kind.CANCEL if stage == "approval" else Kind.CHANGE
    revision = at_stage(stage, power, people, kind=kind)
    for name in ("clerk", "head", "staffing", "legal", "government"):
        verbs = {verb.name for verb in revision.verbs_for(getattr(people, name))} - {"pass_to_government"}
        wanted = {verb for verb, stages in VERBS.items() if stage in stages} if BY[stage] == name else set()
        assert verbs == wanted, (stage, name)


def test_one_person_with_two_posts_passes_one_stage_only(power, people):
    both = factories.official(Role.CATALOGUE, Role.HEAD, at=power.office)
    revision = revising.revise(power, kind=Kind.CANCEL, by=both, at=clock.now())
    facts = {"reasons": "依据废止", "effective_on": civil_day(clock.now())}
    again(revision).amend(by=both, at=clock.now(), proposed=facts)
    revising.send(again(revision), by=both, at=clock.now())
    with pytest.raises(NotAllowed):
        again(revision).sign(by=User.objects.get(pk=both.pk), at=clock.now())
    again(revision).sign(by=people.head, at=clock.now())


def test_the_reviewers_of_another_area_and_the_head_of_another_department_have_no_say(power, people):
    elsewhere = factories.office("鼓楼区委编办")
    revision = at_stage(Stage.STAFFING, power, people)
    with pytest.raises(NotAllowed):
        revision.pass_staffing(by=factories.official(Role.STAFFING, at=elsewhere), at=clock.now())
    stranger = factories.official(Role.HEAD, Role.CATALOGUE, at=elsewhere)
    assert not Revision.objects.visible_to(stranger).exists()
    assert Revision.objects.visible_to(people.legal).get() == revision


@pytest.mark.parametrize("stage", ["signing", "staffing", "legal", "approval", "ready"])
def test_sent_back_it_must_pass_every_stage_again(power, people, stage):
    kind = Kind.CANCEL if stage == "approval" else Kind.CHANGE
    revision = at_stage(stage, power, people, kind=kind)
    judge = getattr(people, BY[stage])
    with pytest.raises(Refused, match="理由"):
        revision.send_back(by=judge, at=clock.now(), reasons="")
    again(revision).send_back(by=judge, at=clock.now(), reasons="时限没有依据")
    assert (again(revision).state, again(revision).ready_at) == (Stage.DRAFT, None)
    assert revising.consents(again(revision)) == []
    revising.send(again(revision), by=people.clerk, at=clock.now())
    again(revision).sign(by=people.head, at=clock.now())
    assert [event.verb for event in revising.consents(again(revision))] == ["sign"]


def test_the_department_has_twenty_days_and_each_reviewer_ten(power, people):
    today = civil_day(clock.now())
    ten, twenty = review_clock.due_on(today, 10), review_clock.due_on(today, 20)
    assert drafted(power, people).due_on is None
    Revision.objects.get().discard(by=people.clerk, at=clock.now(), reasons="重来")
    duty = revising.revise(power, kind=Kind.CHANGE, by=CLOCK, at=clock.now(), duty="护士条例修改")
    assert again(duty).due_on == twenty
    again(duty).discard(by=people.clerk, at=clock.now(), reasons="重来")
    revision = at_stage(Stage.STAFFING, power, people)
    assert revision.due_on == ten
    revision.send_back(by=people.staffing, at=clock.now(), reasons="补充依据")
    assert again(revision).due_on == twenty


def test_a_draft_that_lacks_something_is_not_sent_and_is_told_all_of_it(power, people):
    revision = revising.revise(power, kind=Kind.CHANGE, by=people.clerk, at=clock.now())
    with pytest.raises(Refused) as refusal:
        revising.send(again(revision), by=people.clerk, at=clock.now())
    for words in ("调整理由", "拟生效日期", "监督投诉电话", "受理条件"):
        assert words in str(refusal.value)


def test_a_draft_that_changes_nothing_is_not_sent(power, people):
    revision = drafted(power, people)
    same = {**power.current.content()}
    again(revision).amend(by=people.clerk, at=clock.now(), proposed={"content": same})
    assert "和现行版比没有改动，不用送签" in revising.complaints(again(revision), on=civil_day(clock.now()))


def test_it_waits_for_its_day(power, people):
    revision = at_stage(Stage.READY, power, people, days=3)
    assert revising.publish_due(now=clock.now) == (0, 0)
    assert again(revision).state == Stage.READY
    with pytest.raises(NotAllowed):
        again(revision).take_effect(by=people.staffing, at=clock.now(), power=power, edition=None)


def test_a_ground_that_moved_sends_it_back_and_the_others_go_on(power, people):
    revision = at_stage(Stage.READY, power, people)
    publish(power, {**power.current.content(), "theme": "别的"}, by=REGISTRAR, at=clock.now())
    assert revising.publish_due(now=clock.now) == (0, 1)
    assert again(revision).state == Stage.DRAFT
    assert Power.objects.get().current.theme == "别的"


def test_one_open_revision_a_power(power, people):
    drafted(power, people)
    with pytest.raises(Refused, match="正在办理"):
        revising.revise(power, kind=Kind.CANCEL, by=people.clerk, at=clock.now())


def test_what_is_closed_moves_no_more(power, people):
    revision = drafted(power, people)
    revision.discard(by=people.clerk, at=clock.now(), reasons="不办了")
    assert again(revision).state in CLOSED
    with pytest.raises(WrongState):
        again(revision).send(by=people.clerk, at=clock.now())


def test_the_change_log_tells_offices_and_reasons_and_no_names(power, people):
    at_stage(Stage.READY, power, people)
    revising.publish_due(now=clock.now)
    newest, first = change_log(Power.objects.get())
    assert (newest.version, newest.title, newest.reasons) == (2, "变更", "补全办理要素")
    assert [each.stage for each in newest.consents] == ["负责人签发", "编办初审", "合法性审查"]
    assert newest.consents[1].office == "南京市人民政府"
    assert (first.version, first.title) == (1, "首次入库")
    told = str([entry.consents for entry in (newest, first)])
    assert people.staffing.name not in told


@pytest.mark.parametrize(
    "change", ["content = '{}'", "reasons = 'x'", "effective_on = '2020-01-01'", "kind = 'cancel'"]
)
def test_raw_sql_cannot_change_what_is_under_review(power, people, change):
    at_stage(Stage.STAFFING, power, people)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE powers_revision SET {change}")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM powers_revision", "UPDATE powers_revision SET state = 'ready'"]
)
def test_raw_sql_can_neither_delete_nor_pass_a_revision(power, people, statement):
    at_stage(Stage.STAFFING, power, people)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        connection.check_constraints()


@contextmanager
def refused(words):
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        yield cursor


def superseded(power):
    publish(power, {**power.current.content(), "theme": "新"}, by=REGISTRAR, at=clock.now())


def test_raw_sql_cannot_make_two_editions_valid_at_once(power):
    superseded(power)
    later = clock.now() + timedelta(days=1)
    with refused("in force at once") as cursor:
        cursor.execute("UPDATE powers_edition SET ended_at = %s WHERE version = 1", [later])


def test_raw_sql_cannot_end_an_edition_before_it_began(power):
    earlier = clock.now() - timedelta(days=1)
    with refused("before it begins") as cursor:
        cursor.execute("UPDATE powers_edition SET ended_at = %s", [earlier])


def test_an_edition_that_ends_as_the_next_begins_does_not_overlap(power):
    superseded(power)
    old, new = Edition.objects.order_by("version")
    assert old.ended_at == new.effective_at
