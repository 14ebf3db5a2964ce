"""Carrying packages and files between the tables and the transport; it decides nothing about their meaning.

Out: a package is sent again, less and less often, until it is acknowledged, and at once when the other zone says it misses
it. Every body is held against its schema a second time here, so that a fault of the sealer does not leave the net.
In: a file is removed only after what it holds is committed; what does not verify is quarantined and stops nothing.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F

from ledger.canon import NotCanonical
from ledger.vault import Unreadable

from . import alarms, blobs, inbox, kinds, quarantine, signing, streams
from .directory import Directory, blob_name, package_name
from .files import Unfit
from .inbox import InboxCursor
from .outbox import BlobSending, OutboxCursor, OutboxPackage, Sending
from .packages import BadPackage, open_note, read_own

log = logging.getLogger(__name__)

MAX_AT_ONCE = 200
MAX_TAKEN = 500


def ship(*, at: datetime, transport: Directory | None = None) -> int:
    """Send the files and packages that are due; answer how many packages were sent."""
    transport = transport or Directory()
    for blob in BlobSending.objects.filter(due=True)[:MAX_AT_ONCE]:
        _send_blob(blob, transport, at=at)
    due = _due_packages(at)
    sent = [sending for sending in due if _send(sending.package, transport, at=at)]
    with transaction.atomic(durable=True):
        for sending in sent:
            wait = _pause(sending)
            Sending.objects.filter(pk=sending.pk).update(tries=F("tries") + 1, due_at=at + wait)
    return len(sent)


def receive(*, at: datetime, transport: Directory | None = None) -> int:
    """Take what has arrived; answer how many files were taken."""
    transport = transport or Directory()
    keys = signing.peer_keys()
    taken = 0
    for name in transport.packages(MAX_TAKEN):
        if InboxCursor.objects.filter(stream=streams.incoming()).exclude(stopped="").exists():
            break
        _take_package(name, transport, keys, at=at)
        taken += 1
    return taken + _take_blobs(transport)


def _due_packages(at: datetime) -> list[Sending]:
    acked = (
        OutboxCursor.objects.filter(stream=streams.outgoing()).values_list("acked", flat=True).first() or 0
    )
    due = Sending.objects.filter(due_at__lte=at, package__seq__lte=acked + streams.WINDOW)
    return list(due.select_related("package").order_by("package__epoch", "package__seq")[:MAX_AT_ONCE])


def _pause(sending: Sending):
    """How long to wait before sending again; an empty package is worth no hurry."""
    first = streams.pace("resend" if sending.package.messages else "heartbeat")
    return min(first * 2 ** min(sending.tries, 10), max(first, streams.pace("resend_most")))


def _send_blob(blob: BlobSending, transport: Directory, *, at: datetime) -> None:
    try:
        transport.send(blob_name(blob.sha256), blobs.read(blob.sha256))
    except (blobs.Missing, Unreadable):
        alarms.ring("lost", at=at, about=blob.sha256)
    BlobSending.objects.filter(pk=blob.pk).update(due=False)


def _send(package: OutboxPackage, transport: Directory, *, at: datetime) -> bool:
    note = package.note
    try:
        for message in read_own(note).msgs:
            kinds.check_message(message)
    except (kinds.Misfit, kinds.Unsupported, NotCanonical) as error:
        log.error("package %s is kept back: %s", package, error)
        alarms.ring("egress", at=at, about=str(package.seq))
        return False
    transport.send(package_name(package), note)
    return True


def _take_package(name: str, transport: Directory, keys: dict, *, at: datetime) -> None:
    note = b""
    try:
        note = transport.read(name, limit=streams.MAX_NOTE)
        envelope = open_note(note, keys=keys, stream=streams.incoming())
    except FileNotFoundError:
        return
    except (Unfit, BadPackage) as error:
        with transaction.atomic(durable=True):
            why = getattr(error, "why", "file")
            quarantine.keep(note, name=name, why=why, text=str(error), at=at)
    else:
        inbox.take(envelope, note, name=name, at=at)
    transport.remove(name)


def _take_blobs(transport: Directory) -> int:
    names = transport.blobs()
    known = blobs.StoredBlob.objects.in_bulk(names)
    taken = 0
    for name in names:
        row = known.get(name)
        if row is None:
            if transport.is_forgotten(blob_name(name)):
                transport.remove(blob_name(name))
            continue
        if row.state == blobs.State.ABSENT:
            _take_blob(row, transport)
        transport.remove(blob_name(name))
        taken += 1
    return taken


def _take_blob(row: blobs.StoredBlob, transport: Directory) -> None:
    """Keep the bytes if they are those announced; else they are asked for again in time."""
    try:
        data = transport.read(blob_name(row.sha256), limit=row.size)
    except (FileNotFoundError, Unfit):
        return
    if not blobs.keep_announced(row, data):
        log.warning("blob %s arrived with other bytes", row.sha256[:12])
