"""Stops of the clock as supervision sees them: longer than told, and again for what the case was stopped for before."""

from datetime import date, datetime

import pytest

from ledger.clock import CHINA
from powers.flow.flow import Flow, Lane, Outcome, StepKind
from powers.people.people import Role
from supervision import sweep
from supervision.cards import Card
from tests import factories
from workflow.clock.clocks import Clock
from workflow.states import State

from .flows import ACCEPT, DECIDE, DELIVER, examine, step

pytestmark = pytest.mark.django_db
TEST = step(
    "test", "检测", Lane.SURVEYOR, StepKind.SPECIAL, 5,
    Outcome("done", "合格", ("decide",)), Outcome("again", "退回检查", ("examine",)),
)  # fmt: skip
AGAIN = Flow((ACCEPT, examine("test"), TEST, DECIDE, DELIVER))


def at(day, hour=9):
    return datetime(2026, 3, day, hour, tzinfo=CHINA)


@pytest.fixture
def testing(zone):
    """Accepted on Monday 2 March and at the step that may stop the clock from the 3rd."""
    case, staff = factories.case_at(
        State.HANDLING, zone=zone, at=at(2), demo=True, promised_days=60, flow=AGAIN
    )
    with zone("inner"):
        fresh = factories.fresh(case)
        fresh.advance(by=staff.handler, at=at(3), step="examine", outcome="pass", note="符合条件")
    return case, staff


@pytest.fixture
def do(testing, zone):
    """An act of the person who tests."""
    case, staff = testing

    def act(verb, day, **told):
        with zone("inner"):
            getattr(factories.fresh(case), verb)(by=staff.surveyor, at=at(day), **told)

    return act


def stop(do, day, *, ground="testing", days=3):
    do("pause", day, step="test", ground=ground, days=days)


def cards_of_stops(case):
    kinds = (Clock.Kind.STOP, Clock.Kind.STOP_AGAIN)
    found = Card.objects.filter(case=case, clock__kind__in=kinds).order_by("fell_on", "number")
    return [(card.rule, str(card.stage), card.fell_on.day) for card in found]


def test_a_stop_that_ends_within_the_days_told_gets_no_card(testing, do):
    stop(do, 4)
    do("resume", 9, note="检测合格")
    sweep.sweep(at=at(31))
    assert cards_of_stops(testing[0]) == []


def test_a_stop_is_reminded_of_and_gets_a_yellow_card_when_it_overruns_what_was_told(testing, do):
    case, _ = testing
    stop(do, 4)  # three working days: 5, 6 and 9 March
    assert Clock.objects.get(case=case, kind="stop").due_on == date(2026, 3, 9)
    sweep.sweep(at=at(9, 12))
    assert cards_of_stops(case) == [("T51", "reminder", 6)]
    sweep.sweep(at=at(10, 0))
    sweep.sweep(at=at(20))
    assert cards_of_stops(case) == [("T51", "reminder", 6), ("T52", "yellow", 10)]


def test_the_card_names_the_step_and_the_post_that_held_the_case(testing, do):
    stop(do, 4)
    sweep.sweep(at=at(12))
    card = Card.objects.get(case=testing[0], rule="T52")
    assert (card.step, card.lane, card.due_on) == ("检测", Role.SURVEYOR, date(2026, 3, 9))


def test_a_second_stop_for_the_same_is_a_card_at_once_and_a_red_one_when_it_overruns(testing, do):
    case, _ = testing
    stop(do, 4)
    do("resume", 5, note="重做")
    stop(do, 6)  # 9, 10 and 11 March
    sweep.sweep(at=at(6, 12))
    assert cards_of_stops(case) == [("T53", "yellow", 6)]
    sweep.sweep(at=at(11, 23))
    assert cards_of_stops(case) == [("T53", "yellow", 6)]
    sweep.sweep(at=at(12, 0))
    sweep.sweep(at=at(20))
    assert cards_of_stops(case) == [("T53", "yellow", 6), ("T54", "red", 12)]


def test_a_second_stop_that_was_over_before_the_sweep_looked_is_a_card_all_the_same(testing, do):
    stop(do, 4)
    do("resume", 5, note="重做")
    stop(do, 6)
    do("resume", 6, note="检测合格")
    sweep.sweep(at=at(16))
    assert cards_of_stops(testing[0]) == [("T53", "yellow", 6)]


def test_a_stop_on_another_ground_is_no_repetition(testing, do):
    stop(do, 4)
    do("resume", 5, note="检测合格")
    stop(do, 6, ground="quarantine")
    do("resume", 9, note="检疫合格")
    sweep.sweep(at=at(31))
    assert cards_of_stops(testing[0]) == []


def test_whatever_ends_the_case_ends_the_stop(testing, do, zone):
    case, staff = testing
    stop(do, 4)
    with zone("inner"):
        factories.fresh(case).terminate(by=staff.head, at=at(5), ground="impossible", reasons="企业已注销")
    sweep.sweep(at=at(31))
    assert cards_of_stops(case) == []


def test_the_board_and_the_page_of_the_card_say_why(testing, do, client, clock):
    case, _ = testing
    stop(do, 4)
    do("resume", 5, note="重做")
    stop(do, 6)
    sweep.sweep(at=at(12))
    clock.set(at(12, 10))
    client.force_login(factories.official(Role.DEPARTMENT_INSPECTOR, at=case.office))
    board = client.get("/board/")
    assert (board.context["tiles"].red, board.context["tiles"].yellow) == (1, 0)
    assert "再次停钟，又超过告知的时间" in board.content.decode()
    card = Card.objects.get(case=case, rule="T53")
    page = client.get(f"/board/cards/{card.number}/").content.decode()
    assert (
        "2026 年 3 月 6 日（周五）停钟，同一种特别程序以前已经停过一次，这次告知的时间到 3 月 11 日（周三）为止"
        in page
    )
    assert "没有办完" not in page
    late = Card.objects.get(case=case, rule="T54")
    assert "时没有恢复计时" in client.get(f"/board/cards/{late.number}/").content.decode()


def test_the_sum_of_a_stop_counts_every_working_day_of_its_own(testing, do):
    """It does not stand still for itself."""
    case, _ = testing
    stop(do, 4)
    sweep.sweep(at=at(12))
    clock = Clock.objects.get(case=case, kind="stop")
    assert (clock.due_on, clock.provisional) == (date(2026, 3, 9), False)
    assert clock.pauses(case.stops.all()) == ()
