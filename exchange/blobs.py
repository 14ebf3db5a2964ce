"""Files by content: a blob's name is the SHA-256 of its plain bytes, and its bytes are encrypted at rest.

The store refuses a name that is not a digest and bytes that do not have it. The row knows a blob before its bytes are
here: a package that names it has come, the file has not (`ABSENT`).
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import models

from ledger import clock, vault
from ledger.zone import here

from . import files

NAME = re.compile(r"[0-9a-f]{64}")


class Missing(LookupError):
    """The store does not hold this blob."""


class State(models.TextChoices):
    ABSENT = "absent", "未到"
    PRESENT = "present", "已到"


class StoredBlob(models.Model):
    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State)
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "exchange_blob"
        indexes = [models.Index(fields=["noted_at"], name="blob_absent", condition=models.Q(state="absent"))]

    def __str__(self):
        return f"{self.sha256[:12]} {self.state}"


def put(data: bytes, *, media_type: str = "application/octet-stream") -> str:
    """Keep the bytes and answer their name. Putting the same bytes again changes nothing."""
    name = sha256(data).hexdigest()
    if not (has(name) and _path(name).exists()):
        _write(name, data)
        kept = {"size": len(data), "state": State.PRESENT}
        StoredBlob.objects.update_or_create(
            sha256=name, defaults=kept, create_defaults={**kept, "media_type": media_type}
        )
    return name


def keep_announced(row: StoredBlob, data: bytes) -> bool:
    """Keep bytes that came over the exchange, if they are those that a signed package announced."""
    if len(data) != row.size or sha256(data).hexdigest() != row.sha256:
        return False
    _write(row.sha256, data)
    StoredBlob.objects.filter(pk=row.pk).update(state=State.PRESENT)
    return True


def read(name: str) -> bytes:
    """The plain bytes; Missing when they are not here, vault.Unreadable when the file was touched."""
    try:
        data = vault.unlock(_path(name).read_bytes(), where=f"blob:{name}")
    except FileNotFoundError:
        raise Missing(name) from None
    if sha256(data).hexdigest() != name:
        raise vault.Unreadable(name)
    return data


def has(name: str) -> bool:
    return StoredBlob.objects.filter(sha256=name, state=State.PRESENT).exists()


def describe(name: str, *, media_type: str) -> dict:
    """How a package names this blob; Missing if its bytes are not here."""
    size = StoredBlob.objects.filter(sha256=name, state=State.PRESENT).values_list("size", flat=True).first()
    if size is None:
        raise Missing(name)
    return {"h": name, "n": size, "ct": media_type}


def expect(references: list[dict], *, at) -> None:
    """Note the blobs that a package names, so that their files are known when they come."""
    StoredBlob.objects.bulk_create(
        [
            StoredBlob(sha256=ref["h"], size=ref["n"], media_type=ref["ct"], state=State.ABSENT, noted_at=at)
            for ref in references
        ],
        ignore_conflicts=True,
    )


def absent(names: Iterable[str]) -> list[str]:
    """Those of the names whose bytes are not here."""
    wanted = set(names)
    here_now = StoredBlob.objects.filter(sha256__in=wanted, state=State.PRESENT).values_list(
        "sha256", flat=True
    )
    return sorted(wanted - set(here_now))


def _write(name: str, data: bytes) -> None:
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    files.write_durably(path, vault.lock(data, where=f"blob:{name}"))


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise Missing(name)
    return Path(settings.DATA_DIR) / here().value / "blobs" / name[:2] / name
