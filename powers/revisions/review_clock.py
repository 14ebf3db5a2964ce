"""The clock of review, lent by the floor above: how working days are counted is known there, and imports go down only.

`workflow` registers its arithmetic when it starts. Without it nothing is guessed: there is no due day and no lamp.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Arithmetic:
    """`due_on(start, days)` is the last of so many working days; `lamp(due_on, today)` shows what is left of them."""

    due_on: Callable[[date, int], date]
    lamp: Callable[[date | None, date], object]


_registered: list[Arithmetic] = []


def register(arithmetic: Arithmetic) -> None:
    _registered[:] = [arithmetic]


def due_on(start: date, days: int) -> date | None:
    return _registered[0].due_on(start, days) if _registered else None


def lamp(due: date | None, *, today: date):
    return _registered[0].lamp(due, today) if _registered else None
