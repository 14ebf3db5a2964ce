"""How far this net has followed the catalogue: one mark that changes with every publication, end or change of the law.

What was rendered or written from the catalogue is the same as long as the mark is, and the day where days are counted.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from ledger.events import Event
from powers.catalogue import Edition
from powers.provisions import Provision

KINDS = (Edition.KIND, Provision.KIND)


@dataclass(frozen=True)
class Mark:
    """The last seals of the catalogue and when the last of them was written down here."""

    text: str
    at: datetime | None

    def etag(self, *parts) -> str:
        return f'"{sha256("|".join([self.text, *map(str, parts)]).encode()).hexdigest()[:32]}"'


def mark() -> Mark:
    """One indexed look-up for each kind of event."""
    last = [_last(kind) for kind in KINDS]
    moments = [at for _, at in filter(None, last)]
    return Mark("".join(seal[:32] for seal, _ in filter(None, last)), max(moments, default=None))


def _last(kind: str) -> tuple | None:
    return Event.objects.filter(kind=kind).order_by("-pk").values_list("digest", "recorded_at").first()
