"""The day by which an open step stands in the to-do list: that of its case, FAR while no day is set or the clock stands still.

A step that nobody at a desk has to do (the window's own, or one of a case that is not in hand) has none and is not listed.
"""

from datetime import date

from powers.people import Role

from .engine import StepRun
from .states import State

FAR = date(9999, 12, 31)


def keep(case) -> None:
    """Write the day of a case into its open steps; part of the event's transaction."""
    listed = StepRun.objects.filter(case_id=case.pk, closed_at=None).exclude(lane=Role.WINDOW)
    listed.update(due_on=day_of(case))


def day_of(case) -> date | None:
    if case.state == State.HANDLING:
        return case.due_on or FAR
    return FAR if case.state == State.PAUSED else None


def follow(case_pk, *, was: date | None, now: date | None) -> None:
    """The day moved on the net that only follows; what has been written meanwhile knows better."""
    StepRun.objects.filter(case_id=case_pk, closed_at=None, due_on=was or FAR).update(due_on=now or FAR)
