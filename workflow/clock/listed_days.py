"""The day by which an open step stands in the to-do list: that of its case, FAR while no day is set or the clock stands still.

A step that nobody at a desk has to do (the window's own, or one of a case that is not in hand) has none and is not listed.
"""

from datetime import date

from powers.people.people import Role
from workflow.engine import StepRun
from workflow.states import State

FAR = date(9999, 12, 31)


def keep(case, *, opened: list[StepRun], closed: list[StepRun], was: date | None) -> None:
    """Write the day of a case into its open steps, part of the event's transaction: into those that open now before they are
    saved, into those that stay open only when it is no longer the day they have."""
    day = day_of(case.state, case.due_on)
    for run in opened:
        run.due_on = None if run.lane == Role.WINDOW else day
    closed_the_last = closed and all(run.closed_at for run in case.open_runs)
    if day != was and not closed_the_last:
        listed = StepRun.objects.filter(case_id=case.pk, closed_at=None).exclude(lane=Role.WINDOW)
        listed.update(due_on=day)


def day_of(state: str, due_on: date | None) -> date | None:
    """The day of the open steps of a case that is in this state, with this promise."""
    if state == State.HANDLING:
        return due_on or FAR
    return FAR if state == State.PAUSED else None


def follow(case_pk, *, was: date | None, now: date | None) -> None:
    """The day moved on the net that only follows; what has been written meanwhile knows better."""
    StepRun.objects.filter(case_id=case_pk, closed_at=None, due_on=was or FAR).update(due_on=now or FAR)
