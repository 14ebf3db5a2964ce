"""Acknowledgements, carried inside packages: how far the sender has applied our stream, and what it misses of it.

An acknowledgement only moves forward. One that claims more than was ever sent, or another text than was sent, means that
this zone's database has gone back in time: sending stops, so that no number is used twice.
"""

from datetime import datetime

from django.db.models import Q

from . import alarms, blobs, streams
from .outbox import BlobSending, OutboxCursor, OutboxPackage, Sending


def current(cursor, *, at: datetime) -> dict:
    """What this zone acknowledges now, for its next package; `cursor` is the inbox cursor."""
    return {
        "epoch": cursor.epoch,
        "upto": cursor.upto,
        "head": cursor.head,
        "missing": cursor.gaps()[: streams.MAX_LISTED],
        "blobs": overdue_blobs(at=at),
    }


def overdue_blobs(*, at: datetime) -> list[str]:
    late = blobs.StoredBlob.objects.filter(state=blobs.State.ABSENT, noted_at__lte=at - streams.pace("blobs"))
    return list(late.order_by("noted_at").values_list("sha256", flat=True)[: streams.MAX_LISTED])


def take(ack: dict, *, at: datetime) -> None:
    """Learn from the other zone's acknowledgement. Runs in the transaction that records its package."""
    cursor = OutboxCursor.locked(streams.outgoing())
    if ack["epoch"] != cursor.epoch or _is_of_another_past(cursor, ack):
        alarms.ring("amnesia", at=at)
        return
    if ack["upto"] > cursor.acked:
        _advance(cursor, ack["upto"], at=at)
    ranges = Q()
    for first, last in ack["missing"]:
        ranges |= Q(package__seq__range=(first, last))
    if ack["missing"]:
        Sending.objects.filter(ranges).update(due_at=at)
    BlobSending.objects.filter(sha256__in=ack["blobs"]).update(due=True)


def _is_of_another_past(cursor: OutboxCursor, ack: dict) -> bool:
    if ack["upto"] == 0:
        return False
    ours = OutboxPackage.objects.filter(stream=cursor.stream, epoch=cursor.epoch, seq=ack["upto"])
    return ours.values_list("hash", flat=True).first() != ack["head"]


def _advance(cursor: OutboxCursor, upto: int, *, at: datetime) -> None:
    """Progress: forget what has arrived, and let the rest be sent again soon."""
    cursor.acked, cursor.acked_at = upto, at
    cursor.save(update_fields=["acked", "acked_at"])
    Sending.objects.filter(package__epoch=cursor.epoch, package__seq__lte=upto).delete()
    soon = at + streams.pace("resend")
    Sending.objects.filter(due_at__gt=soon).update(tries=0, due_at=soon)
