"""Applying parked packages strictly in order, each in one transaction: all of it, or nothing and again later.

Refused: a package whose `prev` is not the hash of the one before it; the stream stops and rings.
"""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from . import deliveries, streams
from .inbox import InboxCursor, InboxMessage, InboxPackage, InboxParked
from .packages import Envelope, read_own

MAX_AT_ONCE = 200


def apply(*, at: datetime) -> int:
    """Apply what is next, then what was held and may go now; answer how many packages were applied."""
    applied = 0
    while applied < MAX_AT_ONCE and deliveries.carefully(partial(_apply_next, at)):
        applied += 1
    deliveries.retry_due(at=at)
    return applied


def _apply_next(at: datetime, careful: bool) -> bool:
    with transaction.atomic(durable=True):
        cursor = InboxCursor.locked(streams.incoming(), at=at)
        place = {"stream": cursor.stream, "epoch": cursor.epoch, "seq": cursor.upto + 1}
        parked = InboxParked.objects.filter(**place).first()
        if parked is None or cursor.stopped:
            return False
        envelope = read_own(parked.note)
        if envelope.prev != cursor.head:
            cursor.stop("chain", at=at)
            return False
        _apply(parked, envelope, careful=careful, at=at)
        cursor.upto, cursor.head = envelope.seq, envelope.hash
        cursor.save(update_fields=["upto", "head"])
        return True


def _apply(parked: InboxParked, envelope: Envelope, *, careful: bool, at: datetime) -> None:
    package = InboxPackage.objects.create(
        stream=parked.stream, epoch=parked.epoch, seq=parked.seq, hash=parked.hash, received_at=parked.received_at,
        box=parked.box,
    )  # fmt: skip
    for position, message in enumerate(envelope.msgs):
        _admit(package, position, message, careful=careful, at=at)
    parked.delete()


def _admit(package: InboxPackage, position: int, message: dict, *, careful: bool, at: datetime) -> None:
    message_id = UUID(message["id"])
    if InboxMessage.objects.filter(message_id=message_id).exists():
        return
    row = InboxMessage.objects.create(
        message_id=message_id, package=package, position=position, kind=message["kind"],
        subject=message["subject"], order=message["order"],
    )  # fmt: skip
    deliveries.deliver(row, message, careful=careful, at=at)
