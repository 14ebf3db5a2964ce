"""The daybook (监察日账): how many cases each office received, decided and still has, day by day, kept for the board.

Each case is entered with its days; when they change, what it added before is taken out and what it adds now put in, in one
transaction under the lock of the cursor that follows the ledger (`following.py`). What was entered is remembered by case, so
entering twice changes nothing. A case counts on the day it was handed in, its promise on the days it began, ended and is due.
Days behind the reach are dropped every night. Whether the book is right is another matter: `balancing.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import FilteredRelation, Q

from ledger.clock import civil_day, start_of
from powers.people.offices import Office
from workflow.clock.clocks import Clock
from workflow.machine import Case

from .watch import Watch

REACH = timedelta(days=40)
STOPPED = date.max
MICROSECOND = timedelta(microseconds=1)


class DayCount(models.Model):
    """What one office did and has on one day; durations in microseconds. A promise that stands still is due on `STOPPED`."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    day = models.DateField()
    submitted = models.IntegerField("收件", default=0)
    accepted = models.IntegerField("其中受理", default=0)
    decided = models.IntegerField("其中决定", default=0)
    delivered = models.IntegerField("其中送达", default=0)
    to_accept = models.BigIntegerField("到受理", default=0)
    to_decide = models.BigIntegerField("到决定", default=0)
    to_deliver = models.BigIntegerField("到送达", default=0)
    started = models.IntegerField("当天受理", default=0)
    ended = models.IntegerField("当天决定", default=0)
    late = models.IntegerField("其中逾期", default=0)
    running = models.IntegerField("当天到期", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "office"], name="one_count_of_office_and_day")]

    def __str__(self):
        return f"{self.office_id} {self.day}"


COLUMNS = tuple(f.name for f in DayCount._meta.concrete_fields if f.name not in ("id", "office", "day"))


class Entered(models.Model):
    """The days of one case as they stand in the daybook."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    started_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    def __str__(self):
        return str(self.case_id)

    @property
    def said(self) -> tuple:
        return tuple(getattr(self, name) for name in DAYS)

    @property
    def adds(self) -> Counter:
        """What the case adds to the book, by office, day and column."""
        filed = civil_day(self.submitted_at)
        return Counter(
            {(self.office_id, day, column): n for day, column, n in (*self._filed(filed), *self._promised())}
        )

    def _filed(self, day: date) -> Iterator[tuple[date, str, int]]:
        yield day, "submitted", 1
        if self.accepted_at:
            yield day, "accepted", 1
            yield day, "to_accept", (self.accepted_at - self.submitted_at) // MICROSECOND
        if self.decided_at:
            yield day, "decided", 1
        if self.decided_at and self.accepted_at:
            yield day, "to_decide", (self.decided_at - self.accepted_at) // MICROSECOND
        if self.decided_at and self.concluded_at:
            yield day, "delivered", 1
            yield day, "to_deliver", (self.concluded_at - self.decided_at) // MICROSECOND

    def _promised(self) -> Iterator[tuple[date, str, int]]:
        """On time is decided on or before the promised last day."""
        if self.started_on is None:
            return
        yield self.started_on, "started", 1
        if self.ended_on is None:
            yield self.due_on or STOPPED, "running", 1
        elif self.decided_at:
            yield self.ended_on, "ended", 1
            if self.due_on and self.ended_on > self.due_on:
                yield self.ended_on, "late", 1


DAYS = tuple(f.attname for f in Entered._meta.concrete_fields)


def enter(cases: Iterable) -> None:
    """Bring the book in line with these cases. The caller holds the lock of the cursor."""
    cases, sums, changed = list(cases), Counter(), []
    before = Entered.objects.in_bulk(cases)
    for entry in as_they_stand(Q(pk__in=cases)):
        old = before.get(entry.pk)
        if old is None or old.said != entry.said:
            changed.append(entry)
            sums.update(entry.adds)
            sums.subtract(old.adds if old else {})
    Entered.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["case"], update_fields=DAYS[1:]
    )
    _add(sums)


def as_they_stand(which: Q) -> Iterator[Entered]:
    """These cases with their days, as cases and watches have them now."""
    promise = FilteredRelation("watches", condition=Q(watches__kind=Clock.Kind.PROMISED))
    rows = Case.objects.filter(which).annotate(promise=promise).order_by()
    own = ("pk", "office", "submitted_at", "accepted_at", "decided_at", "concluded_at")
    for row in rows.values_list(
        *own, "promise__started_on", "promise__due_on", "promise__ended_on"
    ).iterator():
        yield Entered(*row)


def in_reach(since: date) -> Iterator[Q]:
    """The cases that may count on a day since: handed in, decided or still running."""
    promises = Watch.objects.filter(kind=Clock.Kind.PROMISED)
    yield Q(submitted_at__gte=start_of(since))
    yield Q(pk__in=promises.filter(ended_on__gte=since).values("case"))
    yield Q(pk__in=promises.running().values("case"))


def first_day(at: datetime) -> date:
    """The first day the book holds whole."""
    return civil_day(at) - REACH


def forget(*, before: date) -> None:
    """Drop what lies behind the reach; a case that moves again is entered whole, and only its new days are read."""
    DayCount.objects.filter(day__lt=before).delete()
    over = Q(started_on=None) | Q(ended_on__lt=before)
    Entered.objects.filter(over, submitted_at__lt=start_of(before)).delete()


def _add(sums: Counter) -> None:
    moved: dict[tuple, dict[str, int]] = {}
    for (office, day, column), n in sums.items():
        if n:
            moved.setdefault((office, day), {})[column] = n
    there = DayCount.objects.filter(office__in={key[0] for key in moved}, day__in={key[1] for key in moved})
    kept = {(row["office"], row["day"]): row for row in there.values("office", "day", *COLUMNS)}
    rows = []
    for key, columns in moved.items():
        before = kept.get(key, {})
        numbers = {column: before.get(column, 0) + columns.get(column, 0) for column in COLUMNS}
        rows.append(DayCount(office_id=key[0], day=key[1], **numbers))
    DayCount.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day", "office"], update_fields=COLUMNS
    )
