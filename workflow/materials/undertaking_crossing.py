"""How undertakings cross: the promise inwards after its case, the check's result outwards with what the applicant may read.

Refused on arrival: a promise that the application it came with does not hold, or on another text than the case's edition tells.
"""

from exchange import kinds
from exchange.kinds import Attachments, TooEarly
from exchange.schemas import closed_object
from ledger.events import Event
from ledger.replay import admit_from_peer, begin, follow
from powers.items import undertakings as told_of
from powers.items.identity_documents import known_as
from workflow import messages
from workflow.machine import Case
from workflow.materials.undertakings import Undertaking, fingerprint

SCHEMA = closed_object({}, may=dict.fromkeys(("facts", "mended"), {"type": "string", "maxLength": 2000}))


def register() -> None:
    kinds.register_events(kind=Undertaking.KIND, attach=attach, apply=apply, ready=is_ready, schema=SCHEMA)


def is_ready(event: Event) -> bool:
    """A promise waits until the application that it came with can cross, so that it comes after it."""
    if event.seq > 1:
        return True
    first = Event.objects.filter(subject=event.body["case"], seq=1).first()
    return first is not None and messages.is_ready(first)


def attach(event: Event) -> Attachments:
    """What was found out goes to who promised; how he was heard, and who checked, stay inside."""
    facts = event.private_body.get("facts", "")
    return Attachments(data={"mended" if event.verb == "mend" else "facts": facts} if facts else {})


def apply(sealed: str, data: dict, *, at) -> None:
    """Run on the other net by its applier, inside one transaction."""
    event = admit_from_peer(sealed, at=at)
    if event.seq == 1:
        begin(_arriving(event), event)
        return
    undertaking = Undertaking.objects.whole().get(pk=event.subject)
    undertaking.finding = (undertaking.finding or {}) | data
    follow(undertaking, event)


def _arriving(event: Event) -> Undertaking:
    case = Case.objects.with_edition().filter(pk=event.body["case"]).first()
    if case is None:
        raise TooEarly(f"{event} before its case")
    _refuse_other(case, code=event.body["material"], digest=event.body["text"])
    return Undertaking(
        pk=event.subject, case=case, code=event.body["material"], digest=event.body["text"],
        lookup=fingerprint(known_as(case.party.details)), demo=event.demo,
    )  # fmt: skip


def _refuse_other(case: Case, *, code: str, digest: str) -> None:
    material = told_of.of(case.edition).get(code)
    held = {row["code"]: row["digest"] for row in case.application.get("undertakings", ())}
    if material is None or digest != told_of.digest(material) or held.get(code) != digest:
        raise ValueError("the promise is not one that the application holds on the text of its edition")
