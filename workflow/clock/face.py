"""The working-day clock as cells to draw: from the first counted day to the legal limit, at most three weeks of it.

It decides which day counts as which, so that the picture and the sentence above it say the same; the sums are those of
`deadlines`. A limit longer than three weeks shows its last three. Nothing is drawn before a clock starts.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

LONGEST = 21
FROM = ("", "from-tue", "from-wed", "from-thu", "from-fri", "from-sat", "from-sun")
SPOKEN = {"done": "已过", "promise": "承诺期限", "legal": "法定期限", "late": "已过承诺期限"}


@dataclass(frozen=True)
class Cell:
    day: date
    kinds: tuple[str, ...]
    label: str
    note: str
    spoken: str = ""


@dataclass(frozen=True)
class Face:
    cells: tuple[Cell, ...] = ()
    label: str = ""
    key: tuple[tuple[str, str], ...] = ()
    used: int = 0

    @property
    def from_class(self) -> str:
        return FROM[self.cells[0].day.weekday()] if self.cells else ""


@dataclass(frozen=True)
class Limits:
    promised: date | None
    statutory: date | None
    today: date
    calendar: object
    pauses: tuple = field(default=())

    def counts(self, day: date) -> bool:
        return self.calendar.is_workday(day) and not self.is_paused(day)

    def is_paused(self, day: date) -> bool:
        return any(pause.holds(day) for pause in self.pauses)

    def kinds(self, day: date) -> tuple[str, ...]:
        is_late = self.promised is not None and self.promised < day <= self.today
        facts = (
            ("off", not self.counts(day)),
            ("done", self.counts(day) and day < self.today and not is_late),
            ("late", self.counts(day) and is_late and day < self.today),
            ("today", day == self.today),
            ("promise", day == self.promised),
            ("legal", day == self.statutory),
        )
        return tuple(kind for kind, holds in facts if holds)

    def note(self, day: date, number: int) -> str:
        if day == self.today:
            return "今天"
        if self.counts(day):
            return f"第 {number} 天"
        return "停" if self.is_paused(day) else "休"


def face(start: date, *, promised, statutory, today: date, calendar, pauses=()) -> Face:
    """The cells of a clock that an event on `start` set going; the day of the event itself is not one of them."""
    limits = Limits(promised, statutory, today, calendar, tuple(pauses))
    days = drawn(start, limits)
    if not days:
        return Face()
    cells, number = [], 0
    for day in days:
        number += limits.counts(day)
        cells.append(cell(day, number, limits, before=cells[-1].day if cells else None))
    used = sum(limits.counts(day) for day in days if day < today)
    label = f"工作日时钟，{days[0].month} 月 {days[0].day} 日起算"
    return Face(tuple(cells[-LONGEST:]), label, key(used, limits, cells), used)


def drawn(start: date, limits: Limits) -> list[date]:
    """Every day from the first that counts to the last limit, or to today when that is later."""
    last = max(filter(None, (limits.promised, limits.statutory, limits.today)))
    days = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    first = next((index for index, day in enumerate(days) if limits.counts(day)), len(days))
    return days[first:]


def cell(day: date, number: int, limits: Limits, *, before: date | None) -> Cell:
    is_new_month = before is not None and before.month != day.month
    label = f"{day.month}/{day.day}" if is_new_month else f"{day.day} 日"
    kinds = limits.kinds(day)
    spoken = "，".join(SPOKEN[kind] for kind in kinds if kind in SPOKEN)
    return Cell(day, kinds, label, limits.note(day, number), spoken)


def key(used: int, limits: Limits, cells) -> tuple[tuple[str, str], ...]:
    """What the colours mean, with the dates in words."""
    said = [("done", f"已用 {used} 天")]
    for kind, name, day in (("promise", "承诺", limits.promised), ("legal", "法定", limits.statutory)):
        said += [(kind, f"{name} {day.month} 月 {day.day} 日")] if day else []
    notes = {cell.note for cell in cells}
    said += [("off", "周末和放假，不计入")] if "休" in notes else []
    said += [("off", "停钟，不计入")] if "停" in notes else []
    return tuple(said)
