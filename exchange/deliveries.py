"""Handing a received message to its kind's handler, once, in its subject's order; and what happens when that fails.

A message that cannot be applied stops its subject and nothing else: it is held, and so is all that follows it for the same
subject. Held for files that have not come, for a kind this release does not know, for a schema it does not fit (a person
must look), or because the handler failed (tried again after 0, 1, 5, 30 minutes and 2 hours).
"""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import DatabaseError, connection, models, transaction

from ledger.canon import NotCanonical

from . import alarms, blobs, kinds
from .inbox import InboxMessage
from .packages import read_own

log = logging.getLogger(__name__)

RETRIES = [timedelta(minutes=m) for m in (0, 1, 5, 30, 120)]
UPGRADE = timedelta(minutes=1)


class Why(models.TextChoices):
    BLOBS = "blobs", "材料传输中"
    BEHIND = "behind", "等前面的消息"
    FAILED = "failed", "处理不了"
    MISFIT = "misfit", "格式不符"
    UNSUPPORTED = "unsupported", "等待升级"


class Held(models.Model):
    """A message received and not yet applied; the row goes when it is."""

    message = models.OneToOneField(InboxMessage, models.PROTECT, primary_key=True)
    subject = models.CharField(max_length=64, blank=True, db_index=True)
    why = models.CharField(max_length=12, choices=Why)
    tries = models.PositiveIntegerField(default=0)
    again_at = models.DateTimeField(null=True, db_index=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "exchange_held"

    def __str__(self):
        return f"{self.why} {self.message_id}"


class Lacking(models.Model):
    """A file that a held message waits for."""

    held = models.ForeignKey(Held, models.CASCADE, related_name="lacking")
    blob = models.ForeignKey(blobs.StoredBlob, models.PROTECT, related_name="+")

    class Meta:
        db_table = "exchange_lacking"

    def __str__(self):
        return f"{self.held_id} {self.blob_id}"


def carefully(step: Callable[[bool], int]) -> int:
    """Run `step(False)`; if its transaction fails, `step(True)`, which finds the message that breaks it.

    Some constraints speak only at commit, which would take the whole package down with one bad message. The careful run
    checks them after each message, inside its savepoint; on SQLite that reads every table, so it is not the usual way.
    """
    try:
        return step(False)
    except DatabaseError:
        return step(True)


def deliver(row: InboxMessage, message: dict, *, careful: bool, at: datetime) -> None:
    """Apply a message just received, or hold it. Runs in the transaction that records its package."""
    if row.subject and Held.objects.filter(subject=row.subject).exists():
        Held.objects.create(message=row, subject=row.subject, why=Why.BEHIND)
    else:
        _attempt(Held(message=row, subject=row.subject), message, careful=careful, at=at)


def retry_due(*, at: datetime) -> int:
    """Try again what may succeed now; answer how many messages were applied."""
    return sum(_work_off_line(held_id, at=at) for held_id in _due(at))


def retry(subject, *, at: datetime) -> bool:
    """A person asks to try a blocked subject again now; False when nothing of it is held."""
    head = Held.objects.filter(subject=kinds.subject_key(subject)).order_by("message_id").first()
    if head is None:
        return False
    Held.objects.filter(pk=head.pk).update(tries=0, again_at=at)
    return True


def _due(at: datetime) -> list[int]:
    """Also the first of a line whose head went just before the process died: nobody else would ever call it."""
    waiting = Lacking.objects.filter(held=models.OuterRef("pk"), blob__state=blobs.State.ABSENT)
    complete = models.Q(why=Why.BLOBS) & ~models.Exists(waiting)
    before = Held.objects.filter(
        subject=models.OuterRef("subject"), message_id__lt=models.OuterRef("message_id")
    )
    left_alone = models.Q(why=Why.BEHIND) & ~models.Exists(before)
    due = Held.objects.filter(models.Q(again_at__lte=at) | complete | left_alone)
    return list(due.order_by("message_id").values_list("pk", flat=True)[:500])


def _work_off_line(held_id: int, *, at: datetime) -> int:
    """Apply a held message and, while it goes well, those that wait behind it."""
    applied, subject = 0, Held.objects.filter(pk=held_id).values_list("subject", flat=True).first()
    while held_id is not None and carefully(partial(_work_off, held_id, at)):
        applied += 1
        behind = Held.objects.filter(subject=subject, why=Why.BEHIND).order_by("message_id")
        held_id = behind.values_list("pk", flat=True).first() if subject else None
    return applied


def _work_off(held_id: int, at: datetime, careful: bool) -> bool:
    with transaction.atomic(durable=True):
        held = Held.objects.select_for_update().filter(pk=held_id).first()
        return held is not None and _attempt(held, _message_of(held.message), careful=careful, at=at)


def _message_of(row: InboxMessage) -> dict:
    return read_own(row.package.note).msgs[row.position]


def _attempt(held: Held, message: dict, *, careful: bool, at: datetime) -> bool:
    lacking = blobs.absent(ref["h"] for ref in message["blobs"])
    if lacking:
        _hold(held, Why.BLOBS, again_at=None, error="")
        Lacking.objects.filter(held=held).delete()
        Lacking.objects.bulk_create(Lacking(held=held, blob_id=name) for name in lacking)
        return False
    try:
        with transaction.atomic():
            kinds.check_message(message).run(message["body"], at=at)
            if careful:
                connection.check_constraints()
    except kinds.Unsupported as error:
        alarms.ring("unsupported", at=at, about=message["kind"])
        return _hold(held, Why.UNSUPPORTED, again_at=at + UPGRADE, error=str(error))
    except (kinds.Misfit, NotCanonical) as error:
        _ring_blocked(held, at=at)
        return _hold(held, Why.MISFIT, again_at=None, error=f"{type(error).__name__}: {error}")
    except Exception as error:
        return _failed(held, error, at=at)
    return _release(held, at=at)


def _failed(held: Held, error: Exception, *, at: datetime) -> bool:
    where = place_of(error)
    log.warning("message %s held: %s", held.message.message_id, where)
    wait = RETRIES[held.tries] if held.tries < len(RETRIES) else None
    held.tries += 1
    _ring_blocked(held, at=at)
    return _hold(held, Why.FAILED, again_at=None if wait is None else at + wait, error=where)


def _hold(held: Held, why: Why, *, again_at: datetime | None, error: str) -> bool:
    held.why, held.again_at, held.error = why, again_at, error[:200]
    held.save()
    return False


def _release(held: Held, *, at: datetime) -> bool:
    if not held._state.adding:
        alarms.clear("blocked", at=at, about=_about(held))
        held.delete()
    return True


def _ring_blocked(held: Held, *, at: datetime) -> None:
    alarms.ring("blocked", at=at, about=_about(held))


def _about(held: Held) -> str:
    return held.subject or held.message.message_id.hex


def place_of(error: BaseException) -> str:
    """What failed and where, without the text of the exception, which may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return (
        f"{type(error).__name__} at {last.filename.rpartition('/')[2]}:{last.lineno}"
        if last
        else type(error).__name__
    )
