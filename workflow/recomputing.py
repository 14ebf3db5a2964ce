"""Computing due dates again when the calendar has changed."""

from .clocks import Clock, waits
from .winding import reckon
from .workdays import Calendar


def recompute_provisional() -> int:
    """After a year has been loaded: compute again what was provisional. Returns how many dates are now certain."""
    calendar, settled = Calendar.load(), 0
    for clock in Clock.objects.filter(ended_at=None, provisional=True).select_related("case").iterator():
        reckon(clock, calendar=calendar, stops=waits(clock.case))
        clock.save(update_fields=["due_on", "provisional"])
        settled += not clock.provisional
        if clock.kind == Clock.Kind.PROMISED:
            type(clock.case).objects.filter(pk=clock.case_id).update(due_on=clock.due_on)
    return settled
