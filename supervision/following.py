"""Following: watches, and with them the daybook, are brought in line with every case that something was done to.

Driven by the ledger, not by the workers' word: subjects of case events numbered after the cursor, and again those of its last
two minutes, for transactions that commit late; a clock that jumps hides nothing. Doing it twice changes nothing, so a chunk
that was killed is simply read again.
`follow_all` compares every clock that is not settled; it finds what no event tells (a calendar year that was loaded).
"""

from datetime import UTC, datetime, timedelta

from django.db import models, transaction
from django.db.models import Q, QuerySet

from ledger.clock import civil_day
from ledger.events import Event
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock
from workflow.engine import StepRun
from workflow.machine import Case

from . import daybook
from .watch import Watch, store

CHUNK = 500
OVERLAP = timedelta(minutes=2)
COPIED = ("due_on", "ended_on", "alarm_on")
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class Cursor(models.Model):
    """How far the ledger has been followed."""

    name = models.CharField(max_length=20, primary_key=True)
    upto = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.at}"

    @classmethod
    def locked(cls) -> "Cursor":
        cls.objects.get_or_create(name="case", defaults={"at": BEGINNING})
        return cls.objects.select_for_update().get(name="case")


def follow(*, at: datetime) -> int:
    """Bring the watches of all cases with new events in line; returns how many watches changed."""
    changed, place = 0, 0
    while place is not None:
        done, place = _follow_chunk(place, at=at)
        changed += done
    return changed


def follow_all(*, at: datetime) -> int:
    """Compare every clock that still runs, or that its watch believes to run."""
    changed, last = 0, 0
    unsettled = Q(ended_at=None) | Q(watch=None) | Q(watch__ended_on=None)
    while True:
        clocks = Clock.objects.filter(unsettled, pk__gt=last).order_by("pk")
        cases = dict(clocks.values_list("pk", "case")[:CHUNK])
        if not cases:
            return changed
        with transaction.atomic():
            Cursor.locked()
            changed += _bring_in_line(Q(pk__in=cases), at=at)
            daybook.enter(set(cases.values()))
        last = max(cases)


@transaction.atomic
def _follow_chunk(place: int, *, at: datetime) -> tuple[int, int | None]:
    """One chunk of events after `place`; the cursor moves in the same transaction. Returns (changed, next place)."""
    cursor = Cursor.locked()
    events = unfollowed(cursor).filter(pk__gt=place).order_by("pk")
    rows = list(events.values_list("pk", "subject", "recorded_at")[:CHUNK])
    if not rows:
        return 0, None
    cases = {subject for _, subject, _ in rows}
    changed = _bring_in_line(Q(case__in=cases), at=at)
    daybook.enter(cases)
    last = rows[-1][0]
    cursor.upto, cursor.at = (
        max(cursor.upto, last),
        max(cursor.at, *(recorded_at for _, _, recorded_at in rows)),
    )
    cursor.save(update_fields=["upto", "at"])
    return changed, last if len(rows) == CHUNK else None


def unfollowed(cursor: Cursor) -> QuerySet[Event]:
    """The events of cases that the cursor has not passed, and those that may have been committed behind it."""
    new = Q(pk__gt=cursor.upto) | Q(recorded_at__gte=cursor.at - OVERLAP)
    return Event.objects.filter(new, kind=Case.KIND)


def _bring_in_line(which: Q, *, at: datetime) -> int:
    clocks = list(Clock.objects.filter(which).select_related("case__office"))
    watches = {watch.clock_id: watch for watch in Watch.objects.filter(clock__in=clocks)}
    today = civil_day(at)
    changed = []
    steps = _steps([clock for clock in clocks if clock.pk not in watches])
    for clock in clocks:
        watch = watches.get(clock.pk)
        before = [getattr(watch, name) for name in COPIED] if watch else None
        watch = watch or Watch.of(clock, steps=steps)
        watch.align(clock, today=today, calendar=Calendar.of(clock.case.office))
        if before != [getattr(watch, name) for name in COPIED]:
            changed.append(watch)
    store(changed, COPIED)
    return len(changed)


def _steps(clocks) -> dict:
    runs = StepRun.objects.filter(case__in={clock.case_id for clock in clocks if clock.step})
    return {
        (case, code): (name, lane)
        for case, code, name, lane in runs.values_list("case", "code", "name", "lane")
    }
