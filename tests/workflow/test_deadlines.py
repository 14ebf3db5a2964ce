from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendar.holidays import packaged_calendar
from workflow.clock.deadlines import Limit, Pause, Unit, add_workdays, civil_day, counted_days, due, remaining

CALENDAR = packaged_calendar()
DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))
PAUSES = st.lists(
    st.builds(lambda first, n: Pause(first, first + timedelta(days=n), "检验"), DAYS, st.integers(0, 30)),
    max_size=4,
)


def day(text, year=2026):
    return date.fromisoformat(text if len(text) > 5 else f"{year}-{text}")


@pytest.mark.parametrize(
    "start, days, end",
    [
        ("02-11", 5, "02-25"),
        ("02-11", 20, "03-17"),
        ("02-14", 1, "02-24"),
        ("04-30", 5, "05-11"),
        ("09-18", 7, "09-29"),
        ("09-24", 20, "10-29"),
        ("09-30", 10, "10-20"),
        ("01-01", 5, "01-08"),
        ("12-01", 20, "12-29"),
        ("2025-09-28", 5, "2025-10-11"),
        ("2024-09-30", 5, "2024-10-12"),
    ],
)
def test_working_days_follow_the_published_calendar(start, days, end):
    answer = due(day(start), Limit(days), calendar=CALENDAR)
    assert (answer.on, answer.provisional) == (day(end), False)


@pytest.mark.parametrize(
    "start, days, end",
    [("09-03", 30, "10-08"), ("08-02", 60, "10-08"), ("01-17", 30, "02-24"), ("03-02", 30, "04-01")],
)
def test_natural_days_roll_over_a_last_day_that_is_a_rest_day(start, days, end):
    answer = due(day(start), Limit(days, Unit.NATURAL), calendar=CALENDAR)
    assert answer.on == day(end)
    assert any("第二百零三条" in line for line in answer.lines) == (end != "04-01")


