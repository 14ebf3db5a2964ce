"""Faults of the programme's earlier system in handling, each turned into the rule that keeps it out of here."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from ledger import clock
from ledger.events import Event
from tests import factories
from workflow import messages
from workflow.clock.clocks import Clock
from workflow.machine import Case
from workflow.materials import filings
from workflow.states import State

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def test_a_request_for_correction_ends_nothing_and_the_supplement_goes_on_with_the_same_case(zone):
    """There a request for correction marked the application as deleted."""
    case, staff = factories.case_at(State.CORRECTION, zone=zone)
    assert case.concluded_at is None and case in Case.objects.open()
    with zone("outer"):
        filings.supplement(case, by=case.applicant, at=clock.now(), note="已签名", materials=[])
        again = factories.fresh(case)
        assert (again.number, again.submitted_at) == (case.number, case.submitted_at)
        assert Clock.objects.filter(case=case, kind=Clock.Kind.ACCEPTANCE, ended_at=None).count() == 1
        again.accept(by=staff.window, at=clock.now())
    assert factories.fresh(case).state == State.HANDLING


def test_officials_read_of_a_supplemented_case_that_it_was_supplemented(zone):
    """There this was a state that only the applicant saw."""
    case, _ = factories.case_at(State.CORRECTION, zone=zone)
    assert case.office_label == "已发补正"
    with zone("outer"):
        filings.supplement(case, by=case.applicant, at=clock.now(), note="已签名", materials=[])
    assert factories.fresh(case).office_label == "已补正，待受理"


def test_numbers_of_one_second_differ_and_a_filing_that_failed_leaves_no_gap(zone, monkeypatch):
    """There a number was the time to the second."""
    item, at = factories.edition(), clock.now()
    with zone("outer"):
        first = factories.submitted(edition_=item, at=at)
        with monkeypatch.context() as broken, pytest.raises(OSError, match="disk"):
            broken.setattr(filings, "_filing", _full_disk)
            factories.submitted(edition_=item, at=at)
        second = factories.submitted(edition_=item, at=at)
    assert int(second.number) == int(first.number) + 1


def _full_disk(*_, **__):
    raise OSError("disk")


def test_what_was_left_blank_crosses_as_blank(zone):
    """There the exporter wrote placeholder words, and the rules of completeness passed."""
    with zone("outer"):
        case = factories.submitted()
        data = messages.attach(Event.objects.get(subject=case.pk, seq=1)).data
    assert data["party"]["details"] == case.party.details
    assert (data["party"]["details"]["legal_person"], data["party"]["details"]["agent"]) == ("", "")
    assert data["filing"]["content"]["answers"] == {"reason": "开办"}


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DECLINED, State.GRANTED, State.CONCLUDED])
def test_every_step_of_a_case_was_opened_and_closed_by_an_event(state, zone):
    """There steps were made up afterwards so that a case looked complete."""
    case, _ = factories.case_at(state, zone=zone)
    events = {event.seq: event for event in Event.objects.of(case.pk)}
    opened = {code for event in events.values() for code in event.body.get("opens", ())}
    runs = list(case.runs.all())
    assert {run.code for run in runs} == {case.edition.flow.first.code} | opened
    assert {run.opened_at for run in runs} <= {event.at for event in events.values()}
    assert all(events[run.closed_seq].at == run.closed_at for run in runs if run.closed_at)


def test_a_second_request_for_correction_is_refused_whoever_asks(zone):
    """There supplements could be asked for again and again."""
    case, staff = factories.case_at(State.CORRECTION, zone=zone)
    with zone("outer"):
        filings.supplement(case, by=case.applicant, at=clock.now(), note="已签名", materials=[])
        other = factories.official("window", at=case.office)
        for clerk in (staff.window, other):
            with pytest.raises(filings.Refused, match="只能一次提出"):
                factories.fresh(case).ask_to_complete(
                    by=clerk, at=clock.now(), items=[{"code": "m1", "text": "缺页"}]
                )


def test_an_act_that_happened_earlier_cannot_be_entered_as_if_it_were_timely(zone):
    """There on-the-spot cases were entered afterwards with steps before their registration."""
    with zone("outer"):
        case = factories.submitted()
        staff = factories.Staff(case.office)
        with pytest.raises(ValueError, match="happens now"):
            case.accept(by=staff.window, at=clock.now() - timedelta(days=1))


def test_no_module_reads_the_class_of_a_power_out_of_its_code():
    """There the type of a power was cut out of its code; here it is a column."""
    cut = re.compile(r"basic_code\s*\[|basic_code\.(startswith|split)")
    rooms = ("powers", "workflow", "hall", "supervision", "exchange")
    sources = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    assert [path.name for path in sources if cut.search(path.read_text(encoding="utf-8"))] == []
