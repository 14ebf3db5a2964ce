"""Verification of the ledger: recompute every digest and link, and hold every subject against its chain.

It trusts no column: each is compared with the sealed text. What it cannot see is a ledger rebuilt whole by the owner of
the database; for that the other zone's copy is the witness.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps

from . import canon
from .events import Event, read_instant
from .verbs import Machine


@dataclass(frozen=True)
class Fault:
    kind: str
    event: str
    text: str


@dataclass(frozen=True)
class Verdict:
    events: int
    subjects: int
    fault: Fault | None

    @property
    def sound(self) -> bool:
        return self.fault is None


def verify(*, subject=None) -> Verdict:
    """Check all chains, or one subject's; stop at the first fault."""
    events = Event.objects.order_by("subject", "seq")
    events = events.filter(subject=subject) if subject else events
    walk = _Walk()
    for event in events.iterator(chunk_size=2000):
        fault = walk.step(event)
        if fault:
            return Verdict(walk.events, walk.subjects, fault)
    fault = next(_faulty_subjects(subject), None)
    return Verdict(walk.events, walk.subjects, fault)


class _Walk:
    def __init__(self):
        self.events = self.subjects = 0
        self.last: Event | None = None

    def step(self, event: Event) -> Fault | None:
        self.events += 1
        follows = self.last is not None and self.last.subject == event.subject
        self.subjects += not follows
        prev, seq = (self.last.digest, self.last.seq + 1) if follows else ("", 1)
        before, self.last = self.last if follows else None, event
        return _fault(event, prev=prev, seq=seq, before=before)


def _fault(event: Event, *, prev: str, seq: int, before: Event | None) -> Fault | None:
    if canon.leaf_hash(event.sealed) != event.digest:
        return _of("hash", event, "sealed text does not have this digest")
    try:
        public = canon.loads(event.sealed)
    except canon.NotCanonical as error:
        return _of("canon", event, str(error))
    if event.seq != seq or event.prev != prev:
        return _of("chain", event, f"expected seq {seq} after {prev[:12] or 'nothing'}")
    if _columns(event) != _sealed_columns(public):
        return _of("fields", event, "a column differs from the sealed text")
    if before is not None and event.at < before.at:
        return _of("time", event, "earlier than the event before it")
    if event.private is not None and canon.leaf_hash(event.private) != public["private"]:
        return _of("private", event, "private part does not have the sealed digest")
    return None


def _columns(event: Event) -> tuple:
    return (
        event.kind,
        str(event.subject),
        event.seq,
        event.verb,
        event.state,
        event.zone,
        event.at,
        event.demo,
        event.prev,
    )


def _sealed_columns(p: dict) -> tuple:
    at = read_instant(p["at"])
    return (p["kind"], p["subject"], p["seq"], p["verb"], p["to"], p["zone"], at, p["demo"], p["prev"])


def _faulty_subjects(subject) -> Iterator[Fault]:
    for model in apps.get_models():
        if issubclass(model, Machine):
            yield from _faults_of(model, subject)


def _faults_of(model, subject) -> Iterator[Fault]:
    rows = model._base_manager.filter(pk=subject) if subject else model._base_manager.all()
    heads = Event.objects.filter(kind=model.KIND)
    heads = {
        s: (seq, state)
        for s, seq, state in heads.order_by("seq").values_list("subject", "seq", "state").iterator()
    }
    for pk, seq, state in rows.values_list("pk", "seq", "state").iterator():
        if heads.pop(pk, None) != (seq, state):
            yield Fault(
                "head", f"{model.KIND} {pk} #{seq}", "the subject is not where its last event left it"
            )
    if not subject:
        for pk, (seq, _) in heads.items():
            yield Fault("subject", f"{model.KIND} {pk} #{seq}", "the chain's subject is missing")


def _of(kind: str, event: Event, text: str) -> Fault:
    return Fault(kind, str(event), text)
