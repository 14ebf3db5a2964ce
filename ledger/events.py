"""Events: the append-only chain of everything that was done to a subject (全程留痕).

An event's *sealed* text is canonical JSON: what was done, by which post, when, and the public body. It holds the digest of
the *private* part (opinions, officials' names), which never leaves the zone where it was written. Both zones hold the same
sealed texts, so they hold the same chain. The digest is an RFC 6962 leaf hash. The database refuses to change, delete,
fork or skip an event (`guards.py`); no personal data belongs in the public body.
"""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import models

from . import canon, clock, statements
from .zone import Zone, here

VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that was done, before it is sealed. `actor` is public: the post and the office, never a name."""

    kind: str
    subject: object
    seq: int
    verb: str
    frm: str
    to: str
    at: datetime
    actor: dict
    body: dict = field(default_factory=dict)
    private: dict = field(default_factory=dict)
    demo: bool = False


class EventQuerySet(models.QuerySet):
    def of(self, subject_id):
        return self.filter(subject=subject_id).order_by("seq")


class Event(models.Model):
    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    state = models.CharField(max_length=20)
    zone = models.CharField(max_length=5, choices=[(z.value, z.label) for z in Zone])
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_index=True)
    demo = models.BooleanField(default=False)
    arrived = models.BooleanField(default=False)
    sealed = models.TextField()
    private = models.TextField(null=True)
    prev = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        db_table = "ledger_event"
        # The last acts on a whole kind of subjects, such as the catalogue.
        indexes = [models.Index(fields=["kind", "id"], name="event_of_kind")]
        constraints = [
            models.UniqueConstraint(fields=["subject", "seq"], name="event_one_per_seq"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="event_seq_from_one"),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject} #{self.seq} {self.verb}"

    @property
    def public(self) -> dict:
        """The sealed text, parsed once an object: {actor, at, body, from, to, …}."""
        if not hasattr(self, "_public"):
            self._public = canon.loads(self.sealed)
        return self._public

    @property
    def body(self) -> dict:
        return self.public["body"]

    @property
    def actor(self) -> dict:
        return self.public["actor"]

    @property
    def private_body(self) -> dict:
        """What only this zone knows of the act; empty for an act of the other zone."""
        return canon.loads(self.private)["body"] if self.private else {}


def record(act: Act) -> Event:
    """Append one act of this zone to its subject's chain. Must run inside the transaction that makes the change."""
    event = _sealed(act, prev=_head_digest(act))
    statements.insert(event)
    return event


def record_many(acts: list[Act]) -> list[Event]:
    """Append first acts of many new subjects at once (a sweep raising cards); one statement."""
    if any(act.seq != 1 for act in acts):
        raise ValueError("record_many begins chains; it does not continue them")
    return Event.objects.bulk_create([_sealed(act, prev="") for act in acts])


def admit(sealed: str, *, recorded_at: datetime) -> Event:
    """Append an event that the other zone sealed. The database checks the digest, the link and the order."""
    public = canon.loads(sealed)
    return Event.objects.create(
        **_columns(public, recorded_at=recorded_at),
        sealed=sealed,
        digest=canon.leaf_hash(sealed),
        arrived=True,
    )


def spell(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def _sealed(act: Act, *, prev: str) -> Event:
    private = canon.dumps({"body": act.private, "salt": secrets.token_hex(16)}) if act.private else None
    public = {
        "v": VERSION, "kind": act.kind, "subject": str(act.subject), "seq": act.seq, "prev": prev, "verb": act.verb,
        "from": act.frm, "to": act.to, "zone": here().value, "at": spell(act.at), "demo": act.demo, "actor": act.actor,
        "body": act.body, "private": canon.leaf_hash(private) if private else "",
    }  # fmt: skip
    sealed = canon.dumps(public)
    columns = _columns(public, recorded_at=clock.now())
    return Event(**columns, sealed=sealed, private=private, digest=canon.leaf_hash(sealed))


def _columns(public: dict, *, recorded_at: datetime) -> dict:
    return {
        "kind": public["kind"], "subject": public["subject"], "seq": public["seq"], "verb": public["verb"],
        "state": public["to"], "zone": public["zone"], "at": read_instant(public["at"]), "demo": public["demo"],
        "prev": public["prev"], "recorded_at": recorded_at,
    }  # fmt: skip


def _head_digest(act: Act) -> str:
    if act.seq == 1:
        return ""
    head = _HEAD.first(act.subject, act.seq - 1)
    if head is None:
        raise Event.DoesNotExist(f"{act.kind} {act.subject} has no event {act.seq - 1} to continue")
    return head.digest


_HEAD = statements.Kept(
    lambda subject, seq: Event.objects.filter(subject=subject, seq=seq).only("digest"),
    lambda: Event._meta.get_field("subject"),
    lambda: Event._meta.get_field("seq"),
)
