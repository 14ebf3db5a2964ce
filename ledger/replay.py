"""Following the other zone: an event it sealed moves our copy of the subject, without asking who or where again.

This is the only place that sets a state past the gate. It refuses an event that does not continue the chain (the database
checks), or that claims to come from this zone.
"""

from datetime import datetime

from . import canon
from .events import Event, admit
from .verbs import Machine, StaleSubject
from .zone import here


class NotOurs(Exception):
    """An event that claims to have happened here does not arrive from outside."""


def is_known(sealed: str) -> bool:
    """Whether this very event is in our ledger already, so that following it once more does nothing."""
    public = canon.loads(sealed)
    known = Event.objects.filter(subject=public["subject"], seq=public["seq"])
    return known.filter(digest=canon.leaf_hash(sealed)).exists()


def admit_from_peer(sealed: str, *, at: datetime) -> Event:
    event = admit(sealed, recorded_at=at)
    if event.zone == here():
        raise NotOurs(f"{event} was sealed as an act of this zone")
    return event


def follow(subject: Machine, event: Event) -> None:
    """Move an existing subject as the event says."""
    moved = type(subject)._base_manager.filter(pk=subject.pk, seq=event.seq - 1)
    if not moved.update(seq=event.seq, state=event.state):
        raise StaleSubject
    subject.seq = event.seq
    subject.__dict__["state"] = event.state
    subject.project(event)
    subject.save()


def begin(subject: Machine, event: Event) -> None:
    """Save a subject that the other zone opened; the caller has filled its own fields."""
    subject.seq = event.seq
    subject.__dict__["state"] = event.state
    subject.project(event)
    subject.save(force_insert=True)
