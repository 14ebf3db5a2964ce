"""The calendars as this process holds them, and the version that says when they are old.

A verb asks the table for nothing: a process looks at the version row at most once a second. What was reckoned in that second
with an old calendar carries its version and is computed again (`recomputing`). Refused: nothing; without tables there is
no calendar, and the caller gets the database's error.
"""

import secrets
import time
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from powers.people.offices import area_prefix
from workflow.calendar.workdays import NATIONAL, Calendar, CalendarDay, Day, LocalDay, Source

FRESH = 1.0  # seconds
ONLY = 1


class CalendarVersion(models.Model):
    """One row: a number that is never twice the same, and the notice that changed the calendar last."""

    number = models.BigIntegerField()
    notice = models.CharField("依据", max_length=120)

    def __str__(self):
        return f"{self.number} {self.notice}"


@dataclass
class Held:
    """What a process holds: the national calendar, the local days, and the mixtures that were asked for."""

    version: int
    notice: str
    national: Calendar
    local: dict[str, dict[date, Day]]
    names: dict[str, str]
    mixed: dict[tuple, Calendar] = field(default_factory=dict)

    def of(self, office) -> Calendar:
        places = tuple(place for place in self.local if _covers(place, office))
        if not places:
            return self.national
        if places not in self.mixed:
            days = dict(self.national.days)
            for place in places:
                days |= self.local[place]
            name = f"{NATIONAL}，加上{'、'.join(self.names[place] for place in places)}的本地安排"
            self.mixed[places] = Calendar(days, name, self.version)
        return self.mixed[places]


_here: dict = {}


def held() -> Held:
    """The calendars, read again when the version row says that they have changed."""
    if _here.get("looked", float("-inf")) + FRESH > time.monotonic():
        return _here["held"]
    row = CalendarVersion.objects.filter(pk=ONLY).first() or CalendarVersion(number=0, notice="")
    if "held" not in _here or _here["held"].version != row.number:
        _here["held"] = _read(row)
    _here["looked"] = time.monotonic()
    return _here["held"]


def changed(*, notice: str) -> None:
    """The tables have been written: every process reads them again, and every open due date is looked at."""
    number = secrets.randbits(62)
    CalendarVersion.objects.update_or_create(pk=ONLY, defaults={"number": number, "notice": notice})
    look_again()


def look_again() -> None:
    _here.pop("looked", None)


def _read(row: CalendarVersion) -> Held:
    rows = CalendarDay.objects.values_list("date", "is_workday", "source", "note")
    days = {day: Day(*facts) for day, *facts in rows}
    local: dict = {}
    names: dict = {}
    for each in sorted(LocalDay.objects.all(), key=lambda one: (width(one.place), one.date)):
        local.setdefault(each.place, {})[each.date] = Day(each.is_workday, Source.LOCAL, _why(each))
        names[each.place] = f"{each.place_name}（{each.notice}）"
    return Held(row.number, row.notice, Calendar(days, version=row.number), local, names)


def _why(day: LocalDay) -> str:
    return f"{day.place_name}{day.note or ('上班' if day.is_workday else '放假')}（{day.notice}）"


def width(place: str) -> int:
    """Wide places first, so that the nearer one prevails; an office is the nearest."""
    return 99 if is_office(place) else len(area_prefix(place))


def is_office(place: str) -> bool:
    return len(place) == 18


def _covers(place: str, office) -> bool:
    return place == office.pk if is_office(place) else office.area_id.startswith(area_prefix(place))
