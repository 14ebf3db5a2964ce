"""Sending what waits in a table: claimed by compare-and-set, committed before it is handed over, marked after.

Never twice: a row that was claimed is not taken by another worker, and one whose end nobody saw (the worker died, the line
broke in the middle) is not sent again; it is shown as 不确定是否发出. What was surely not taken (`NotTaken`) is tried again
after 1, 5, 30 minutes, 2 and 6 hours, and then given up where somebody sees it. The rows are the queue and the log.
"""

import logging
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F

from exchange.deliveries import place_of
from workflow.notices.sms import NotTaken

log = logging.getLogger(__name__)

RETRIES = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360)]
OUT_OF_SIGHT = timedelta(minutes=10)
AT_ONCE = 200


class Outcome(models.TextChoices):
    WAITING = "waiting", "等待发送"
    SENDING = "sending", "正在发送"
    SENT = "sent", "已经发出"
    UNKNOWN = "unknown", "不确定是否发出"
    GIVEN_UP = "given_up", "没有发成"


# How an outcome is drawn: the kind of its tag and its sign.
FACES = {
    Outcome.WAITING: ("info", "clock"),
    Outcome.SENDING: ("info", "send"),
    Outcome.SENT: ("ok", "check"),
    Outcome.UNKNOWN: ("warn", "alert"),
    Outcome.GIVEN_UP: ("bad", "x"),
}


class Sendable(models.Model):
    """A row to be sent once."""

    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


def send(rows, *, hand_over: Callable, at: datetime, not_before: Callable) -> int:
    """Send those of `rows` that are due; `rows` reads what `hand_over(row)` needs, `not_before(row, at)` says when a row that
    is tried again may go. Answers how many were handed over."""
    due = rows.filter(outcome=Outcome.WAITING, due_at__lte=at).order_by("due_at")
    keys = list(due.values_list("pk", flat=True)[:AT_ONCE])
    return sum(_send(rows, key, hand_over=hand_over, at=at, not_before=not_before) for key in keys)


def lose_sight(model: type[Sendable], *, at: datetime) -> int:
    """What was claimed long ago and never marked: nobody knows, and it is not sent again."""
    lost = model.objects.filter(outcome=Outcome.SENDING, claimed_at__lte=at - OUT_OF_SIGHT)
    return lost.update(outcome=Outcome.UNKNOWN, ended_at=at, why="发送中断")


def _send(rows, key: int, *, hand_over, at: datetime, not_before) -> bool:
    if not _claim(rows.model, key, at=at):
        return False
    row = rows.get(pk=key)
    try:
        hand_over(row)
    except NotTaken as refused:
        _again(row, refused, at=at, not_before=not_before)
        return False
    except Exception as error:
        log.warning("%s %s: outcome unknown: %s", rows.model.__name__, key, place_of(error))
        return _mark(row, Outcome.UNKNOWN, at=at, why=type(error).__name__) and False
    return _mark(row, Outcome.SENT, at=at)


def _claim(model, key: int, *, at: datetime) -> bool:
    with transaction.atomic(durable=True):
        mine = model.objects.filter(pk=key, outcome=Outcome.WAITING)
        return bool(mine.update(outcome=Outcome.SENDING, claimed_at=at, tries=F("tries") + 1))


def _mark(row: Sendable, outcome: Outcome, *, at: datetime, why: str = "") -> bool:
    """Write down how it ended, even if the sweep had lost sight of it meanwhile."""
    ours = type(row).objects.filter(pk=row.pk, outcome__in=(Outcome.SENDING, Outcome.UNKNOWN))
    return bool(ours.update(outcome=outcome, ended_at=at, why=why[:200]))


def _again(row: Sendable, refused: NotTaken, *, at: datetime, not_before) -> None:
    if refused.for_good or row.tries > len(RETRIES):
        _mark(row, Outcome.GIVEN_UP, at=at, why=str(refused))
        return
    again = not_before(row, at + RETRIES[row.tries - 1])
    type(row).objects.filter(pk=row.pk, outcome=Outcome.SENDING).update(
        outcome=Outcome.WAITING, due_at=again, why=str(refused)[:200]
    )
