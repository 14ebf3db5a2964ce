"""A special procedure moves the due date: what was raised stays, nothing is raised twice, nothing while the clock stands."""

from datetime import date, datetime

import pytest

from ledger.clock import CHINA
from supervision import sweep
from supervision.cards import Card
from supervision.watch import Watch
from tests import factories
from workflow.states import State

from .flows import TESTED

pytestmark = pytest.mark.django_db


def at(day, hour=9):
    return datetime(2026, 3, day, hour, tzinfo=CHINA)


@pytest.fixture
def testing(zone):
    """Accepted on Monday 2 March, promised 8 working days: the 12th; examined on the 3rd, then a test may stop the clock."""
    case, staff = factories.case_at(State.HANDLING, zone=zone, at=at(2), demo=True, flow=TESTED)
    with zone("inner"):
        factories.fresh(case).advance(
            by=staff.handler, at=at(3), step="examine", outcome="pass", note="符合条件"
        )
    return case, staff


def promised(case):
    return Watch.objects.get(case=case, kind="promised")


def cards_of(case):
    return [c.stage for c in Card.objects.filter(case=case, clock__kind="promised").order_by("fell_on")]


def pause(case, staff, day, zone):
    with zone("inner"):
        factories.fresh(case).pause(by=staff.surveyor, at=at(day), step="test", ground="testing", days=10)


def resume(case, staff, day, zone):
    with zone("inner"):
        factories.fresh(case).resume(by=staff.surveyor, at=at(day), note="检测合格")


def test_a_stopped_clock_has_no_alarm_and_gets_no_card(testing, zone):
    case, staff = testing
    pause(case, staff, 4, zone)
    sweep.sweep(at=at(31))
    assert (promised(case).due_on, promised(case).alarm_on) == (None, None)
    assert cards_of(case) == []


def test_the_stop_after_the_reminder_moves_the_red_card_and_repeats_no_reminder(testing, zone):
    case, staff = testing
    sweep.sweep(at=at(11))
    assert cards_of(case) == ["reminder"]
    pause(case, staff, 11, zone)
    sweep.sweep(at=at(20))
    assert cards_of(case) == ["reminder"]
    resume(case, staff, 20, zone)
    # Used: 3, 4, 5, 6, 9, 10 March. Two are left after the 20th: the 23rd and the 24th.
    for day in (20, 23, 24):
        sweep.sweep(at=at(day, 12))
        assert cards_of(case) == ["reminder"]
    assert promised(case).alarm_on == date(2026, 3, 25)
    sweep.sweep(at=at(25, 0))
    assert cards_of(case) == ["reminder", "red"]


def test_a_stop_before_the_reminder_moves_the_reminder(testing, zone):
    case, staff = testing
    sweep.sweep(at=at(4))
    pause(case, staff, 4, zone)
    resume(case, staff, 6, zone)
    sweep.sweep(at=at(11))
    assert cards_of(case) == []
    assert promised(case).alarm_on == date(2026, 3, 16)
