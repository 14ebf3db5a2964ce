"""The calendar of working days: a table, and the frozen `Calendar` that all reckoning is done with.

Decides whether a day is a working day, whether that is known officially, and why a day is off. A year is loaded when
the State Council's list for it stands in the table, one row a day, make-up working weekends (调休) included. Beyond the
loaded years only weekends are known: such days are never guessed to be holidays, and what is reckoned with them is
provisional. Law: 全国年节及纪念日放假办法, and the yearly notice of the 国务院办公厅.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import Count, Max


class Source(models.TextChoices):
    OFFICIAL = "official", "国务院办公厅放假安排"
    LOCAL = "local", "本地决定"
    PROVISIONAL = "provisional", "暂定"


class CalendarDay(models.Model):
    date = models.DateField("日期", primary_key=True)
    is_workday = models.BooleanField("上班")
    source = models.CharField("来源", max_length=12, choices=Source)
    note = models.CharField("说明", max_length=40, blank=True)
    # Not a fact about the day but the version of the row: it tells every process that its copy is old.
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        ordering = ["date"]
        verbose_name = verbose_name_plural = "工作日历"

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {'上班' if self.is_workday else '休息'}"


class Day(NamedTuple):
    is_workday: bool
    source: str = Source.OFFICIAL
    note: str = ""


@dataclass(frozen=True)
class Calendar:
    """Working days as plain data: the same calendar gives everyone the same answer."""

    days: Mapping[date, Day] = field(default_factory=dict)
    name: str = "国务院办公厅公布的全国放假安排"

    @classmethod
    def load(cls) -> "Calendar":
        """The calendar as the table has it now; read again only when a row has changed, by whichever process."""
        version = CalendarDay.objects.aggregate(rows=Count("pk"), latest=Max("updated_at"))
        if _held.get("version") != version:
            rows = CalendarDay.objects.values_list("date", "is_workday", "source", "note")
            _held.update(version=version, calendar=cls({row[0]: Day(*row[1:]) for row in rows}))
        return _held["calendar"]

    def is_workday(self, day: date) -> bool:
        known = self.days.get(day)
        return known.is_workday if known else not _is_weekend(day)

    def covers(self, day: date) -> bool:
        """Is it settled whether this day is worked?"""
        known = self.days.get(day)
        return known is not None and known.source != Source.PROVISIONAL

    def why_off(self, day: date) -> str:
        """Why nobody works on this day; empty on a working day."""
        if self.is_workday(day):
            return ""
        note = self.days[day].note if day in self.days else ""
        if note:
            return f"法定节假日（{note}）" if self.days[day].source == Source.OFFICIAL else note
        return "周末" if _is_weekend(day) else "法定节假日"

    def why_on(self, day: date) -> str:
        """Why people work on this weekend day; empty on any other day."""
        return "调休上班" if _is_weekend(day) and self.is_workday(day) else ""


_held: dict = {}


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5
