"""What crosses about provisions: every event of the register, with nothing beside it, so the public can read the article.

The inner net is the master. An event tells all there is to know of a provision: law, article, words and days.
"""

from datetime import datetime

from exchange import kinds
from exchange.kinds import Attachments
from ledger.replay import admit_from_peer, begin, follow, is_known
from powers.provisions.provisions import Provision

SCHEMA = {"type": "object", "properties": {}, "additionalProperties": False}


def register() -> None:
    kinds.register_events(kind=Provision.KIND, attach=lambda event: Attachments(), apply=apply, schema=SCHEMA)


def apply(sealed: str, data: dict, *, at: datetime) -> None:
    """Follow a provision on the other net. Once more does nothing."""
    if is_known(sealed):
        return
    event = admit_from_peer(sealed, at=at)
    if event.seq == 1:
        begin(Provision(pk=event.subject, demo=event.demo), event)
    else:
        follow(Provision.objects.select_related("law").get(pk=event.subject), event)
