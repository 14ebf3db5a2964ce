"""The words of a deadline: a limit and its unit, a pause, and what a calendar must be able to say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from powers.items.limit_units import Unit, words


class Workdays(Protocol):
    name: str

    def is_workday(self, day: date) -> bool: ...
    def covers(self, day: date) -> bool: ...
    def why_off(self, day: date) -> str: ...
    def why_on(self, day: date) -> str: ...


@dataclass(frozen=True)
class Limit:
    days: int
    unit: Unit = Unit.WORKING

    def __post_init__(self):
        if self.days < 0:
            raise ValueError("a limit cannot be negative")
        object.__setattr__(self, "unit", Unit(self.unit))

    def __str__(self):
        return words(self.days, self.unit)


@dataclass(frozen=True)
class Pause:
    """The clock stands from the day of the notice to the day of the result, both included; no end, no result yet."""

    start: date
    end: date | None
    ground: str = "法定停钟"
    law: str = "《行政许可法》第四十五条"

    def __post_init__(self):
        if self.end is not None and self.end < self.start:
            raise ValueError("a pause cannot end before it starts")

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Mark:
    """What one day does to the clock: it counts, or a pause or a day off lets it pass."""

    day: date
    used: int
    counts: bool
    pause: Pause | None = None

    @property
    def is_endless(self) -> bool:
        return self.pause is not None and self.pause.end is None


@dataclass(frozen=True)
class Due:
    """The last day; its sum is told line by line only when somebody asks."""

    on: date | None
    provisional: bool
    tell: Callable[[], tuple[str, ...]] = field(repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return self.tell()
