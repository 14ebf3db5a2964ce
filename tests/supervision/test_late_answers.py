"""A bad rating that nobody answers in time is a card, whoever handled the case; the day moves with the calendar."""

from datetime import date, datetime

import pytest

from ledger.clock import CHINA
from supervision import sweep
from supervision.cards import Card
from supervision.passage import stations
from supervision.totals import totals_of
from tests import factories
from tests.conftest import in_zone
from workflow import dossier
from workflow.calendar import recomputing
from workflow.clock.clocks import Clock
from workflow.materials import filings
from workflow.ratings.call_backs import CallBack
from workflow.states import State

pytestmark = pytest.mark.django_db


def at(day, hour=9):
    return datetime(2026, 3, day, hour, tzinfo=CHINA)


@pytest.fixture
def rated(zone):
    """Handed in and concluded on Monday 2 March, rated on the same day: the answer is owed until the 9th."""
    case, staff = factories.case_at(State.CONCLUDED, zone=zone, at=at(2), demo=True)
    with in_zone("outer"):
        filings.rate(factories.fresh(case), by=case.applicant, at=at(2, 10), score=2, comment="")
    return case, staff


def cards(case):
    found = Card.objects.filter(case=case, clock__kind="call_back").order_by("fell_on")
    return [(card.rule, card.fell_on.day, card.lane) for card in found]


def test_the_clock_of_the_answer_has_the_day_of_the_duty(rated):
    duty, clock = CallBack.objects.get(case=rated[0]), Clock.objects.get(case=rated[0], kind="call_back")
    assert duty.due_on == clock.due_on == date(2026, 3, 9)


def test_a_late_answer_is_reminded_of_and_then_a_yellow_card_of_the_window(rated):
    sweep.sweep(at=at(9, 20))
    assert cards(rated[0]) == [("T61", 6, "window")]
    sweep.sweep(at=at(10, 0))
    sweep.sweep(at=at(20))
    assert cards(rated[0]) == [("T61", 6, "window"), ("T62", 10, "window")]


def test_an_answer_in_time_is_no_card_and_a_late_one_is_a_card_all_the_same(rated, zone):
    case, staff = rated
    with in_zone("outer"):
        factories.fresh(case).answer_rating(by=staff.window, at=at(9, 17), answer="已经改正")
    sweep.sweep(at=at(20))
    assert cards(case) == []
    other, staff = factories.case_at(State.CONCLUDED, zone=zone, at=at(2), demo=True)
    with in_zone("outer"):
        filings.rate(factories.fresh(other), by=other.applicant, at=at(2, 10), score=1, comment="")
        factories.fresh(other).answer_rating(by=staff.window, at=at(10, 9), answer="已经改正")
    sweep.sweep(at=at(20))
    assert cards(other) == [("T62", 10, "window")]


def test_a_good_rating_opens_no_clock(zone):
    case, _ = factories.case_at(State.CONCLUDED, zone=zone, at=at(2), demo=True)
    with in_zone("outer"):
        filings.rate(factories.fresh(case), by=case.applicant, at=at(2, 10), score=3, comment="")
    assert not Clock.objects.filter(case=case, kind="call_back").exists()


def test_who_handles_the_case_reads_nothing_of_the_clock_that_a_rating_started(rated):
    assert dossier.clocks(factories.fresh(rated[0]), at=at(3)) == []


def test_the_card_lies_before_no_station_of_the_passage(rated):
    sweep.sweep(at=at(12))
    offices = [rated[0].office_id]
    found = stations(offices, at=at(12), totals=totals_of(offices, today=at(12).date()))
    assert [(s.red, s.yellow) for s in found] == [(0, 0)] * 4


@pytest.mark.parametrize("zone_of_run", ["outer", "inner"])
def test_when_the_calendar_changes_the_day_moves_without_an_act_on_a_case_that_is_over(rated, zone_of_run):
    case, _ = rated
    seq = factories.fresh(case).seq
    Clock.objects.filter(case=case, kind="call_back").update(due_on=date(2026, 3, 8), reckoned_with=987)
    CallBack.objects.update(due_on=date(2026, 3, 8))
    with in_zone(zone_of_run):
        recomputing.recompute_all(at=at(3))
    assert CallBack.objects.get().due_on == Clock.objects.get(kind="call_back").due_on == date(2026, 3, 9)
    assert factories.fresh(case).seq == seq
