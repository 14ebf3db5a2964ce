"""The working days of review, lent to the catalogue below: the same calendar, arithmetic and lamps as for cases."""

from datetime import date

from powers.revisions.review_clock import Arithmetic
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import due
from workflow.clock.lamps import Lamp, lamp
from workflow.clock.limits import Limit


def due_on(start: date, days: int) -> date:
    return due(start, Limit(days), calendar=Calendar.load()).on


def shown(day: date | None, today: date) -> Lamp:
    return lamp(day, today=today, calendar=Calendar.load())


ARITHMETIC = Arithmetic(due_on=due_on, lamp=shown)
