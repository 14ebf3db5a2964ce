"""The gate: a subject moves only by verbs.

A verb is allowed to some *who*, in the *zone* that owns the subject's state, and leaves one event. In one transaction the
gate claims the subject (compare-and-set on seq), moves it (django-fsm), records the event and saves. It refuses: the wrong
zone, the wrong person, a subject somebody else has moved since it was read, a state the verb does not start from, a time
away from now. A verb's body sets fields of its own object only; what else must change follows in `project`, inside the
same transaction, and the other zone runs the same `project` when the event arrives.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial, wraps

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django_fsm import FSMField, TransitionNotAllowed, can_proceed, transition

from . import canon, clock, statements
from .events import Act, Event, record
from .zone import Zone, here

SKEW = timedelta(seconds=5)
NEW = "new"  # the state of a subject that no verb has opened yet; never stored


class Refused(Exception):
    """An expected refusal; the text is one Chinese sentence for the person who asked."""


class StaleSubject(Refused):
    """Somebody else has moved the subject since it was read. Read it again."""

    def __init__(self, text="这一件刚刚有人办过，请看最新情况后再办"):
        super().__init__(text)


class WrongState(Refused):
    """The subject's state does not allow the verb."""


class WrongZone(Refused):
    """The subject is now with the other net."""


class NotAllowed(Refused, PermissionDenied):
    """This person may not do this here."""


@dataclass(frozen=True, kw_only=True)
class Verb:
    """What a page needs to offer a verb, and the gate to check it."""

    name: str
    label: str
    source: tuple[str, ...]
    target: str
    who: Callable
    ground: str
    needs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a verb's body says of the act: `public` is sealed for both zones, `private` stays here."""

    public: dict
    private: dict


class StateField(FSMField):
    """A state that only verbs change. To a migration it is the column that it is: each of the models that migrations make up
    would otherwise listen to the making of every other."""

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs


class Machine(models.Model):
    """A subject with a state that only verbs can change. Subclasses give KIND, OWNER and `actor_for`."""

    KIND = ""
    OWNER: dict[str, Zone] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seq = models.PositiveIntegerField(default=0, editable=False)
    state = StateField(protected=True, max_length=20, default=NEW)
    demo = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def actor_for(self, by) -> dict:
        raise NotImplementedError

    def narrowed(self, said: dict):
        """What of the subject an act is about, given what was said: of a subject with parts, the part."""
        return self

    def project(self, event: Event) -> None:
        """Bring the subject's fields and the rows that depend on it in line with an event just recorded or admitted.

        Runs in both zones, before the subject itself is saved. It reads the event, never the verb's arguments.
        """

    @classmethod
    def verbs(cls) -> dict[str, Verb]:
        found = (getattr(getattr(cls, name, None), "verb", None) for name in dir(cls))
        return {verb.name: verb for verb in found if verb}

    def verbs_for(self, user) -> list[Verb]:
        """The verbs this person may use now, in this zone; buttons are drawn from it and the gate checks the same."""
        if self.OWNER.get(self.state) != here():
            return []
        return [v for v in self.verbs().values() if self.state in v.source and v.who(user, self)]


def verb(*, label, source, target=None, who, ground="", needs=()):
    """Make a method a verb. `target` None leaves the state; `needs` names arguments that must not be empty."""
    sources = tuple(source) if isinstance(source, list | tuple | set) else (source,)

    def decorate(body):
        facts = Verb(
            name=body.__name__,
            label=label,
            source=sources,
            target=target or "",
            who=who,
            ground=ground,
            needs=tuple(needs),
        )
        moved = transition(field="state", source=list(sources), target=target)(body)

        @wraps(body)
        def gate(self, *, by, at: datetime, **said) -> Event:
            _check(self, facts, by=by, at=at, said=said)
            with transaction.atomic():
                return _perform(self, facts, moved, by=by, at=at, said=said)

        gate.verb = facts
        return gate

    return decorate


