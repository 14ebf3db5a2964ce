"""The machine, from its own table: every state, verb, person and zone; what is allowed moves and leaves one event."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import clock
from ledger.events import Event
from ledger.verbs import NEW, NotAllowed, Refused, StaleSubject, WrongState, WrongZone
from ledger.zone import Zone
from powers.people.people import CLOCK
from tests import factories
from workflow.machine import Case
from workflow.parties import Party
from workflow.states import OWNER, State

pytestmark = pytest.mark.django_db

SAID = {
    "ask_to_complete": {"items": [{"code": "m1", "name": "申请表", "text": "没有签名"}]},
    "supplement": {"filing": {"filing": "0" * 64, "files": 0}},
    "decline": {"reasons": "依法不需要取得许可"},
    "advance": {"step": "examine", "outcome": "pass", "note": "符合条件"},
    "pause": {"step": "test", "ground": "testing", "days": 5},
    "resume": {"note": "检测合格"},
    "grant": {"note": "同意"},
    "refuse": {"note": "不同意", "reasons": "不符合条件"},
    "deliver": {"way": "window", "receiver": "张三", "proof": "本人签字"},
    "refer_elsewhere": {"organ": "区市场监督管理局", "reasons": "不属于本机关职权"},
    "claim": {"step": "examine"},
    "release": {"step": "examine"},
    "assign": {"step": "examine", "to": "S0001"},
    "send_back": {"step": "examine", "to": "examine", "reasons": "事实不清"},
    "consult": {"step": "examine", "office": "x", "question": "是否同意"},
    "answer_consultation": {"office": "x", "answer": "同意"},
    "ask_extension": {"step": "examine", "days": 5, "reasons": "情况复杂"},
    "extend": {"days": 5, "reasons": "情况复杂"},
    "deny_extension": {"reasons": "不需要"},
    "tell_hearing": {"step": "examine", "hearing_ground": "interest"},
    "call_hearing": {
        "step": "examine",
        "on": clock.now(),
        "place": "一楼",
        "chair": "S1",
        "chair_name": "王",
    },
    "record_hearing": {"record": "笔录", "attendants": "各方"},
    "terminate": {"ground": "duplicate", "reasons": "重复"},
    "rate": {"score": 5},
}


def test_every_state_has_an_owner_and_two_names():
    assert set(OWNER) == set(State) | {NEW}
    assert all(state.label and state.public_label for state in State)


def test_every_verb_has_a_label_and_starts_from_states_of_one_meaning():
    for verb in Case.verbs().values():
        assert verb.label and verb.source
        assert set(verb.source) <= set(OWNER)


@pytest.mark.parametrize("state", [s for s in State if s != State.PAUSED])
def test_in_each_state_a_stranger_can_do_nothing_and_each_verb_only_from_its_states(state, zone):
    case, staff = factories.case_at(state, zone=zone)
    stranger = factories.official("handler", at=factories.office("别的机关"))
    for verb in Case.verbs().values():
        with zone(OWNER[state].value):
            error = NotAllowed if state in verb.source else WrongState
            with pytest.raises(error):
                getattr(factories.fresh(case), verb.name)(
                    by=stranger, at=clock.now(), **SAID.get(verb.name, {})
                )
        assert factories.fresh(case).seq == case.seq


@pytest.mark.parametrize("state", [s for s in State if s != State.PAUSED])
def test_no_verb_works_in_the_zone_that_does_not_own_the_state(state, zone):
    case, staff = factories.case_at(state, zone=zone)
    with zone(OWNER[state].peer.value):
        for verb in Case.verbs().values():
            with pytest.raises(WrongZone):
                getattr(factories.fresh(case), verb.name)(
                    by=case.applicant, at=clock.now(), **SAID.get(verb.name, {})
                )
        assert factories.fresh(case).verbs_for(case.applicant) == []


def test_a_whole_life_leaves_one_event_a_verb_and_the_chain_verifies(zone):
    from ledger.verify import verify

    case, _ = factories.case_at(State.CONCLUDED, zone=zone)
    verbs = list(Event.objects.of(case.pk).values_list("verb", flat=True))
    assert verbs[:2] == ["submit", "accept"] and verbs[-2:] == ["grant", "deliver"]
    assert case.seq == len(verbs)
    assert verify().sound


def test_the_clerk_who_accepted_cannot_examine(zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    both = factories.official("handler", at=case.office, staff_no="BOTH1")
    case.runs.filter(code="accept").update(closed_by="BOTH1")
    with pytest.raises(NotAllowed):
        factories.fresh(case).advance(by=both, at=clock.now(), **SAID["advance"])


def test_correction_is_asked_for_only_once(zone):
    case, staff = factories.case_at(State.CORRECTION, zone=zone)
    with zone("outer"):
        case.supplement(by=case.applicant, at=clock.now(), **SAID["supplement"])
        with pytest.raises(Refused, match="只能一次"):
            factories.fresh(case).ask_to_complete(by=staff.window, at=clock.now(), **SAID["ask_to_complete"])


def test_a_refusal_without_reasons_is_refused(zone):
    case, staff = factories.case_at(State.SUBMITTED, zone=zone)
    with zone("outer"), pytest.raises(Refused, match="理由"):
        case.decline(by=staff.window, at=clock.now(), reasons="")


def test_the_second_of_two_clerks_is_told_that_somebody_was_first(zone):
    case, staff = factories.case_at(State.SUBMITTED, zone=zone)
    mine, yours = factories.fresh(case), factories.fresh(case)
    with zone("outer"):
        mine.accept(by=staff.window, at=clock.now())
        with pytest.raises(StaleSubject):
            yours.decline(by=staff.window, at=clock.now(), reasons="不需要许可")
    assert factories.fresh(case).state == State.HANDLING


def test_a_decision_cannot_be_slipped_through_as_an_opinion(zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    factories._advance_to_decision(case, staff, clock.now())
    run = factories.fresh(case).open_runs[0]
    with pytest.raises(Refused, match="决定"):
        factories.fresh(case).advance(
            by=staff.head, at=clock.now(), step=run.code, outcome="grant", note="同意"
        )


def test_an_act_dated_away_from_now_is_refused_unless_it_is_demonstration(zone):
    case, staff = factories.case_at(State.SUBMITTED, zone=zone)
    with zone("outer"), pytest.raises(ValueError, match="happens now"):
        case.accept(by=staff.window, at=clock.now() - timedelta(days=1))
    with zone("outer"):
        demo = factories.submitted(demo=True, at=clock.now() - timedelta(days=9))
    assert demo.submitted_at < clock.now() - timedelta(days=8)
    assert Event.objects.get(subject=demo.pk).demo


def test_the_clock_alone_cannot_move_a_case(zone):
    case, _ = factories.case_at(State.SUBMITTED, zone=zone)
    with zone("outer"), pytest.raises(NotAllowed):
        case.accept(by=CLOCK, at=clock.now())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE workflow_case SET state = 'concluded'",
        "DELETE FROM workflow_case",
        "UPDATE ledger_event SET sealed = 'x'",
        "DELETE FROM ledger_event",
        "UPDATE powers_edition SET promised_days = 99",
        "DELETE FROM powers_edition",
    ],
)
def test_the_database_refuses_what_passes_the_gate_by(statement, zone):
    factories.case_at(State.SUBMITTED, zone=zone)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")


def test_no_case_opens_on_an_edition_that_is_not_in_force(zone):
    from powers.people.people import REGISTRAR

    old = factories.edition()
    with zone("inner"):
        old.cancel(by=REGISTRAR, at=clock.now(), reasons="法律依据已经废止")
    with zone("outer"), pytest.raises(Refused, match="办事指南已经更新"):
        factories.submitted(edition_=old)
    case = Case.opening(edition=old, applicant=factories.citizen(), number="3201062611240999")
    with zone("outer"), pytest.raises(DatabaseError, match="not in force"), transaction.atomic():
        Party.objects.create(case=case, kind="person", details=factories.party())
        case.submit(by=case.applicant, at=clock.now(), filing={"number": case.number})
        with connection.cursor() as cursor:
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1"
            )


def test_zones_are_each_others_peer():
    assert Zone.OUTER.peer is Zone.INNER and Zone.INNER.peer is Zone.OUTER
