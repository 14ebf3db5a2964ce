"""How inquiries into ratings cross to the outer net: that one was asked for and how it ended, and, where the rating is not
taken into account, the reasons for whoever rated. What the office wrote against the rating stays inside."""

from exchange import kinds
from exchange.kinds import Attachments
from exchange.schemas import closed_object
from ledger.events import Event
from ledger.replay import admit_from_peer, begin, follow
from workflow.machine import Case
from workflow.ratings.reviews import LONGEST, RatingReview

SCHEMA = closed_object({}, may={"reasons": {"type": "string", "maxLength": LONGEST}})


def register() -> None:
    kinds.register_events(kind=RatingReview.KIND, attach=attach, apply=apply, schema=SCHEMA)


def attach(event: Event) -> Attachments:
    told = {"reasons": event.private_body["reasons"]} if event.verb == "drop_rating" else {}
    return Attachments(data=told)


def apply(sealed: str, data: dict, *, at) -> None:
    """Follow an inquiry of the inner net, inside the applier's transaction."""
    event = admit_from_peer(sealed, at=at)
    cases = Case.objects.select_related("edition", "office")
    if event.seq == 1:
        case = cases.get(pk=event.body["case"])
        begin(RatingReview(pk=event.subject, case=case, demo=event.demo), event)
        return
    review = RatingReview.objects.select_related("case__edition", "case__office").get(pk=event.subject)
    if data:
        review.words = {"decided": data["reasons"]}
    follow(review, event)
