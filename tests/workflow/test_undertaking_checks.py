"""The check of what was promised: its clock, its results on both nets, what follows from an untrue one, who may do what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from exchange import kinds
from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused, WrongState, WrongZone
from ledger.verify import verify
from powers.people.people import Role
from supervision import following, sweep
from supervision.cards import Card
from tests import factories
from tests.conftest import in_zone
from tests.factories import BACKEND
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock
from workflow.clock.deadlines import add_workdays
from workflow.materials import filings, undertaking_checks, undertaking_crossing, undertakings
from workflow.materials.undertakings import Undertaking
from workflow.notices import desk_notices
from workflow.notices.desk_notices import DeskNotice
from workflow.states import State

from .test_undertakings import word

pytestmark = pytest.mark.django_db
FACTS = "在全国信用信息共享平台查到一条犯罪记录"
HEARD = "11 月 20 日电话听取，申请人承认有这条记录"
RESULTS = {
    "find_true": {"facts": "没有记录"},
    "find_false": {"facts": FACTS, "heard": HEARD},
    "leave_unclear": {"facts": "平台没有接通"},
}


@pytest.fixture
def edition():
    return factories.edition(materials=[*factories.MATERIALS, factories.PROMISABLE])


def granted(zone, edition, state=State.CONCLUDED, **facts):
    case, staff = factories.case_at(state, zone=zone, edition_=edition, **facts)
    return read(Undertaking.objects.get(case=case)), staff


def read(undertaking) -> Undertaking:
    return Undertaking.objects.whole().get(pk=undertaking.pk)


def find(undertaking, verb, by, **said):
    with in_zone("inner"):
        getattr(read(undertaking), verb)(by=by, at=clock.now(), **(said or RESULTS[verb]))
    return read(undertaking)


def running(undertaking):
    return Clock.objects.filter(case=undertaking.case_id, kind=Clock.Kind.CHECK, ended_at=None)


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def text(answer) -> str:
    return answer.content.decode()


# The duty


def test_a_grant_opens_the_duty_with_the_days_of_the_edition_and_delivery_does_not_end_it(zone, edition):
    undertaking, _ = granted(zone, edition)
    case = undertaking.case
    due = add_workdays(civil_day(case.decided_at), 30, calendar=Calendar.of(case.office))
    assert running(undertaking).get().due_on == due and case.state == State.CONCLUDED


@pytest.mark.parametrize("state", [State.HANDLING, State.REFUSED, State.TERMINATED, State.WITHDRAWN])
def test_nothing_is_owed_where_nothing_was_granted(zone, edition, state):
    undertaking, _ = granted(zone, edition, state)
    assert not running(undertaking).exists()


def test_an_application_without_promises_owes_no_check(zone):
    case, _ = factories.case_at(State.GRANTED, zone=zone)
    assert not case.clocks.filter(kind=Clock.Kind.CHECK).exists()


@pytest.mark.parametrize("verb", RESULTS)
def test_every_result_ends_the_duty_and_says_what_was_found(zone, edition, verb):
    undertaking, staff = granted(zone, edition)
    found = find(undertaking, verb, staff.handler)
    assert not running(found).exists() and found.facts == RESULTS[verb]["facts"] and found.found_at
    assert verify().sound


def test_what_was_checked_before_the_grant_is_not_owed_again(zone, edition):
    undertaking, staff = granted(zone, edition, State.HANDLING)
    find(undertaking, "find_true", staff.handler)
    with zone("inner"):
        factories.STEPS["examine"](factories.fresh(undertaking.case), staff, clock.now())
        factories.STEPS["grant"](factories.fresh(undertaking.case), staff, clock.now())
    assert not running(undertaking).exists()


def test_a_promise_whose_material_came_with_the_correction_is_not_owed(zone, edition):
    undertaking, staff = granted(zone, edition, State.CORRECTION)
    case = factories.fresh(undertaking.case)
    with zone("outer"):
        filings.supplement(
            case, by=case.applicant, at=clock.now(), note="", materials=[factories.material("m3")]
        )
        factories.STEPS["accept"](factories.fresh(case), staff, clock.now())
    with zone("inner"):
        factories.STEPS["examine"](factories.fresh(case), staff, clock.now())
        factories.STEPS["grant"](factories.fresh(case), staff, clock.now())
    assert factories.fresh(case).decision == "grant" and not running(undertaking).exists()


def test_what_could_not_be_found_out_may_be_found_later_but_not_twice(zone, edition):
    undertaking, staff = granted(zone, edition)
    find(undertaking, "leave_unclear", staff.handler)
    assert find(undertaking, "find_true", staff.handler).state == "true"
    for verb in RESULTS:
        with pytest.raises(WrongState):
            find(undertaking, verb, staff.handler)


def test_a_late_check_is_a_card_and_one_in_time_is_none(zone, edition):
    long_ago = clock.now() - timedelta(days=90)
    undertaking, staff = granted(zone, edition, at=long_ago, demo=True)
    with zone("inner"):
        following.follow(at=clock.now())
        sweep.sweep(at=clock.now())
    assert {"T71", "T72"} <= set(Card.objects.filter(case=undertaking.case).values_list("rule", flat=True))


# Who, where


def test_only_the_desk_of_the_office_checks_and_only_there(zone, edition):
    undertaking, staff = granted(zone, edition)
    for who in (staff.handler, staff.reviewer, staff.surveyor, staff.head):
        with zone("inner"):
            assert {v.name for v in read(undertaking).verbs_for(who)} == set(RESULTS)
    for who in (staff.legal, staff.window, factories.official(Role.HANDLER, at=factories.office("别处"))):
        with pytest.raises(NotAllowed):
            find(undertaking, "find_true", who)
    with zone("outer"), pytest.raises(WrongZone):
        read(undertaking).find_true(by=staff.handler, at=clock.now(), facts="x")


@pytest.mark.parametrize(
    ("verb", "said", "word"),
    [
        ("find_true", {"facts": ""}, "查明的情况"),
        ("find_false", {"facts": FACTS, "heard": ""}, "听取"),
        ("find_false", {"facts": "", "heard": HEARD}, "查明的情况"),
    ],
)
def test_a_result_needs_its_ground_and_an_untrue_one_the_hearing(zone, edition, verb, said, word):
    undertaking, staff = granted(zone, edition)
    with pytest.raises(Refused, match=word):
        find(undertaking, verb, staff.handler, **said)
    assert read(undertaking).state == "made"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.REFUSED, State.WITHDRAWN])
def test_nobody_checks_what_nobody_relies_on(zone, edition, state):
    undertaking, staff = granted(zone, edition, state)
    with pytest.raises(Refused, match="不用核查"):
        find(undertaking, "find_false", staff.handler)


# An untrue promise


def again(edition, party, token="again"):
    with in_zone("outer"):
        return filings.submit(
            edition, by=factories.citizen(), at=clock.now(), party=party, answers={}, materials=[], token=token,
            words=[word()],
        )  # fmt: skip


def test_who_promised_untruly_promises_no_more_for_any_item_until_the_head_sets_it_right(zone, edition):
    undertaking, staff = granted(zone, edition)
    party = undertaking.case.party.details
    other = factories.edition(name="别的事项", materials=[*factories.MATERIALS, factories.PROMISABLE])
    find(undertaking, "find_false", staff.handler)
    with pytest.raises(Refused, match="不能用承诺替代"):
        again(other, party)
    stranger = party | {"id_number": factories.id_number(serial=77)}
    assert again(other, stranger, token="stranger")
    with pytest.raises(NotAllowed):
        find(undertaking, "mend", staff.handler, facts="已经修复")
    mended = find(undertaking, "mend", staff.head, facts="查询的是同名的另一个人")
    assert (mended.state, mended.facts, mended.mended) == ("mended", FACTS, "查询的是同名的另一个人")
    assert again(other, party)


def test_he_may_still_apply_with_the_material(zone, edition):
    undertaking, staff = granted(zone, edition)
    find(undertaking, "find_false", staff.handler)
    with zone("outer"):
        assert filings.submit(
            edition, by=factories.citizen(), at=clock.now(), party=undertaking.case.party.details, answers={},
            materials=[factories.material("m3")], token="with material",
        )  # fmt: skip


def test_an_untrue_promise_found_before_the_decision_stands_in_the_way_of_a_grant(zone, edition):
    undertaking, staff = granted(zone, edition, State.HANDLING)
    find(undertaking, "find_false", staff.handler)
    with zone("inner"):
        factories.STEPS["examine"](factories.fresh(undertaking.case), staff, clock.now())
        with pytest.raises(Refused, match="核查不实，不能准予"):
            factories.STEPS["grant"](factories.fresh(undertaking.case), staff, clock.now())
        factories.STEPS["refuse"](factories.fresh(undertaking.case), staff, clock.now())
    assert factories.fresh(undertaking.case).state == State.REFUSED
    assert undertakings.is_barred(undertaking.case.party.details["id_number"])


def test_the_head_is_told_and_the_revocation_begins_with_what_was_found(client, zone, edition, monkeypatch):
    monkeypatch.setattr(desk_notices.news, "is_old", lambda event: False)
    undertaking, staff = granted(zone, edition)
    told = DeskNotice.objects.filter(kind="promise")
    assert set(told.values_list("recipient", flat=True)) == {staff.handler.pk}
    find(undertaking, "find_false", staff.handler)
    assert told.filter(recipient=staff.head).exists()
    licence = undertaking.case.licence
    with zone("inner"):
        signed_in(client, staff.head)
        assert "应当撤销" in text(client.get(reverse("desk_licence", args=[licence.pk])))
        assert "应当撤销" in text(client.get(reverse("desk_case", args=[undertaking.case.number])))
        page = text(client.get(reverse("desk_licence_act", args=[licence.pk, "revoke"])))
        assert FACTS in page and 'value="fraud" selected' in page
        answer = client.post(
            reverse("desk_licence_act", args=[licence.pk, "revoke"]), {"ground": "fraud", "facts": FACTS}
        )
        assert answer.status_code == 302
        assert "已经撤销" in text(client.get(reverse("desk_undertaking", args=[undertaking.pk])))


def test_a_licence_without_an_untrue_promise_proposes_nothing(zone, edition):
    undertaking, staff = granted(zone, edition)
    assert undertaking_checks.proposal(undertaking.case.licence) == {}
    find(undertaking, "find_true", staff.handler)
    assert undertaking_checks.proposal(undertaking.case.licence) == {}


def test_the_file_of_the_case_holds_the_promise_and_its_check(zone, edition):
    from workflow.desk import case_file

    undertaking, staff = granted(zone, edition)
    find(undertaking, "find_false", staff.handler)
    with zone("inner"):
        held = {leaf.name: leaf.data for leaf in case_file.leaves(factories.fresh(undertaking.case))}
    chain = held["承诺/01 无犯罪记录证明.jsonl"].decode().splitlines()
    assert len(chain) == 2 and HEARD in chain[1]
    told = held["全程记录.txt"].decode()
    assert "作出承诺，无犯罪记录证明" in told and FACTS in told and staff.handler.name in told


# Both nets


def test_what_was_found_crosses_and_how_its_maker_was_heard_does_not(zone, edition):
    undertaking, staff = granted(zone, edition)
    find(undertaking, "find_false", staff.handler)
    find(undertaking, "mend", staff.head, facts="记录有错")
    events = list(Event.objects.of(undertaking.pk).filter(seq__gt=1))
    bodies = [{"event": e.sealed, "data": undertaking_crossing.attach(e).data} for e in events]
    kind = kinds.known("undertaking")
    for body in bodies:
        kind.check(body)
    assert [body["data"] for body in bodies] == [{"facts": FACTS}, {"mended": "记录有错"}]
    assert HEARD not in str(bodies) and staff.handler.name not in str(bodies)


def test_the_outer_net_follows_to_the_same_state_and_words(zone, edition):
    from django.db import transaction

    undertaking, staff = granted(zone, edition)
    try:
        with transaction.atomic():
            find(undertaking, "find_false", staff.handler)
            event = Event.objects.of(undertaking.pk).get(seq=2)
            body = {"event": event.sealed, "data": undertaking_crossing.attach(event).data}
            raise RuntimeError
    except RuntimeError:
        pass
    with zone("outer"):
        kinds.known("undertaking").run(body, at=clock.now())
        assert (read(undertaking).state, read(undertaking).facts) == ("false", FACTS)
        assert not running(undertaking).exists() and verify().sound


# Pages


def test_desk_head_and_inspector_see_what_is_owed_and_only_their_own(client, zone, edition):
    undertaking, staff = granted(zone, edition)
    tail = undertaking.case.number[-4:]
    inspector = factories.official(Role.DEPARTMENT_INSPECTOR, at=undertaking.case.office)
    stranger = factories.official(Role.HANDLER, at=factories.office("别处"))
    with zone("inner"):
        for who in (staff.handler, staff.head):
            page = text(signed_in(client, who).get(reverse("desk_undertakings")))
            assert tail in page and "无犯罪记录证明" in page
        page = text(signed_in(client, inspector).get(reverse("board_undertakings")))
        assert tail in page and "核查<span" not in page
        assert tail not in text(signed_in(client, stranger).get(reverse("desk_undertakings")))
        assert client.get(reverse("desk_undertaking", args=[undertaking.pk])).status_code == 404


def test_both_lists_go_on_page_by_page_and_show_each_promise_once(client, zone, edition, monkeypatch):
    monkeypatch.setattr(undertaking_checks, "PAGE", 2)
    monkeypatch.setattr(undertaking_checks, "LATEST", 1)
    made = [granted(zone, edition)[0] for _ in range(3)]
    handler = factories.official(Role.HANDLER, at=edition.power.office)
    with zone("inner"):
        desk, at = signed_in(client, handler), reverse("desk_undertakings")
        assert _walked(desk, at, lambda seen: [row.pk for row, _ in seen["rows"]]) == {
            each.pk for each in made
        }
        bad = desk.get(at, {"after": "nonsense"})
        assert len(bad.context["rows"]) == 2
        assert "看全部核查过的承诺" not in text(bad)
        for each in made:
            find(each, "find_true", handler)
        assert "看全部核查过的承诺" in text(desk.get(at))
        checked = f"{at}?list=checked"
        assert _walked(desk, checked, lambda seen: [row.pk for row in seen["found"]]) == {
            each.pk for each in made
        }


def _walked(client, at, rows) -> set:
    """What two pages of a list hold; each row is on one of them."""
    first = client.get(at)
    there = client.get(f"{at}{'&' if '?' in at else '?'}after={first.context['following']}")
    assert "下一页" in text(first) and "下一页" not in text(there)
    seen = [*rows(first.context), *rows(there.context)]
    assert len(seen) == len(set(seen)) == 3
    return set(seen)


def test_the_result_is_recorded_on_its_page_and_nothing_typed_is_lost(client, zone, edition):
    undertaking, staff = granted(zone, edition)
    with zone("inner"):
        address = reverse("desk_undertaking", args=[undertaking.pk])
        page = text(signed_in(client, staff.handler).get(address))
        assert "本人没有因故意犯罪受过刑事处罚" in page and " selected>核查" not in page
        answer = client.post(address, {"result": "find_false", "facts": FACTS})
        assert answer.status_code == 422 and FACTS in text(answer) and "听取申请人的说明" in text(answer)
        assert client.post(address, {"result": "mend", "facts": FACTS}).status_code == 422
        assert (
            client.post(address, {"result": "find_false", "facts": FACTS, "heard": HEARD}).status_code == 302
        )
        assert "核查不实" in text(client.get(address)) and "<textarea" not in text(client.get(address))
        assert "更正记录" in text(signed_in(client, staff.head).get(address))


def test_the_applicant_reads_the_result_on_his_page(client, zone, edition):
    undertaking, staff = granted(zone, edition)
    case = factories.fresh(undertaking.case)
    with zone("outer"):
        page = text(signed_in(client, case.applicant).get(reverse("track", args=[case.number])))
        assert "已经承诺，等待核查" in page
    find(undertaking, "find_false", staff.handler)
    with zone("outer"):
        page = text(client.get(reverse("track", args=[case.number])))
        assert "核查不实" in page and FACTS in page and "可以向" in page and HEARD not in page
