"""Amendments: a clerical error is corrected by a new paper, the old one is marked on both nets, and nothing else moves."""

import pytest
from django.db import transaction

from exchange import kinds
from ledger import canon, clock
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused, WrongZone
from ledger.verify import verify
from tests import factories
from workflow.papers import crossing
from workflow.papers.amendments import Amendment, changes, correctable
from workflow.papers.papers import Paper, print_pending
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted(zone):
    case, staff = factories.case_at(State.CONCLUDED, zone=zone)
    return case, staff, case.papers.get(kind="grant_decision")


def correct(paper, staff, **words):
    amendment = Amendment(paper=paper)
    amendment.correct(by=staff.head, at=clock.now(), reasons="门牌号写错", words=words)
    return amendment


def test_a_corrected_paper_takes_the_place_of_the_old_one(granted):
    case, staff, old = granted
    correct(old, staff, content="准予护士执业注册\n发给护士执业证书（注册地：鼓楼区）")
    new, notice = Paper.objects.filter(amendment__paper=old).order_by("pk")
    old = Paper.objects.get(pk=old.pk)
    assert old.status == Paper.Status.SUPERSEDED and new.status == Paper.Status.ISSUED
    assert (new.kind, new.seq, notice.kind) == ("grant_decision", old.seq, "amendment_notice")
    words = "".join(new.sheet().texts())
    assert "注册地：鼓楼区" in words and f"本文书代替{old.number}" in words and "许准更〔" in new.number
    told = "".join(notice.sheet().texts())
    assert old.number in told and new.number in told and "更正为“准予护士执业注册；发给" in told
    assert factories.fresh(case).seq == case.seq and verify().fault is None


def test_reasons_and_words_stay_on_the_inner_net(granted):
    _, staff, old = granted
    correct(old, staff, findings="材料齐全")
    event = Event.objects.get(kind="amendment")
    assert event.body == {"case": str(old.case_id), "office": old.office_id, "number": old.number}
    assert "门牌号" not in event.sealed and event.private_body["reasons"] == "门牌号写错"


def test_the_paper_of_a_correction_can_be_corrected_again_and_the_old_one_cannot(granted):
    _, staff, old = granted
    correct(old, staff, findings="材料齐全")
    with pytest.raises(Refused, match="不在用"):
        correct(Paper.objects.get(pk=old.pk), staff, findings="别的")
    new = Paper.objects.get(kind="grant_decision", status="issued")
    correct(new, staff, findings="材料齐全，真实")
    assert Paper.objects.filter(kind="grant_decision").count() == 3
    notice = Paper.objects.filter(kind="amendment_notice").first()
    with pytest.raises(Refused, match="不再更正"):
        correct(notice, staff, errors="别的")


def test_two_corrections_of_one_paper_end_in_one(granted):
    _, staff, old = granted
    behind = Paper.objects.get(pk=old.pk)
    correct(old, staff, findings="材料齐全")
    with pytest.raises(Refused, match="刚刚有人更正过"), transaction.atomic():
        correct(behind, staff, findings="别的")


def test_what_changes_nothing_and_what_empties_the_paper_is_refused(granted):
    _, staff, old = granted
    with pytest.raises(Refused, match="没有改动"):
        correct(old, staff, findings=old.fields["findings"])
    with pytest.raises(Refused, match="审查结论"), transaction.atomic():
        correct(old, staff, findings=" ")
    assert Paper.objects.get(pk=old.pk).status == Paper.Status.ISSUED


def test_dates_limits_grounds_and_the_decision_are_no_clerical_errors(granted):
    case, _, old = granted
    assert changes(old, {"decision": "不予许可", "accepted_on": "2020-01-01", "case_no": "1"}) == {}
    names = {name for paper in case.papers.all() for name, _, _ in correctable(paper)}
    assert not names & {
        "decision",
        "due_on",
        "limit_days",
        "accepted_on",
        "case_no",
        "valid_from",
        "applicant",
    }
    assert {"content", "findings", "basis"} <= names


def test_only_the_head_of_the_office_may_on_the_inner_net(granted, zone):
    _, staff, old = granted
    other = factories.Staff(factories.office("玄武区卫生健康委员会"))
    act = {"at": clock.now(), "reasons": "写错", "words": {"findings": "好"}}
    for person in (staff.reviewer, staff.window, other.head):
        with pytest.raises(NotAllowed):
            Amendment(paper=old).correct(by=person, **act)
    with zone("outer"), pytest.raises(WrongZone):
        Amendment(paper=old).correct(by=staff.head, **act)


def test_a_revoked_paper_has_none_in_its_place(granted):
    _, staff, old = granted
    Amendment(paper=old).revoke(by=staff.head, at=clock.now(), reasons="不该发出")
    assert Paper.objects.get(pk=old.pk).status == Paper.Status.REVOKED
    assert not Paper.objects.filter(amendment__isnull=False).exists()


@pytest.mark.parametrize("verb", ["correct", "revoke"])
def test_the_other_net_marks_the_paper_and_keeps_the_new_ones(granted, zone, verb):
    _, staff, old = granted

    class Undo(Exception):
        pass

    try:
        with transaction.atomic():
            act = {"by": staff.head, "at": clock.now(), "reasons": "写错", "words": {"findings": "齐全"}}
            getattr(Amendment(paper=old), verb)(**act)
            print_pending()
            event = Event.objects.get(kind="amendment")
            assert crossing.is_ready(event)
            body = canon.loads(canon.dumps({"event": event.sealed, "data": crossing.attach(event).data}))
            kinds.known("amendment").check(body)
            papers = list(
                Paper.objects.values_list("number", "status", "sha256", "check_code").order_by("number")
            )
            raise Undo
    except Undo:
        pass
    Paper.objects.filter(sha256="").update(sha256=old.sha256)
    with zone("outer"):
        kinds.known("amendment").run(body, at=clock.now())
    arrived = Paper.objects.values_list("number", "status", "check_code").order_by("number")
    assert list(arrived) == [(number, status, code) for number, status, _, code in papers]
    assert verify().fault is None
