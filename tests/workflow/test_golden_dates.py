"""Due dates that were reckoned apart from the product, by the published lists of 2024 to 2026; the product must agree.

`golden_dates.csv` counts along lists of working days where the product walks day by day with a state; the two share nothing
but the lists.
"""

import csv
import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendar.holidays import packaged_calendar
from workflow.clock.deadlines import Limit, Pause, Unit, civil_day, counted_days, days_in, due, remaining

CALENDAR = packaged_calendar()
with Path(__file__).with_name("golden_dates.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 6, 30), timezones=st.timezones())
DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))
LIMITS = st.builds(Limit, st.integers(1, 60), st.sampled_from([Unit.WORKING, Unit.NATURAL]))
PAUSES = st.lists(
    st.builds(lambda first, n: Pause(first, first + timedelta(n)), DAYS, st.integers(0, 20)), max_size=3
)


def pauses_of(text: str) -> list[Pause]:
    bounds = (part.split("/") for part in text.split())
    return [Pause(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in bounds]


def reckoned(row):
    return due(
        civil_day(datetime.fromisoformat(row["start"])),
        Limit(int(row["days"]), row["unit"]),
        calendar=CALENDAR,
        pauses=pauses_of(row["pauses"]),
        extension=int(row["extension"]),
    )


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['start']} {row['days']} {row['unit']} {row['what']}"
)
def test_a_due_date_is_the_one_that_was_reckoned_apart(row):
    found = reckoned(row)
    assert (str(found.on or ""), found.provisional) == (row["due"], row["provisional"] == "yes")
    assert ("暂定" in found.lines[-1]) == found.provisional


def test_the_table_is_large_and_covers_what_goes_wrong():
    assert len(ROWS) >= 200
    kinds = {row["what"].partition("，")[0] for row in ROWS}
    assert {"跨春节", "午夜前后提交", "闰日", "按月", "延长", "自然日", "年底"} <= kinds
    assert sum(row["provisional"] == "yes" for row in ROWS) >= 10


@pytest.mark.parametrize(
    "zone", ["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Shanghai"]
)
def test_wherever_the_server_stands_and_whatever_its_clock_jumps_the_days_are_those_of_china(
    zone, monkeypatch
):
    before = os.environ.get("TZ")
    try:
        os.environ["TZ"] = zone
        time.tzset()
        wrong = [row for row in ROWS if str(reckoned(row).on or "") != row["due"]]
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()
    assert wrong == []


@given(INSTANTS)
def test_an_instant_is_of_one_day_in_china_in_whichever_zone_it_was_written(instant):
    in_china = instant.astimezone(UTC).replace(tzinfo=None) + timedelta(hours=8)
    assert civil_day(instant) == in_china.date()


@given(DAYS, LIMITS, st.integers(0, 30), PAUSES)
def test_an_extension_is_as_good_as_a_longer_limit(start, limit, extension, pauses):
    longer = Limit(limit.days + extension, limit.unit)
    known = {"calendar": CALENDAR, "pauses": pauses}
    assert due(start, limit, extension=extension, **known).on == due(start, longer, **known).on


@given(DAYS, LIMITS, PAUSES)
def test_to_say_a_pause_twice_changes_nothing(start, limit, pauses):
    assert due(start, limit, calendar=CALENDAR, pauses=pauses + pauses) == due(
        start, limit, calendar=CALENDAR, pauses=pauses
    )


@given(DAYS, LIMITS, PAUSES)
def test_the_explanation_ends_on_the_due_day_and_counts_to_the_limit(start, limit, pauses):
    found = due(start, limit, calendar=CALENDAR, pauses=pauses)
    spoken = f"{found.on.year} 年 {found.on.month} 月 {found.on.day} 日"
    assert any(line.startswith(f"到期日：{spoken}") for line in found.lines)
    counted = [line for line in found.lines if "计入，第" in line]
    assert f" {limit.days} {'个工作日' if limit.unit == Unit.WORKING else '个自然日'}" in counted[-1]


@given(DAYS, LIMITS, st.integers(0, 90), PAUSES)
def test_what_is_used_and_what_remains_make_the_limit(start, limit, later, pauses):
    day = start + timedelta(days=later)
    known = {"calendar": CALENDAR, "pauses": pauses}
    if limit.unit == Unit.WORKING and day <= due(start, limit, **known).on:
        used = counted_days(start, day, unit=limit.unit, **known)
        assert used + remaining(start, limit, day, **known) == limit.days


@given(DAYS, st.integers(1, 24))
def test_months_are_never_longer_than_their_longest_and_never_shorter_than_their_shortest_days(start, months):
    assert 28 * months <= days_in(start, Limit(months, Unit.MONTH)) <= 31 * months
