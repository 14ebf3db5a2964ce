"""What a calendar would move before it counts: how many open cases would get another due date, and some of them by number.

It computes as `recomputing` does, with the days as they would be, and writes nothing. More than MOST clocks are not looked at;
then the number is told as “at least”.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from powers.people.offices import area_prefix
from workflow.calendar import store
from workflow.calendar.holidays import YearList
from workflow.calendar.recomputing import stops_of
from workflow.calendar.store import Held
from workflow.calendar.workdays import Calendar, Day, Source
from workflow.clock.clocks import Clock
from workflow.clock.winding import reckon

MOST, SHOWN, BATCH = 20_000, 8, 500


@dataclass(frozen=True)
class Moving:
    """One case that would move: its due date as it is and as it would be."""

    number: str
    name: str
    kind: str
    was: date | None
    now: date | None


@dataclass(frozen=True)
class Preview:
    cases: int
    looked: int
    whole: bool
    first: tuple[Moving, ...]


def preview(lists: list[YearList], *, place: str, source: str) -> Preview:
    """How many open cases these lists would move, if they counted from now on."""
    would, moved, looked, last = _would_be(lists, place, source), {}, 0, 0
    running = _of_place(place).filter(ended_at=None).order_by("pk")
    while looked < MOST:
        batch = list(running.filter(pk__gt=last).select_related("case__office", "case__edition")[:BATCH])
        if not batch:
            return _told(moved, looked, whole=True)
        stops = stops_of(batch)
        for clock in batch:
            was, now = (
                clock.due_on,
                reckon(clock, calendar=would.of(clock.case.office), stops=stops[clock.case_id])[0],
            )
            if was != now:
                moved.setdefault(clock.case_id, (clock, was, now))
        looked, last = looked + len(batch), batch[-1].pk
    return _told(moved, looked, whole=False)


def _told(moved: dict, looked: int, *, whole: bool) -> Preview:
    first = sorted(moved.values(), key=lambda each: (each[1] or date.max, each[0].pk))[:SHOWN]
    rows = [
        Moving(clock.case.number, clock.case.edition.name, clock.get_kind_display(), was, now)
        for clock, was, now in first
    ]
    return Preview(len(moved), looked, whole, tuple(rows))


def _of_place(place: str):
    if not place:
        return Clock.objects.all()
    if store.is_office(place):
        return Clock.objects.filter(case__office=place)
    return Clock.objects.filter(case__office__area__code__startswith=area_prefix(place))


def _would_be(lists: list[YearList], place: str, source: str) -> Held:
    """The calendars as they would be."""
    held, years = store.held(), {each.year for each in lists}
    if not place:
        kept = {
            day: known
            for day, known in held.national.days.items()
            if day.year not in years or known.source == Source.LOCAL
        }
        days = {
            day: Day(known.is_workday, source, known.note)
            for each in lists
            for day, known in each.days().items()
        }
        return replace(held, national=Calendar(days | kept), mixed={})
    local: dict = defaultdict(dict, held.local)
    local[place] = {day: known for day, known in local[place].items() if day.year not in years}
    for each in lists:
        told = [(day, False) for day in each.weekday_off] + [(day, True) for day in each.weekend_work]
        local[place] |= {day: Day(works, Source.LOCAL, each.names.get(day, "")) for day, works in told}
    nearest_last = dict(sorted(local.items(), key=lambda one: store.width(one[0])))
    return replace(held, local=nearest_last, names=held.names | {place: place}, mixed={})
