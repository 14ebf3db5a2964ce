"""What may cross: each room above registers its kinds of message, and nothing else is ever sealed.

An *event kind* travels by itself: every event of that kind that happened in this zone crosses, with what `attach` adds. A
*plain kind* is posted. Both carry a closed JSON Schema, checked when sealed, again before shipping, and on arrival: an
object that names its properties must refuse all others (no field crosses that nobody wrote down).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from jsonschema import Draft202012Validator

from ledger import canon

from . import outbox, packages

SEALED_KEYS = {
    "v", "kind", "subject", "seq", "prev", "verb", "from", "to", "zone", "at", "demo", "actor", "body", "private",
}  # fmt: skip


class Misfit(Exception):
    """A message is not what its kind's schema says; the text is the place, never the value."""


class Unsupported(Exception):
    """A message of a kind or version that this release does not know yet."""


class TooEarly(Exception):
    """What a message is about has not come yet, or is not as far; it is not applied, and is tried again."""


@dataclass(frozen=True)
class Blob:
    """A stored blob that goes along with a message."""

    sha256: str
    media_type: str


@dataclass(frozen=True)
class Attachments:
    """What goes along with an event: data for the other zone and files."""

    data: dict = field(default_factory=dict)
    blobs: list[Blob] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Kind:
    name: str
    version: int
    validator: Draft202012Validator
    apply: Callable
    attach: Callable | None = None
    ready: Callable | None = None

    @property
    def of_events(self) -> bool:
        return self.attach is not None

    def check(self, body: dict) -> None:
        if self.of_events:
            _check_event(body, self.name)
        errors = self.validator.iter_errors(body["data"] if self.of_events else body)
        error = next(errors, None)
        if error is not None:
            raise Misfit(f"{self.name}: {error.validator} at {error.json_path}")

    def run(self, body: dict, *, at: datetime) -> None:
        if self.of_events:
            self.apply(body["event"], body["data"], at=at)
        else:
            self.apply(body, at=at)


_registry: dict[str, Kind] = {}


def register_events(
    *, kind: str, attach, apply, schema: dict, ready=lambda event: True, version: int = 1
) -> None:
    """Let the events of a ledger kind cross. `apply(sealed, data, at=)` follows them in the other zone."""
    _add(
        Kind(name=kind, version=version, validator=_closed(schema), apply=apply, attach=attach, ready=ready),
    )


def register(name: str, *, schema: dict, apply, version: int = 1) -> None:
    """Let messages of this name be posted. `apply(body, at=)` receives them in the other zone."""
    _add(Kind(name=name, version=version, validator=_closed(schema), apply=apply))


def post(name: str, body: dict, *, subject=None, at: datetime, blobs: tuple[Blob, ...] = ()) -> None:
    """Send a plain message; it is written inside the caller's transaction and crosses only if that commits."""
    kind = known(name)
    if kind.of_events:
        raise ValueError(f"{name} is a kind of events; it crosses by itself")
    kind.check(canon.loads(canon.dumps(body)))
    outbox.put(
        name, body, subject=subject_key(subject), at=at, blobs=[(b.sha256, b.media_type) for b in blobs]
    )


def known(name: str, *, version: int = 1) -> Kind:
    """The kind, or Unsupported. The receiver is upgraded first and accepts its own version and older ones."""
    kind = _registry.get(name)
    if kind is None or version > kind.version:
        raise Unsupported(f"{name} version {version}")
    return kind


def names() -> list[str]:
    return sorted(_registry)


def check_message(message: dict) -> Kind:
    """The kind of an enveloped message whose body fits its schema."""
    kind = known(message["kind"], version=message["sv"])
    kind.check(message["body"])
    return kind


def subject_key(subject) -> str:
    """One spelling for a subject: a UUID without dashes, other keys as they are, empty for none."""
    if subject is None:
        return ""
    try:
        return UUID(str(subject)).hex
    except ValueError:
        return str(subject)


def _add(kind: Kind) -> None:
    if kind.name in _registry:
        raise ImproperlyConfigured(f"message kind {kind.name} is registered twice")
    if not re.match(packages.KIND, kind.name):
        # One message of such a kind would keep every package from being sealed.
        raise ImproperlyConfigured(f"message kind {kind.name} does not fit the envelope")
    _registry[kind.name] = kind


def _check_event(body: dict, name: str) -> None:
    if set(body) != {"event", "data"} or not isinstance(body["event"], str):
        raise Misfit(f"{name}: not an event with its data")
    public = canon.loads(body["event"])
    if not isinstance(public, dict) or set(public) != SEALED_KEYS or public["kind"] != name:
        raise Misfit(f"{name}: the sealed text is not an event of this kind")


def _closed(schema: dict) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    _refuse_open(schema)
    return Draft202012Validator(schema)


def _refuse_open(schema) -> None:
    if isinstance(schema, list):
        for item in schema:
            _refuse_open(item)
    elif isinstance(schema, dict):
        if "properties" in schema and schema.get("additionalProperties") is not False:
            raise ImproperlyConfigured("a message schema with properties needs additionalProperties: false")
        for item in schema.values():
            _refuse_open(item)
