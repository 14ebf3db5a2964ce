"""When the rules last ran through (监察扫描), so that a board without cards is not taken for an office without faults.

One row, written at the end of each sweep. The board and the operator's page say when it is older than `LATE`: the beat comes
every minute, so five minutes without one mean that it was switched off or cannot finish.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import models

from ledger import clock

LATE = timedelta(minutes=5)
ONLY = 1


class Heartbeat(models.Model):
    swept_at = models.DateTimeField()

    class Meta:
        db_table = "supervision_heartbeat"

    def __str__(self):
        return self.swept_at.isoformat()


def beat(*, at: datetime) -> None:
    Heartbeat.objects.update_or_create(pk=ONLY, defaults={"swept_at": at})


def last() -> datetime | None:
    return Heartbeat.objects.filter(pk=ONLY).values_list("swept_at", flat=True).first()


def is_late(swept_at: datetime | None, *, at: datetime) -> bool:
    return swept_at is None or at - swept_at > LATE


def notices() -> Iterator[tuple[str, str]]:
    """For the operator's page (`settings.OPERATOR_NOTICES`)."""
    if is_late(last(), at=clock.now()):
        yield "sweep", "the rules of supervision have not run for five minutes"
