"""The calendars of working days: the national table, what areas and offices add to it, and the frozen `Calendar`.

Decides whether a day is a working day, whether that is known officially, and why a day is off. A year is loaded when
the State Council's list for it stands in the table, one row a day, make-up working weekends (调休) included. A place (an area
with all under it, or one office) may add days of its own by its government's notice; the nearer place prevails. Beyond the
loaded years only weekends are known: such days are never guessed to be holidays, and what is reckoned with them is
provisional. Law: 全国年节及纪念日放假办法, and the yearly notice of the 国务院办公厅.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import models


class Source(models.TextChoices):
    OFFICIAL = "official", "国务院办公厅放假安排"
    LOCAL = "local", "本地决定"
    PROVISIONAL = "provisional", "暂定"


class CalendarDay(models.Model):
    date = models.DateField("日期", primary_key=True)
    is_workday = models.BooleanField("上班")
    source = models.CharField("来源", max_length=12, choices=Source)
    note = models.CharField("说明", max_length=40, blank=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        ordering = ["date"]
        verbose_name = verbose_name_plural = "工作日历"

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {'上班' if self.is_workday else '休息'}"


class LocalDay(models.Model):
    """A day that one place works or rests otherwise than the country: an area with all under it, or one office."""

    place = models.CharField("区划代码或者机关代码", max_length=18)
    place_name = models.CharField("地方或者机关", max_length=80)
    date = models.DateField("日期")
    is_workday = models.BooleanField("上班")
    note = models.CharField("说明", max_length=40, blank=True)
    notice = models.CharField("依据", max_length=80)

    class Meta:
        ordering = ["place", "date"]
        constraints = [models.UniqueConstraint(fields=["place", "date"], name="local_day_once")]
        verbose_name = verbose_name_plural = "本地工作日历"

    def __str__(self):
        return f"{self.place_name} {self.date:%Y-%m-%d} {'上班' if self.is_workday else '休息'}"


class Day(NamedTuple):
    is_workday: bool
    source: str = Source.OFFICIAL
    note: str = ""


NATIONAL = "国务院办公厅公布的全国放假安排"


@dataclass(frozen=True)
class Calendar:
    """Working days as plain data: the same calendar gives everyone the same answer. `version` is of the tables it is from."""

    days: Mapping[date, Day] = field(default_factory=dict)
    name: str = NATIONAL
    version: int = field(default=0, compare=False)

    @classmethod
    def load(cls) -> "Calendar":
        """The national calendar as the table has it now."""
        from workflow.calendar.store import held

        return held().national

    @classmethod
    def of(cls, office) -> "Calendar":
        """The calendar an office works by: the national one with what its areas and itself have added."""
        from workflow.calendar.store import held

        return held().of(office)

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


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5
