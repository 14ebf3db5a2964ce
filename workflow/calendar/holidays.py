"""Lists of holidays, year by year: what a list must look like, and how it enters the table of working days.

A list names the weekdays off, the weekend days worked, and (optionally) the holidays they belong to. It is refused,
whole, when a day is of another year, on the wrong side of the week, named twice or outside its holiday: a wrong
calendar would move every deadline in the house. Loading an official list replaces what was provisional and leaves
local decisions alone.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import connections, transaction

from workflow.calendar.store import changed
from workflow.calendar.workdays import Calendar, CalendarDay, Day, Source

PACKAGED = Path(__file__).parents[1] / "data" / "holidays.json"
YEARS = range(2000, 2100)


class BadCalendar(ValueError):
    """The list cannot be trusted; the message says in Chinese what to mend."""


@dataclass(frozen=True)
class YearList:
    year: int
    weekday_off: frozenset[date]
    weekend_work: frozenset[date]
    names: dict[date, str]

    def days(self) -> dict[date, Day]:
        """Every day of the year, decided."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        return {day: self._day(day) for day in _span(first, last)}

    def told_days(self, place: str) -> list[date]:
        """The days the list decides: all of a year, or those on which a place differs."""
        return sorted(self.weekday_off | self.weekend_work) if place else list(self.days())

    def told(self) -> dict:
        """The list as the event of a notice says it, to be read again by `lists_of`."""
        spans = {
            name: [day for day in sorted(self.names) if self.names[day] == name]
            for name in self.names.values()
        }
        return {
            "weekday_off": [day.isoformat() for day in sorted(self.weekday_off)],
            "weekend_work": [day.isoformat() for day in sorted(self.weekend_work)],
            "holidays": [[name, days[0].isoformat(), days[-1].isoformat()] for name, days in spans.items()],
        }

    def _day(self, day: date) -> Day:
        if day in self.weekend_work:
            return Day(is_workday=True, note="调休上班")
        is_off = day.weekday() >= 5 or day in self.weekday_off
        return Day(is_workday=not is_off, note=self.names.get(day, "") if is_off else "")


