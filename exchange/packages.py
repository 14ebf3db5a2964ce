"""The envelope: one line of canonical JSON, an empty line, signature lines (C2SP signed note).

The signature is checked over the bytes before anything is parsed, and the text must be spelled canonically. Packages of a
stream are linked by the SHA-256 of the text, not of the file, so a further signature never changes the chain. Refused:
everything else, with the reason by name.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from jsonschema import Draft202012Validator

from ledger import canon

from .schemas import closed_object
from .signing import PublicKey, Signer, strict_base64
from .streams import MAX_BLOB, MAX_LISTED, MAX_MESSAGES, MAX_NOTE, MAX_TEXT

VERSION = 1
MAX_SIGNATURES = 4
KIND = r"^[a-z][a-z0-9._-]{0,39}\Z"
LINE = re.compile(r"— ([a-z0-9-]{1,42}) ([A-Za-z0-9+/=]{8,200})")


class BadPackage(Exception):
    """A note that is not accepted; `why` is one of signature, key, form, version, stream, epoch."""

    def __init__(self, why: str, text: str):
        super().__init__(text)
        self.why = why


@dataclass(frozen=True)
class Envelope:
    """A package whose text is exactly what its sender signed."""

    hash: str
    content: dict

    def __getattr__(self, name):
        try:
            return self.content[name]
        except KeyError:
            raise AttributeError(name) from None


_HASH = {"type": "string", "pattern": r"^[0-9a-f]{64}\Z"}
_COUNT = {"type": "integer", "minimum": 0}
_FROM_ONE = {"type": "integer", "minimum": 1}
_BLOB = closed_object(
    {"h": _HASH, "n": {**_COUNT, "maximum": MAX_BLOB}, "ct": {"type": "string", "maxLength": 100}}
)
_MESSAGE = closed_object(
    {
        "id": {"type": "string", "pattern": r"^[0-9a-f]{32}\Z"},
        "kind": {"type": "string", "pattern": KIND},
        "sv": _FROM_ONE,
        "subject": {"type": "string", "maxLength": 64},
        "order": _COUNT,
        "body": {"type": "object"},
        "blobs": {"type": "array", "items": _BLOB, "maxItems": 500},
    }
)
_ACK = closed_object(
    {
        "epoch": _FROM_ONE,
        "upto": _COUNT,
        "head": {"type": "string", "pattern": r"^([0-9a-f]{64})?\Z"},
        "missing": {
            "type": "array",
            "items": {"type": "array", "items": _FROM_ONE, "minItems": 2, "maxItems": 2},
            "maxItems": MAX_LISTED,
        },
        "blobs": {"type": "array", "items": _HASH, "maxItems": MAX_LISTED},
    }
)
_ENVELOPE = Draft202012Validator(
    closed_object(
        {
            "v": {"const": VERSION},
            "stream": {"type": "string", "maxLength": 40},
            "epoch": _FROM_ONE,
            "seq": _FROM_ONE,
            "prev": {"type": "string", "pattern": r"^([0-9a-f]{64})?\Z"},
            "made": _COUNT,
            "ack": _ACK,
            "msgs": {"type": "array", "items": _MESSAGE, "maxItems": MAX_MESSAGES},
        }
    )
)


def seal(content: dict, *, signer: Signer) -> tuple[bytes, str]:
    """The note of a package and the hash of its text."""
    if not _ENVELOPE.is_valid(content):
        raise ValueError("the package does not fit its own format")
    text = f"{canon.dumps(content)}\n".encode()
    if len(text) > MAX_TEXT:
        raise ValueError("the package is too large")
    return text + b"\n" + signer.line(text).encode(), text_hash(text)


def open_note(note: bytes, *, keys: dict[str, PublicKey], stream: str) -> Envelope:
    """What a note says, if a pinned key signed it for this stream; else BadPackage."""
    if len(note) > MAX_NOTE:
        raise BadPackage("form", "too large")
    text, signatures = _split(note)
    signers = [_signer(line, text, keys) for line in signatures]
    if len({key.name for key in signers}) != len(signers):
        raise BadPackage("signature", "one key signs twice")
    envelope = Envelope(text_hash(text), _parse(text))
    if envelope.stream != stream:
        raise BadPackage("stream", f"signed for another stream, not {stream}")
    if any(key.last_seq is not None and envelope.seq > key.last_seq for key in signers):
        raise BadPackage("key", "signed by a retired key")
    return envelope


def read_own(note: bytes) -> Envelope:
    """A note from this zone's own tables, verified before it was stored or made here."""
    text, _ = _split(note)
    return Envelope(text_hash(text), _parse(text))


def text_hash(text: bytes) -> str:
    return sha256(text).hexdigest()


def _split(note: bytes) -> tuple[bytes, list[str]]:
    text, gap, rest = note.partition(b"\n\n")
    if not gap or not rest.endswith(b"\n"):
        raise BadPackage("form", "not a signed note")
    try:
        lines = rest[:-1].decode().split("\n")
    except UnicodeDecodeError:
        raise BadPackage("form", "signature lines are not text") from None
    if len(lines) > MAX_SIGNATURES:
        raise BadPackage("form", "too many signature lines")
    return text + b"\n", lines


def _signer(line: str, text: bytes, keys: dict[str, PublicKey]) -> PublicKey:
    match = LINE.fullmatch(line)
    if not match:
        raise BadPackage("form", "not a signature line")
    key = keys.get(match[1])
    if key is None:
        raise BadPackage("key", "signed by a key that is not pinned")
    try:
        signature = strict_base64(match[2])
    except ValueError:
        raise BadPackage("form", "signature is not canonical base64") from None
    if not key.verifies(text, signature):
        raise BadPackage("signature", "the signature does not fit")
    return key


def _parse(text: bytes) -> dict:
    try:
        content = canon.loads(text[:-1])
    except canon.NotCanonical:
        raise BadPackage("form", "not canonical JSON") from None
    if isinstance(content, dict) and content.get("v") != VERSION and isinstance(content.get("v"), int):
        raise BadPackage("version", "an envelope version this release does not know")
    error = next(_ENVELOPE.iter_errors(content), None)
    if error is not None:
        raise BadPackage("form", f"{error.validator} at {error.json_path}")
    return content
