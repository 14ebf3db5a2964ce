"""Balancing the daybook (轧账): what it holds is counted again from cases and watches, every night and on demand.

A difference is not hidden: it is written down, logged and told to the operator until a later count finds none; the board then
counts case by case, which is slow and right, until the next sweep has built the book anew. Cases whose last acts were not
followed yet are counted as they were entered.
"""

import logging
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Q

from . import daybook
from .daybook import COLUMNS, DayCount, Entered
from .following import CHUNK, Cursor, unfollowed

log = logging.getLogger(__name__)
ONLY = 1
TOLD = 20


class Balance(models.Model):
    """The state of the daybook, one row."""

    turn = models.UUIDField(null=True)
    built = models.BooleanField(default=False)
    balanced_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    class Meta:
        db_table = "supervision_balance"

    def __str__(self):
        return self.fault or "right"


def is_built() -> bool:
    return Balance.objects.filter(pk=ONLY, built=True).exists()


def build(*, at: datetime) -> int:
    """The book from nothing, some cases a transaction; the board counts case by case meanwhile. Returns how many cases."""
    turn = uuid.uuid4()
    with transaction.atomic():
        Cursor.locked()
        Balance.objects.update_or_create(pk=ONLY, defaults={"built": False, "turn": turn})
        DayCount.objects.all().delete()
        Entered.objects.all().delete()
    cases = list({pk for which in daybook.in_reach(daybook.first_day(at)) for pk in _keys(which)})
    for start in range(0, len(cases), CHUNK):
        with transaction.atomic():
            Cursor.locked()
            daybook.enter(cases[start : start + CHUNK])
    # Who began later has emptied it again, and closes it himself.
    Balance.objects.filter(pk=ONLY, turn=turn).update(built=True)
    return len(cases)


def _keys(which: Q):
    return daybook.Case.objects.filter(which).order_by().values_list("pk", flat=True)


@transaction.atomic
def balance(*, at: datetime) -> str:
    """Count again and compare; returns what does not agree, in words, or nothing. What lies behind the reach is dropped."""
    cursor = Cursor.locked()
    if not is_built():
        return ""
    since = daybook.first_day(at)
    plain, kept = counted(since, cursor=cursor), _kept(since)
    wrong = sorted(key for key in plain.keys() | kept.keys() if plain[key] != kept[key])
    told = [
        f"{office} {day} {column}: {kept[office, day, column]} != {plain[office, day, column]}"
        for office, day, column in wrong
    ]
    fault = "; ".join(told[:TOLD]) + (f" (+{len(told) - TOLD})" if len(told) > TOLD else "")
    if fault:
        log.error("the daybook of supervision does not balance: %s", fault)
    Balance.objects.filter(pk=ONLY).update(built=not fault, balanced_at=at, fault=fault)
    daybook.forget(before=since)
    return fault


def counted(since: date, *, cursor: Cursor | None = None, offices=None) -> Counter:
    """What the book should hold since a day, case by case."""
    found, within = {}, Q() if offices is None else Q(office__in=offices)
    for which in daybook.in_reach(since):
        found.update((entry.pk, entry) for entry in daybook.as_they_stand(which & within))
    if cursor:
        late = set(unfollowed(cursor).values_list("subject", flat=True))
        found = {pk: entry for pk, entry in found.items() if pk not in late}
        found.update(Entered.objects.in_bulk(late))
    sums = Counter()
    for entry in found.values():
        sums.update(entry.adds)
    return Counter({key: n for key, n in sums.items() if n and key[1] >= since})


def _kept(since: date) -> Counter:
    rows = DayCount.objects.filter(day__gte=since).values_list("office", "day", *COLUMNS)
    return Counter(
        {
            (office, day, column): n
            for office, day, *numbers in rows
            for column, n in zip(COLUMNS, numbers, strict=True)
            if n
        }
    )


def notices() -> Iterator[tuple[str, str]]:
    """For the operator's page (`settings.OPERATOR_NOTICES`)."""
    if fault := Balance.objects.filter(pk=ONLY).exclude(fault="").values_list("fault", flat=True).first():
        yield (
            "daybook",
            f"kept counts of the board differed from the cases when they were last compared: {fault}",
        )