def read_years(text: str, *, local: bool = False) -> list[YearList]:
    """Read a file of yearly lists; those of a place name only the days on which it differs from the country."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadCalendar("文件不是 JSON，请按 workflow/data/holidays.json 的样子写。") from error
    if not isinstance(data, dict) or not data:
        raise BadCalendar("文件里没有年份，请按“年份：放假安排”的样子写，例如 {" + '"2027": {…}}。')
    return lists_of(data, local=local)


def _read_year(name: str, entry, *, local: bool) -> YearList:
    if not name.isascii() or not name.isdigit() or int(name) not in YEARS:
        raise BadCalendar(f"“{name}”不是年份，请写四位数字，例如 2027。")
    year, keys = int(name), {"weekday_off", "weekend_work"}
    if not isinstance(entry, dict) or not keys <= set(entry) <= keys | {"holidays"}:
        raise BadCalendar(
            f"{year} 年要有 weekday_off（工作日放假）和 weekend_work（周末上班）两个列表，holidays（节日名称）可以不写。"
        )
    off = _read_days(year, entry["weekday_off"], is_weekend=False)
    work = _read_days(year, entry["weekend_work"], is_weekend=True)
    if not off and not local:
        raise BadCalendar(f"{year} 年一天假也没有，请把 weekday_off 补齐。")
    return YearList(year, off, work, _read_names(year, entry.get("holidays", {}), off=off, work=work))


def _read_days(year: int, texts, *, is_weekend: bool) -> frozenset[date]:
    if not isinstance(texts, list):
        raise BadCalendar(f'{year} 年的日期要写成列表，例如 ["{year}-10-01"]。')
    days = [_read_day(year, text) for text in texts]
    for day in days:
        if days.count(day) > 1:
            raise BadCalendar(f"{day} 写了两遍，请删去一个。")
        if (day.weekday() >= 5) != is_weekend:
            wanted = (
                "weekend_work 里只写周末上班的日子"
                if is_weekend
                else "weekday_off 里只写周一到周五放假的日子"
            )
            raise BadCalendar(f"{day} 是周{'一二三四五六日'[day.weekday()]}，{wanted}，请核对。")
    return frozenset(days)


def _read_day(year: int, text) -> date:
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise BadCalendar(f"{year} 年里的“{text}”不是日期，请写成 {year}-10-01 的样子。") from error
    if day.year != year:
        raise BadCalendar(f"{day} 不在 {year} 年，请放到 {day.year} 年里。")
    return day


def _read_names(year: int, holidays, *, off: frozenset[date], work: frozenset[date]) -> dict[date, str]:
    names: dict[date, str] = {}
    if isinstance(holidays, list):  # as an event spells it, whose keys are ASCII
        holidays = {name: bounds for name, *bounds in holidays}
    if not isinstance(holidays, dict):
        raise BadCalendar(f"{year} 年的 holidays 要写成“节日：[第一天, 最后一天]”。")
    for name, bounds in holidays.items():
        if not isinstance(bounds, list) or len(bounds) != 2 or not 0 < len(name) <= 20:
            raise BadCalendar(f"{year} 年“{name}”要写第一天和最后一天两个日期。")
        for day in _span(*(_read_day(year, text) for text in bounds)):
            if day in work or (day.weekday() < 5 and day not in off):
                raise BadCalendar(f"{day} 写在“{name}”假期里，却没有写成放假，请核对。")
            names[day] = name
    return names


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def lists_of(years: dict, *, local: bool = False) -> list[YearList]:
    """The yearly lists of a file or a notice; a list that is not right is refused with what to mend."""
    return [_read_year(name, entry, local=local) for name, entry in sorted(years.items())]


def refuse_unsettling(year_list: YearList, *, source: str) -> None:
    """What the State Council has settled is not made provisional again."""
    settled = CalendarDay.objects.filter(date__year=year_list.year, source=Source.OFFICIAL)
    if source == Source.PROVISIONAL and settled.exists():
        raise BadCalendar(f"{year_list.year} 年已经有正式的放假安排，不能换成暂定的。")


@transaction.atomic
def load_year(year_list: YearList, *, source: str = Source.OFFICIAL) -> int:
    """Put one year's list into the table, in place of the list that stood there; count the days that are now settled."""
    refuse_unsettling(year_list, source=source)
    written = write_year(year_list, source=source)
    changed(notice=f"{year_list.year} 年放假安排")
    return written


def write_year(year_list: YearList, *, source: str) -> int:
    """The rows of a year; decisions of the place where this runs stay."""
    in_year = CalendarDay.objects.filter(date__year=year_list.year)
    in_year.exclude(source=Source.LOCAL).delete()
    kept = set(in_year.values_list("date", flat=True))
    rows = [
        CalendarDay(date=day, is_workday=known.is_workday, source=source, note=known.note)
        for day, known in year_list.days().items()
        if day not in kept
    ]
    return len(CalendarDay.objects.bulk_create(rows))


def packaged() -> list[YearList]:
    """The official lists that come with the product."""
    return read_years(PACKAGED.read_text(encoding="utf-8"))


def packaged_calendar() -> Calendar:
    """The calendar of the packaged lists alone, where no table is at hand."""
    return Calendar({day: known for year in packaged() for day, known in year.days().items()})


def ship() -> int:
    """Load the packaged years the table does not have; what an administrator loaded stays."""
    official = CalendarDay.objects.filter(source=Source.OFFICIAL)
    have = {day.year for day in official.dates("date", "year")}
    return sum(load_year(year) for year in packaged() if year.year not in have)


def ship_with_the_table(using, **_):
    """A new database knows its working days from the first moment; one migrated only in part does not have the table yet."""
    if CalendarDay._meta.db_table in connections[using].introspection.table_names():
        ship()