@pytest.mark.parametrize(
    "start, months, end",
    [
        ("2026-01-30", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-10", 3, "2026-06-10"),
        ("2025-11-28", 3, "2026-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start, months, end):
    assert due(day(start), Limit(months, Unit.MONTH), calendar=CALENDAR).on == day(end)


def test_past_the_loaded_years_the_answer_is_provisional_and_never_an_error():
    answer = due(day("12-10"), Limit(20), calendar=CALENDAR)
    assert answer.on == date(2027, 1, 7)
    assert answer.provisional
    assert "2027 年" in answer.lines[-1]


def test_natural_days_are_provisional_only_when_the_last_day_is_not_settled():
    assert due(day("12-10"), Limit(31, Unit.NATURAL), calendar=CALENDAR).provisional
    across = due(date(2023, 12, 20), Limit(30, Unit.NATURAL), calendar=CALENDAR)
    assert (across.on, across.provisional) == (date(2024, 1, 19), False)


def test_from_the_notice_to_the_result_no_day_counts():
    plain = due(day("03-02"), Limit(5), calendar=CALENDAR)
    paused = due(
        day("03-02"), Limit(5), calendar=CALENDAR, pauses=[Pause(day("03-04"), day("03-06"), "检验检测")]
    )
    assert (plain.on, paused.on) == (day("03-09"), day("03-12"))
    assert any("停钟，检验检测" in line and "第四十五条" in line for line in paused.lines)


def test_overlapping_pauses_count_once():
    one = [Pause(day("03-04"), day("03-10"))]
    two = [Pause(day("03-04"), day("03-09")), Pause(day("03-05"), day("03-10"))]
    assert due(day("03-02"), Limit(5), calendar=CALENDAR, pauses=one).on == due(
        day("03-02"), Limit(5), calendar=CALENDAR, pauses=two
    ).on  # fmt: skip


def test_while_a_pause_is_open_there_is_no_due_date():
    pauses = [Pause(day("03-04"), None, "专家评审")]
    answer = due(day("03-02"), Limit(5), calendar=CALENDAR, pauses=pauses)
    assert (answer.on, answer.provisional) == (None, False)
    assert "已用 1 个工作日" in answer.lines[-1]
    assert remaining(day("03-02"), Limit(5), day("03-20"), calendar=CALENDAR, pauses=pauses) == 4


def test_a_pause_that_opens_after_the_due_day_changes_nothing():
    assert due(day("03-02"), Limit(5), calendar=CALENDAR, pauses=[Pause(day("03-10"), None)]).on == day(
        "03-09"
    )


def test_a_pause_over_the_rest_days_pushes_the_rolled_day_on():
    pauses = [Pause(day("10-05"), day("10-20"))]
    assert due(day("09-03"), Limit(30, Unit.NATURAL), calendar=CALENDAR, pauses=pauses).on == day("10-21")


def test_an_extension_is_counted_on():
    answer = due(day("03-02"), Limit(20), calendar=CALENDAR, extension=10)
    assert answer.on == due(day("03-02"), Limit(30), calendar=CALENDAR).on
    assert "延长 10 个工作日" in answer.lines[0]
    assert "在延长的期限内，计入，第 21 " in " ".join(answer.lines)


def test_months_and_natural_days_are_extended_by_natural_days():
    months = due(day("03-10"), Limit(3, Unit.MONTH), calendar=CALENDAR, extension=30)
    assert months.on == day("07-10")
    assert "经批准延长 30 个自然日" in months.lines[0]
    assert due(day("09-03"), Limit(20, Unit.NATURAL), calendar=CALENDAR, extension=10).on == day("10-08")


def test_the_event_that_sets_a_limit_going_is_named():
    told = due(day("03-02"), Limit(5), calendar=CALENDAR, event="收到申请之日").lines[0]
    assert "3 月 2 日（周一），收到申请之日，当天不计入" in told


def test_a_limit_of_no_days_ends_the_same_day_or_on_the_next_working_day():
    assert due(day("03-02"), Limit(0), calendar=CALENDAR).on == day("03-02")
    assert due(day("02-15"), Limit(0), calendar=CALENDAR).on == day("02-24")


def test_a_limit_of_no_days_that_falls_into_a_pause_ends_after_it():
    pauses = [Pause(day("03-02"), day("03-03"))]
    assert due(day("03-02"), Limit(0), calendar=CALENDAR, pauses=pauses).on == day("03-04")


def test_the_explanation_tells_every_span_and_its_reason():
    assert due(day("02-11"), Limit(5), calendar=CALENDAR).lines == (
        "起算：2026 年 2 月 11 日（周三），当天不计入（《民法典》第二百零一条）；期限 5 个工作日。",
        "日历：国务院办公厅公布的全国放假安排。",
        "2026 年 2 月 12 日（周四）至 2026 年 2 月 13 日（周五）：计入，第 1 至 2 个工作日。",
        "2026 年 2 月 14 日（周六）：调休上班，计入，第 3 个工作日。",
        "2026 年 2 月 15 日（周日）至 2026 年 2 月 23 日（周一）：法定节假日（春节），不计入。",
        "2026 年 2 月 24 日（周二）至 2026 年 2 月 25 日（周三）：计入，第 4 至 5 个工作日。",
        "到期日：2026 年 2 月 25 日（周三）。",
    )


def test_an_instant_belongs_to_the_day_in_china():
    assert civil_day(datetime(2026, 2, 11, 15, 59, tzinfo=UTC)) == day("02-11")
    assert civil_day(datetime(2026, 2, 11, 16, 0, tzinfo=UTC)) == day("02-12")


def test_what_remains_falls_to_nothing_on_the_due_day_and_below_it_after():
    left = [
        remaining(day("02-11"), Limit(5), day(on), calendar=CALENDAR)
        for on in ("02-11", "02-13", "02-25", "02-27")
    ]
    assert left == [5, 3, 0, -2]


@pytest.mark.parametrize(
    "start, days, end",
    [("02-13", 1, "02-14"), ("02-24", -1, "02-14"), ("02-25", 0, "02-25"), ("10-08", -2, "09-29")],
)
def test_working_days_can_be_added_and_taken_away(start, days, end):
    assert add_workdays(day(start), days, calendar=CALENDAR) == day(end)


def test_a_negative_limit_and_a_pause_that_ends_before_it_starts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        Limit(-1)
    with pytest.raises(ValueError, match="before"):
        Pause(day("03-04"), day("03-03"))


@given(DAYS, st.integers(1, 60), PAUSES)
def test_the_days_counted_up_to_the_due_day_are_the_limit(start, days, pauses):
    on = due(start, Limit(days), calendar=CALENDAR, pauses=pauses).on
    assert counted_days(start, on, calendar=CALENDAR, pauses=pauses) == days
    assert counted_days(start, on - timedelta(days=1), calendar=CALENDAR, pauses=pauses) == days - 1


@given(DAYS, st.integers(0, 60), st.sampled_from(Unit), PAUSES)
def test_more_days_never_end_earlier(start, days, unit, pauses):
    ends = [due(start, Limit(n, unit), calendar=CALENDAR, pauses=pauses).on for n in (days, days + 1)]
    assert ends[0] <= ends[1]


@given(DAYS, st.integers(0, 60), st.sampled_from(Unit), PAUSES)
def test_a_pause_never_brings_the_due_day_nearer(start, days, unit, pauses):
    limit = Limit(days, unit)
    assert due(start, limit, calendar=CALENDAR, pauses=pauses).on >= due(start, limit, calendar=CALENDAR).on


@given(DAYS, st.integers(0, 60), st.sampled_from(Unit), PAUSES)
def test_the_due_day_is_a_working_day_outside_every_pause(start, days, unit, pauses):
    on = due(start, Limit(days, unit), calendar=CALENDAR, pauses=pauses).on
    assert CALENDAR.is_workday(on)
    assert not any(pause.holds(on) for pause in pauses)
