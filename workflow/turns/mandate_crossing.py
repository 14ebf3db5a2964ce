"""How an objection to an agent's authority, and what the window found, cross to the desk: the event alone.

How the window saw who spoke stays on the outer net. It waits until the case it is about has crossed.
"""

from exchange import kinds, state
from exchange.kinds import Attachments, TooEarly
from exchange.schemas import closed_object
from ledger.events import Event
from ledger.replay import admit_from_peer, begin, follow
from workflow.machine import Case
from workflow.turns.mandates import Mandate


def register() -> None:
    kinds.register_events(
        kind=Mandate.KIND, attach=attach, apply=apply, ready=is_ready, schema=closed_object({})
    )


def is_ready(event: Event) -> bool:
    first = Event.objects.filter(subject=event.body["case"], seq=1).first()
    return first is not None and state.acknowledged(first)


def attach(event: Event) -> Attachments:
    return Attachments()


def apply(sealed: str, data: dict, *, at) -> None:
    """Follow the outer net, inside the applier's transaction."""
    event = admit_from_peer(sealed, at=at)
    if event.seq > 1:
        follow(Mandate.objects.select_related("case__edition", "case__office").get(pk=event.subject), event)
        return
    case = Case.objects.select_related("edition", "office").filter(pk=event.body["case"]).first()
    if case is None:
        raise TooEarly(f"{event} before its case")
    begin(Mandate(pk=event.subject, case=case, demo=event.demo), event)
