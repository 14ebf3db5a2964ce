"""Sealing: what is ready and not yet in a package goes into the next one, signed and numbered last + 1.

Numbers come from the table inside the transaction, never from a database sequence: a number that is rolled back is used
again, so the stream has no hole for the other zone to wait at. An event that is not ready, or that cannot be put into a
package, holds up its own subject only. This is the one module that loads the private key.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction

from ledger import canon, vault

from . import acks, alarms, blobs, kinds, outbox, packages, signing, streams
from .deliveries import RETRIES, place_of
from .inbox import InboxCursor
from .outbox import BlobSending, OutboxCursor, OutboxPackage, Sealed, Sending, Unsealed

log = logging.getLogger(__name__)

MAX_AT_ONCE = 50
ROOM = streams.MAX_TEXT - 64 * 1024  # the rest is for the acknowledgement and the frame
EVENTS = UUID("6b1f8f9e-54a5-5c57-9d0e-3a4f1c0f7a11")


@dataclass(frozen=True)
class Ready:
    """A queue row with the message made of it."""

    row: Unsealed
    message: dict


class TooLarge(Exception):
    """A message that fits no package."""


def seal(*, at: datetime) -> int:
    """Seal everything that is ready, or an empty package when a reply or a sign of life is due; answer how many."""
    made = 0
    while made < MAX_AT_ONCE and not alarms.is_open("amnesia"):
        batch = gather(at=at)
        if not batch and not is_reply_due(at=at):
            break
        write(batch, at=at)
        made += 1
    return made


def gather(*, at: datetime) -> list[Ready]:
    """The next package's messages, in order; the subjects of those that are not ready wait."""
    waiting, batch, room = set(), [], ROOM
    queue = Unsealed.objects.filter(kind__in=kinds.names()).select_related("event", "outbox").order_by("pk")
    for row in queue.iterator(chunk_size=200):
        if row.subject in waiting:
            continue
        message = _try_message(row, at=at)
        if message is None:
            waiting |= {row.subject} - {""}
            continue
        room -= len(canon.dumps(message).encode()) + 1
        if room < 0 or len(batch) == streams.MAX_MESSAGES:
            break
        batch.append(Ready(row, message))
    return batch


def is_reply_due(*, at: datetime) -> bool:
    """Whether to send an empty package: a reply is owed, something is missing still, or it has been quiet for long."""
    cursor = InboxCursor.objects.filter(stream=streams.incoming()).first()
    if cursor and cursor.owes_reply:
        return True
    last = OutboxPackage.objects.filter(stream=streams.outgoing()).order_by("epoch", "seq").last()
    if last is None or last.made_at <= at - streams.pace("heartbeat"):
        return True
    lacking = bool(cursor and (cursor.gaps() or acks.overdue_blobs(at=at)))
    return lacking and last.made_at <= at - streams.pace("resend")


def write(batch: list[Ready], *, at: datetime) -> OutboxPackage:
    """Number, sign and store one package."""
    signer = signing.load_signer()
    with transaction.atomic(durable=True):
        cursor = OutboxCursor.locked(streams.outgoing())
        inbox = InboxCursor.locked(streams.incoming(), at=at)
        last = cursor.last()
        content = {
            "v": packages.VERSION, "stream": cursor.stream, "epoch": cursor.epoch,
            "seq": last.seq + 1 if last else 1, "prev": last.hash if last else "",
            "made": int(at.timestamp() * 1_000_000), "ack": acks.current(inbox, at=at),
            "msgs": [ready.message for ready in batch],
        }  # fmt: skip
        package = _store(content, *packages.seal(content, signer=signer), at=at)
        _move(batch, package)
        InboxCursor.objects.filter(pk=inbox.pk).update(owes_reply=False)
    return package


def _store(content: dict, note: bytes, text_hash: str, *, at: datetime) -> OutboxPackage:
    package = OutboxPackage.objects.create(
        stream=content["stream"], epoch=content["epoch"], seq=content["seq"], hash=text_hash,
        messages=len(content["msgs"]), made_at=at, box=vault.lock(note, where=outbox.NOTE),
    )  # fmt: skip
    Sending.objects.create(package=package, due_at=at)
    names = {ref["h"] for message in content["msgs"] for ref in message["blobs"]}
    BlobSending.objects.bulk_create(
        [BlobSending(sha256=name) for name in sorted(names)], ignore_conflicts=True
    )
    return package


def _move(batch: list[Ready], package: OutboxPackage) -> None:
    rows = [ready.row for ready in batch]
    Sealed.objects.bulk_create(
        Sealed(package=package, event_id=row.event_id, outbox_id=row.outbox_id) for row in rows
    )
    deleted, _ = Unsealed.objects.filter(pk__in=[row.pk for row in rows]).delete()
    if deleted != len(rows):
        raise RuntimeError("another sealer took the same messages")


def _try_message(row: Unsealed, *, at: datetime) -> dict | None:
    """The message of a queue row; None when it is not ready or could not be made, which is tried again later."""
    if row.again_at and row.again_at > at:
        return None
    try:
        kind = kinds.known(row.kind)
        if row.event_id and not kind.ready(row.event):
            return None
        message = _message(kind, row)
        kinds.check_message(message)
        if len(canon.dumps(message).encode()) >= ROOM:
            raise TooLarge
    except Exception as error:
        _put_off(row, error, at=at)
        return None
    if row.tries:
        alarms.clear("unsealed", at=at, about=row.subject or str(row.pk))
    return message


def _message(kind: kinds.Kind, row: Unsealed) -> dict:
    if row.event_id:
        attached = kind.attach(row.event)
        told = {"event": row.event.sealed, "data": attached.data}
        message_id, order = uuid5(EVENTS, row.event.digest), row.event.seq
        files = [(blob.sha256, blob.media_type) for blob in attached.blobs]
    else:
        told, message_id, order, files = (
            row.outbox.body,
            row.outbox.message_id,
            row.outbox_id,
            row.outbox.blobs,
        )
    message = {
        "id": message_id.hex, "kind": kind.name, "sv": kind.version, "subject": row.subject, "order": order,
        "body": told, "blobs": [blobs.describe(name, media_type=media_type) for name, media_type in files],
    }  # fmt: skip
    return canon.loads(canon.dumps(message))


def _put_off(row: Unsealed, error: Exception, *, at: datetime) -> None:
    wait = RETRIES[row.tries] if row.tries < len(RETRIES) else timedelta(hours=2)
    log.warning("%s is not sealed: %s", row.kind, place_of(error))
    Unsealed.objects.filter(pk=row.pk).update(tries=row.tries + 1, again_at=at + wait)
    alarms.ring("unsealed", at=at, about=row.subject or str(row.pk))
