"""The picture of a clock against the worked example of spring 2026: 清明节 4 to 6 April, accepted on 30 March."""

from datetime import date, timedelta

from workflow.calendar.workdays import Calendar, Day
from workflow.clock.deadlines import Limit, Pause, due
from workflow.clock.face import LONGEST, face

QINGMING = Calendar({date(2026, 4, day): Day(False, note="清明节") for day in (4, 5, 6)})
ACCEPTED = date(2026, 3, 30)


def drawn(today, **changes):
    facts = {"promised": date(2026, 4, 7), "statutory": date(2026, 4, 14), "calendar": QINGMING}
    return face(ACCEPTED, today=today, **(facts | changes))


def on(clock, day):
    return next(cell for cell in clock.cells if cell.day == day)


def test_the_clock_runs_from_the_day_after_acceptance_to_the_legal_limit():
    clock = drawn(date(2026, 4, 2))
    assert (clock.cells[0].day, clock.cells[-1].day) == (date(2026, 3, 31), date(2026, 4, 14))
    assert clock.from_class == "from-tue"
    assert clock.label == "工作日时钟，3 月 31 日起算"


def test_each_day_says_what_it_is():
    clock = drawn(date(2026, 4, 2))
    assert [(cell.label, cell.note) for cell in clock.cells[:5]] == [
        ("31 日", "第 1 天"),
        ("4/1", "第 2 天"),
        ("2 日", "今天"),
        ("3 日", "第 4 天"),
        ("4 日", "休"),
    ]
    assert on(clock, date(2026, 4, 1)).kinds == ("done",)
    assert on(clock, date(2026, 4, 7)).kinds == ("promise",)
    assert on(clock, date(2026, 4, 7)).spoken == "承诺期限"
    assert on(clock, date(2026, 4, 14)).note == "第 10 天"


def test_the_key_tells_the_dates_and_the_days_used():
    assert drawn(date(2026, 4, 2)).key == (
        ("done", "已用 2 天"),
        ("promise", "承诺 4 月 7 日"),
        ("legal", "法定 4 月 14 日"),
        ("off", "周末和放假，不计入"),
    )


def test_the_picture_agrees_with_the_sums_of_the_deadline():
    for days in range(1, 15):
        promised = due(ACCEPTED, Limit(days), calendar=QINGMING).on
        clock = drawn(ACCEPTED, promised=promised, statutory=promised)
        assert on(clock, promised).note == f"第 {days} 天"


def test_a_pause_is_shown_and_not_counted():
    pause = Pause(date(2026, 4, 1), date(2026, 4, 2))
    clock = drawn(date(2026, 4, 3), pauses=[pause])
    assert on(clock, date(2026, 4, 1)).note == "停"
    assert clock.used == 1
    assert ("off", "停钟，不计入") in clock.key


def test_days_past_the_promise_are_late_and_no_longer_done():
    clock = drawn(date(2026, 4, 9))
    assert on(clock, date(2026, 4, 8)).kinds == ("late",)
    assert on(clock, date(2026, 4, 9)).kinds == ("today",)


def test_past_the_legal_limit_the_clock_goes_on_to_today():
    assert drawn(date(2026, 4, 16)).cells[-1].day == date(2026, 4, 16)


def test_a_long_limit_shows_its_last_three_weeks_with_the_right_numbers():
    clock = drawn(ACCEPTED, statutory=date(2026, 5, 29))
    assert len(clock.cells) == LONGEST
    assert clock.cells[-1].day - clock.cells[0].day == timedelta(days=LONGEST - 1)
    assert clock.cells[-1].note == "第 43 天"


def test_a_make_up_saturday_may_be_the_first_day():
    calendar = Calendar({date(2026, 2, 14): Day(True)})
    clock = face(
        date(2026, 2, 13),
        promised=date(2026, 2, 16),
        statutory=None,
        today=date(2026, 2, 13),
        calendar=calendar,
    )
    assert clock.from_class == "from-sat"
    assert clock.cells[0].note == "第 1 天"


def test_a_stopped_clock_without_dates_is_drawn_up_to_today():
    clock = drawn(date(2026, 4, 3), promised=None, statutory=None, pauses=[Pause(date(2026, 4, 2), None)])
    assert clock.cells[-1].day == date(2026, 4, 3)
    assert [kind for kind, _ in clock.key] == ["done", "off"]


def test_nothing_is_drawn_on_the_day_of_acceptance_when_no_limit_is_known():
    assert drawn(ACCEPTED, promised=None, statutory=None).cells == ()
