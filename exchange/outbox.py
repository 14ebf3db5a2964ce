"""What leaves: messages waiting to be sealed, sealed packages, and what of them the other zone has not acknowledged.

The three queues (`Unsealed`, `Sending`, `BlobSending`) hold only what is still to do; `Outbox`, `OutboxPackage` and
`Sealed` are the record and never change. The database itself puts every event of this zone into `Unsealed`, in the
transaction that records it (migration 0002), so none can be forgotten.
"""

import uuid
from datetime import datetime

from django.db import models

from ledger import vault
from ledger.vault import SealedJSONField

NOTE = "exchange_outbox_package.note"


class Outbox(models.Model):
    """A plain message, as it was posted."""

    message_id = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64, blank=True)
    body = SealedJSONField()
    blobs = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        db_table = "exchange_outbox"

    def __str__(self):
        return f"{self.kind} {self.message_id}"


class Unsealed(models.Model):
    """One event or plain message that no package carries yet; `again_at` is set when it could not be sealed."""

    event = models.OneToOneField("ledger.Event", models.PROTECT, null=True, related_name="+")
    outbox = models.OneToOneField(Outbox, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40, db_index=True)
    subject = models.CharField(max_length=64, blank=True)
    tries = models.PositiveIntegerField(default=0)
    again_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_unsealed"

    def __str__(self):
        return f"{self.kind} {self.subject}"


def keep_here(event) -> None:
    """An event that concerns this net alone leaves the queue in the transaction that records it."""
    Unsealed.objects.filter(event=event).delete()


class OutboxPackage(models.Model):
    """A sealed package. The note is kept encrypted; `hash` is over its signed text."""

    stream = models.CharField(max_length=40)
    epoch = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    messages = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    box = models.BinaryField()

    class Meta:
        db_table = "exchange_outbox_package"
        constraints = [
            models.UniqueConstraint(fields=["stream", "epoch", "seq"], name="outbox_package_one_per_seq")
        ]

    def __str__(self):
        return f"{self.stream} {self.epoch}/{self.seq}"

    @property
    def note(self) -> bytes:
        return vault.unlock(self.box, where=NOTE)


class Sealed(models.Model):
    """Which package carries an event or a plain message."""

    package = models.ForeignKey(OutboxPackage, models.PROTECT, related_name="sealed")
    event = models.OneToOneField("ledger.Event", models.PROTECT, null=True, related_name="+")
    outbox = models.OneToOneField(Outbox, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "exchange_sealed"

    def __str__(self):
        return f"{self.package_id}: {self.event_id or self.outbox_id}"


class Sending(models.Model):
    """A package that the other zone has not acknowledged, and when it is to be sent (again)."""

    package = models.OneToOneField(OutboxPackage, models.PROTECT, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "exchange_sending"

    def __str__(self):
        return f"{self.package_id} after {self.tries} tries"


class BlobSending(models.Model):
    """A file that a sealed package names; only these are ever sent, whatever the other zone asks for."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    due = models.BooleanField(default=True)

    class Meta:
        db_table = "exchange_blob_sending"
        indexes = [models.Index(fields=["due"], name="blob_due", condition=models.Q(due=True))]

    def __str__(self):
        return self.sha256[:12]


class OutboxCursor(models.Model):
    """How far the other zone has acknowledged this zone's stream."""

    stream = models.CharField(max_length=40, primary_key=True)
    epoch = models.PositiveIntegerField(default=1)
    acked = models.PositiveIntegerField(default=0)
    acked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_outbox_cursor"

    def __str__(self):
        return f"{self.stream} {self.epoch}/{self.acked}"

    @classmethod
    def locked(cls, stream: str) -> "OutboxCursor":
        cls.objects.get_or_create(stream=stream)
        return cls.objects.select_for_update().get(stream=stream)

    def last(self) -> OutboxPackage | None:
        return OutboxPackage.objects.filter(stream=self.stream, epoch=self.epoch).order_by("seq").last()


def put(kind: str, body: dict, *, subject: str, at: datetime, blobs: list) -> None:
    row = Outbox.objects.create(kind=kind, subject=subject, body=body, blobs=blobs, at=at)
    Unsealed.objects.create(outbox=row, kind=kind, subject=subject)
