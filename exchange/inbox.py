"""What arrives: packages taken from the transport, their strict order, and the record of every message ever received.

A package is parked until its turn. The same number with another text is a fork: two signed truths, and the stream stops
for a person to look. `InboxPackage` and `InboxMessage` never change; the message id is the guard against doing twice.
"""

from datetime import datetime

from django.db import models, transaction

from ledger import vault

from . import acks, alarms, blobs, quarantine
from .packages import Envelope
from .streams import MAX_PARKED

NOTE = "exchange_inbox.note"


class InboxCursor(models.Model):
    """How far the other zone's stream has been applied here."""

    stream = models.CharField(max_length=40, primary_key=True)
    epoch = models.PositiveIntegerField(default=1)
    upto = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    owes_reply = models.BooleanField(default=False)
    stopped = models.CharField(max_length=20, blank=True)
    heard_at = models.DateTimeField()

    class Meta:
        db_table = "exchange_inbox_cursor"

    def __str__(self):
        return f"{self.stream} {self.epoch}/{self.upto}"

    @classmethod
    def locked(cls, stream: str, *, at: datetime) -> "InboxCursor":
        cls.objects.get_or_create(stream=stream, defaults={"heard_at": at})
        return cls.objects.select_for_update().get(stream=stream)

    def gaps(self) -> list[list[int]]:
        """The ranges missing between what is applied and what is parked."""
        parked = InboxParked.objects.filter(stream=self.stream, epoch=self.epoch, seq__gt=self.upto)
        gaps, last = [], self.upto
        for seq in parked.order_by("seq").values_list("seq", flat=True):
            if seq > last + 1:
                gaps.append([last + 1, seq - 1])
            last = seq
        return gaps

    def stop(self, why: str, *, at: datetime) -> None:
        self.stopped = why
        self.save(update_fields=["stopped"])
        alarms.ring(why, at=at)


class Arrived(models.Model):
    """A verified package: its place, the hash of its text, and the note, encrypted."""

    stream = models.CharField(max_length=40)
    epoch = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    box = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.stream} {self.epoch}/{self.seq}"

    @property
    def note(self) -> bytes:
        return vault.unlock(self.box, where=NOTE)


class InboxParked(Arrived):
    """A package that waits for its turn."""

    class Meta:
        db_table = "exchange_inbox_parked"
        constraints = [
            models.UniqueConstraint(fields=["stream", "epoch", "seq"], name="inbox_parked_one_per_seq")
        ]


class InboxPackage(Arrived):
    """A package whose turn has come: evidence, kept."""

    class Meta:
        db_table = "exchange_inbox_package"
        constraints = [
            models.UniqueConstraint(fields=["stream", "epoch", "seq"], name="inbox_package_one_per_seq")
        ]


class InboxMessage(models.Model):
    message_id = models.UUIDField(unique=True)
    package = models.ForeignKey(InboxPackage, models.PROTECT, related_name="messages")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64, blank=True)
    order = models.PositiveBigIntegerField()

    class Meta:
        db_table = "exchange_inbox_message"

    def __str__(self):
        return f"{self.kind} {self.subject} {self.order}"


def take(envelope: Envelope, note: bytes, *, name: str, at: datetime) -> None:
    """Record a verified package once, wherever it stands in the stream; afterwards its file may go."""
    with transaction.atomic(durable=True):
        cursor = InboxCursor.locked(envelope.stream, at=at)
        known = _hash_known(envelope)
        if known == envelope.hash:
            _answer(cursor, wanted=bool(envelope.msgs))
        elif known:
            quarantine.keep(note, name=name, why="fork", text=f"package {envelope.seq} has two texts", at=at)
            cursor.stop("fork", at=at)
        elif envelope.epoch != cursor.epoch:
            quarantine.keep(
                note, name=name, why="epoch", text=f"epoch {envelope.epoch} is not current", at=at
            )
        elif envelope.seq <= cursor.upto + MAX_PARKED:
            _park(cursor, envelope, note, at=at)


def _hash_known(envelope: Envelope) -> str | None:
    place = {"stream": envelope.stream, "epoch": envelope.epoch, "seq": envelope.seq}
    for table in (InboxPackage, InboxParked):
        found = table.objects.filter(**place).values_list("hash", flat=True).first()
        if found:
            return found
    return None


def _park(cursor: InboxCursor, envelope: Envelope, note: bytes, *, at: datetime) -> None:
    InboxParked.objects.create(
        stream=envelope.stream, epoch=envelope.epoch, seq=envelope.seq, hash=envelope.hash, received_at=at,
        box=vault.lock(note, where=NOTE),
    )  # fmt: skip
    blobs.expect([ref for message in envelope.msgs for ref in message["blobs"]], at=at)
    acks.take(envelope.ack, at=at)
    cursor.heard_at = at
    cursor.save(update_fields=["heard_at"])
    gap = envelope.seq > cursor.upto + 1
    _answer(cursor, wanted=bool(envelope.msgs) or gap)


def _answer(cursor: InboxCursor, *, wanted: bool) -> None:
    """An empty package is not worth a reply, or two idle zones would answer each other for ever."""
    if wanted and not cursor.owes_reply:
        cursor.owes_reply = True
        cursor.save(update_fields=["owes_reply"])
