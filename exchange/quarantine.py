"""What arrived and was not accepted: kept once for each content, encrypted, never parsed again by itself.

Growth is bounded: a file seen again only counts, and beyond a thousand different ones they are dropped and only rung for.
"""

from datetime import datetime
from hashlib import sha256

from django.db import models

from ledger import vault

from . import alarms

MAX_KEPT = 1000
ALARM_FOR = {
    "stream": "reflection",
    "epoch": "reflection",
    "key": "key",
    "version": "version",
    "fork": "fork",
}


class Quarantined(models.Model):
    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    why = models.CharField(max_length=12)
    text = models.CharField(max_length=200)
    copies = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    box = models.BinaryField()

    class Meta:
        db_table = "exchange_quarantine"

    def __str__(self):
        return f"{self.why} {self.sha256[:12]}"

    @property
    def content(self) -> bytes:
        return vault.unlock(self.box, where="exchange_quarantine.content")


def keep(content: bytes, *, name: str, why: str, text: str, at: datetime) -> None:
    """Keep the bytes and ring. `content` is empty for a file too large or too strange to read."""
    digest = sha256(content or name.encode()).hexdigest()
    known = Quarantined.objects.filter(sha256=digest)
    if not known.update(copies=models.F("copies") + 1) and Quarantined.objects.count() < MAX_KEPT:
        Quarantined.objects.create(
            sha256=digest, name=name[:100], why=why, text=text[:200], first_at=at,
            box=vault.lock(content, where="exchange_quarantine.content"),
        )  # fmt: skip
    alarms.ring(ALARM_FOR.get(why, "quarantine"), at=at)