def _check(subject: Machine, facts: Verb, *, by, at: datetime, said: dict) -> None:
    owner = subject.OWNER.get(subject.state)
    if owner is not None and owner != here():
        raise WrongZone(f"这一件现在在{Zone(owner).label}办理，这里不能{facts.label}")
    if subject.state not in facts.source:
        raise WrongState(f"这一件现在的状态不能{facts.label}，请看最新情况")
    if not facts.who(by, subject):
        raise NotAllowed(f"您不能对这一件{facts.label}")
    for name in facts.needs:
        if not said.get(name):
            raise Refused(f"请写明{NEEDS.get(name, name)}再{facts.label}")
    if not subject.demo and abs(at - clock.now()) > SKEW:
        raise ValueError("a verb happens now; only demonstration data may be dated otherwise")


NEEDS = {
    "reasons": "理由",
    "note": "意见",
    "ground": "依据",
    "items": "要补正的内容",
    "remedies": "救济途径",
    "outcome": "结论",
    "organ": "有权办理的机关",
    "to": "交给谁",
    "office": "问哪个机关",
    "question": "要问的问题",
    "answer": "答复意见",
    "days": "工作日数",
    "hearing_ground": "听证事由",
    "on": "听证时间",
    "place": "听证地点",
    "chair": "主持人",
    "record": "听证笔录",
    "attendants": "参加听证的人",
    "score": "评价",
    "facts": "查明的情况",
    "heard": "怎么听取说明的",
}


def _perform(subject: Machine, facts: Verb, moved, *, by, at: datetime, said: dict) -> Event:
    before = subject.state
    born = subject.seq == 0
    if not born:
        _claim(subject)
    subject.seq += 1
    behalf = _on_behalf(subject, facts, by=by, said=said)
    told = _move(subject, facts, moved, by=by, at=at, said=said)
    event = record(
        Act(
            kind=subject.KIND, subject=subject.pk, seq=subject.seq, verb=facts.name, frm="" if born else before,
            to=subject.state, at=at, actor=subject.actor_for(by), demo=subject.demo,
            body=canon.tidy(told.public), private=canon.tidy({**told.private, **behalf}),
        )
    )  # fmt: skip
    subject.project(event)
    (statements.insert if born else statements.update)(subject)
    return event


def _on_behalf(subject: Machine, facts: Verb, *, by, said: dict) -> dict:
    """For whom the person acts, if he stands in for somebody: kept beside his own name, for this zone alone."""
    ask = getattr(by, "on_behalf", None)
    if ask is None:
        return {}
    about = subject.narrowed(said)
    return ask(lambda each: facts.who(each, about))


def _move(subject, facts: Verb, moved, *, by, at, said) -> Told:
    try:
        told = moved(subject, by=by, at=at, **said)
    except TransitionNotAllowed as error:
        raise WrongState(f"这一件现在的状态不能{facts.label}，请看最新情况") from error
    return told or Told(public={}, private={})


def _claim(subject: Machine) -> None:
    if not _claiming(type(subject))(subject.pk, subject.seq, subject.seq + 1):
        raise StaleSubject


@cache
def _claiming(model: type[Machine]) -> statements.KeptChange:
    seq = partial(model._meta.get_field, "seq")
    return statements.KeptChange(
        lambda key, old, new: (model._base_manager.filter(pk=key, seq=old), {"seq": new}),
        partial(model._meta.get_field, "id"), seq, seq,
    )  # fmt: skip


def may(subject: Machine, name: str, user) -> bool:
    """Whether this person could use the verb now, in this zone."""
    return any(v.name == name for v in subject.verbs_for(user))


__all__ = [
    "Machine", "NotAllowed", "Refused", "StaleSubject", "Told", "Verb", "WrongState", "WrongZone", "can_proceed", "may", "verb",
]  # fmt: skip
