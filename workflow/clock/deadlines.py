"""When a limit ends: arithmetic on days, a calendar and pauses, nothing else. No clock is read here, no table.

Decides the last day of a limit in working days, natural days or months, and says line by line how it was reached, to
everyone the same. An open pause has no last day. A day that no official list covers makes the answer provisional:
never an error, and never silently certain.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.clock import civil_day
from workflow.clock.explanation import explain
from workflow.clock.limits import Due, Limit, Mark, Pause, Unit, Workdays

__all__ = ["Due", "Limit", "Pause", "Unit", "add_workdays", "civil_day", "counted_days", "due", "remaining"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Clock:
    unit: Unit
    calendar: Workdays
    pauses: tuple[Pause, ...]

    def mark(self, day: date, *, used: int, running: bool = True) -> Mark:
        # 行政许可法 第四十五条：听证、检验、检测、鉴定、专家评审等所需时间不计算在期限内。重叠的停钟只算一次。
        pause = next((pause for pause in self.pauses if pause.holds(day)), None)
        # 行政许可法 第八十二条：期限以工作日计算，不含法定节假日。
        counts = running and not pause and (self.unit != Unit.WORKING or self.calendar.is_workday(day))
        return Mark(day, used + counts, counts, pause)

    def walk(self, start: date, needed: int) -> Iterator[Mark]:
        """The days from the one after the start (民法典 第二百零一条: the first is not counted) to the last."""
        last = self.mark(start, used=0, running=False)
        # 民法典 第二百零三条：期间的最后一日是法定休假日的，以法定休假日结束的次日为最后一日。
        while last.used < needed or last.pause or not self.calendar.is_workday(last.day):
            last = self.mark(last.day + ONE_DAY, used=last.used, running=last.used < needed)
            yield last
            if last.is_endless:
                return


def due(
    start: date,
    limit: Limit,
    *,
    calendar: Workdays,
    pauses: Iterable[Pause] = (),
    extension: int = 0,
    event: str = "",
) -> Due:
    """The last day of a limit that an event on `start` set going; `event` names it in the explanation.

    An extension is in the limit's own days: working days for working days, natural days for natural days and months.
    """
    needed = days_in(start, limit)
    marks = tuple(_Clock(limit.unit, calendar, tuple(pauses)).walk(start, needed + extension))
    last = marks[-1] if marks else Mark(start, 0, counts=False)
    on = None if last.is_endless else last.day
    # A working-day clock looks every day up; any other only the last day, and those it rolls over.
    working = limit.unit == Unit.WORKING
    judged = [mark.day for mark in marks if working or mark.used == needed + extension] or [start]
    unknown = [day for day in judged if not calendar.covers(day)] if on else []
    told = {"extension": extension, "own_days": needed, "unknown": unknown, "event": event}
    return Due(on, bool(unknown), lambda: explain(start, limit, marks, on, calendar=calendar, **told))


def counted_days(
    start: date,
    day: date,
    *,
    calendar: Workdays,
    unit: Unit = Unit.WORKING,
    pauses: Iterable[Pause] = (),
) -> int:
    """How many days of the limit are used up when `day` is over; the day of the start is never one of them."""
    clock = _Clock(unit, calendar, tuple(pauses))
    ahead = ((start + n * ONE_DAY) for n in range(1, (day - start).days + 1))
    return sum(clock.mark(each, used=0).counts for each in ahead)


def remaining(
    start: date,
    limit: Limit,
    day: date,
    *,
    calendar: Workdays,
    pauses: Iterable[Pause] = (),
    extension: int = 0,
) -> int:
    """How many days are left after `day`; below zero, how many it is overdue. In a pause: what is left when it ends."""
    pauses = tuple(pauses)
    count = {"calendar": calendar, "unit": limit.unit, "pauses": pauses}
    end = due(start, limit, calendar=calendar, pauses=pauses, extension=extension).on
    if end is None:
        return days_in(start, limit) + extension - counted_days(start, day, **count)
    return counted_days(day, end, **count) if day <= end else -counted_days(end, day, **count)


def add_workdays(day: date, days: int, *, calendar: Workdays) -> date:
    """The working day so many working days after `day`, or before it when negative."""
    step = ONE_DAY if days > 0 else -ONE_DAY
    for _ in range(abs(days)):
        day += step
        while not calendar.is_workday(day):
            day += step
    return day


def days_in(start: date, limit: Limit) -> int:
    """The length of the limit in the days its clock counts."""
    if limit.unit != Unit.MONTH:
        return limit.days
    # 民法典 第二百零二条：到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日。
    year, month = divmod(start.year * 12 + start.month - 1 + limit.days, 12)
    month_end = monthrange(year, month + 1)[1]
    return (date(year, month + 1, min(start.day, month_end)) - start).days
