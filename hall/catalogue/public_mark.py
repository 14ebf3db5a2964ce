"""How far this net has followed the catalogue: one mark that changes with every publication, end or change of the law.

What was rendered or written from the catalogue is the same as long as the mark is, and the day where days are counted.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Q, Subquery

from ledger.events import Event
from powers.catalogue import Edition
from powers.provisions.provisions import Provision

KINDS = (Edition.KIND, Provision.KIND)


@dataclass(frozen=True)
class Mark:
    """The last seals of the catalogue and when the last of them was written down here."""

    text: str
    at: datetime | None

    def etag(self, *parts) -> str:
        return f'"{sha256("|".join([self.text, *map(str, parts)]).encode()).hexdigest()[:32]}"'


def mark() -> Mark:
    """One read: the last event of each kind, found by the index."""
    last = Event.objects.filter(_is_last(KINDS[0]) | _is_last(KINDS[1])).order_by("kind")
    rows = list(last.values_list("digest", "recorded_at"))
    return Mark("".join(seal[:32] for seal, _ in rows), max((at for _, at in rows), default=None))


def _is_last(kind: str) -> Q:
    return Q(pk=Subquery(Event.objects.filter(kind=kind).order_by("-pk").values("pk")[:1]))
