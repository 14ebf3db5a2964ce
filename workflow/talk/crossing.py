"""How messages cross: the event, and with the first one the words it commits to and the file. Names never go along.

A message waits until the case it is about has crossed. Words that are not those the event commits to are refused.
"""

from exchange import kinds, state
from exchange.kinds import Attachments, Blob, TooEarly
from exchange.schemas import HASH, TEXT, closed_object
from ledger.events import Event
from ledger.replay import admit_from_peer, begin, follow
from workflow.machine import Case
from workflow.talk.talk import Message

FILE = closed_object({"name": TEXT, "sha256": HASH, "size": {"type": "integer"}, "media_type": TEXT})
CONTENT = {
    "type": "object",
    "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 2000}, "file": FILE},
    "required": ["text"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {"content": CONTENT, "salt": {"type": "string", "maxLength": 32}},
    "additionalProperties": False,
}


def register() -> None:
    kinds.register_events(kind=Message.KIND, attach=attach, apply=apply, ready=is_ready, schema=SCHEMA)


def is_ready(event: Event) -> bool:
    first = Event.objects.filter(subject=event.body["case"], seq=1).first()
    return first is not None and state.acknowledged(first)


def attach(event: Event) -> Attachments:
    if event.seq != 1:
        return Attachments()
    message = Message.objects.get(pk=event.subject)
    file = message.content.get("file")
    return Attachments(
        data={"content": message.content, "salt": message.salt},
        blobs=[Blob(sha256=file["sha256"], media_type=file["media_type"])] if file else [],
    )


def apply(sealed: str, data: dict, *, at) -> None:
    """Follow a message of the other net, inside the applier's transaction."""
    event = admit_from_peer(sealed, at=at)
    if event.seq == 1:
        begin(_arriving(event, data), event)
    else:
        follow(Message.objects.select_related("case__office").get(pk=event.subject), event)


def _arriving(event: Event, data: dict) -> Message:
    case = Case.objects.select_related("edition", "office").filter(pk=event.body["case"]).first()
    if case is None:
        raise TooEarly(f"{event} before its case")
    file = data["content"].get("file")
    message = Message(
        pk=event.subject, case=case, content=data["content"], salt=data["salt"], demo=event.demo,
        sha256=file["sha256"] if file else "",
    )  # fmt: skip
    if message.commitment != event.body["message"]:
        raise ValueError("the words are not those their event commits to")
    return message
