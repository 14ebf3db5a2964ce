"""Many subjects that begin at once, in a few statements: the same refusals and the same acts as the gate would leave.

Only a first act can be written so, because it begins a chain and continues none (docs/adr/0003). The caller holds the
transaction.
"""

from collections.abc import Sequence
from datetime import datetime

from . import canon
from .events import Act, record_many
from .verbs import NEEDS, NEW, Machine, NotAllowed, Refused, Told, WrongZone
from .zone import here

BATCH = 500


def bear(subjects: Sequence[Machine], verb: str, *, by, at: datetime, **said) -> None:
    """Every subject is born by the same verb, said by the same person in the same words."""
    for subject in subjects:
        _refuse(subject, verb, by, said)
    acts = [_born(subject, verb, by=by, at=at, said=said) for subject in subjects]
    for subject, event in zip(subjects, record_many(acts), strict=True):
        subject.project(event)
    if subjects:
        type(subjects[0])._base_manager.bulk_create(subjects, batch_size=BATCH)


def _refuse(subject: Machine, name: str, by, said: dict) -> None:
    verb = getattr(type(subject), name).verb
    if NEW not in verb.source or subject.seq:
        raise ValueError("only a subject that nobody has opened yet can be born")
    if subject.OWNER.get(NEW) not in (None, here()):
        raise WrongZone(f"这里不能{verb.label}")
    if not verb.who(by, subject):
        raise NotAllowed(f"您不能{verb.label}")
    if lacking := [needed for needed in verb.needs if not said.get(needed)]:
        raise Refused(f"请写明{NEEDS.get(lacking[0], lacking[0])}再{verb.label}")


def _born(subject: Machine, name: str, *, by, at: datetime, said: dict) -> Act:
    gate = getattr(type(subject), name)
    told = gate.__wrapped__(subject, by=by, at=at, **said) or Told(public={}, private={})
    subject.seq = 1
    subject.__dict__["state"] = gate.verb.target
    return Act(
        kind=subject.KIND, subject=subject.pk, seq=1, verb=name, frm="", to=gate.verb.target, at=at,
        actor=subject.actor_for(by), demo=subject.demo, body=canon.tidy(told.public), private=canon.tidy(told.private),
    )  # fmt: skip
