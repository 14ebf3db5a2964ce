"""Files by content: a blob's name is the SHA-256 of its plain bytes, and its bytes are encrypted at rest (ADR 0005).

The store refuses a name that is not a digest and bytes that do not have it. The row knows a blob before its bytes are
here: a package that names it has come, the file has not (`ABSENT`).
"""

import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import models

from ledger import clock, strongbox, vault
from ledger.zone import here

from . import files

NAME = re.compile(r"[0-9a-f]{64}")


class Missing(LookupError):
    """The store does not hold this blob."""


class State(models.TextChoices):
    ABSENT = "absent", "未到"
    PRESENT = "present", "已到"


class Scan(models.TextChoices):
    WAITING = "waiting", "等待查毒"
    CLEAN = "clean", "没有查出病毒"
    INFECTED = "infected", "查出病毒，已撤下"


class StoredBlob(models.Model):
    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State)
    noted_at = models.DateTimeField(default=clock.now)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.WAITING)
    scanned_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "exchange_blob"
        indexes = [
            models.Index(fields=["noted_at"], name="blob_absent", condition=models.Q(state="absent")),
            models.Index(fields=["scan", "scanned_at"], name="blob_scan"),
        ]

    def __str__(self):
        return f"{self.sha256[:12]} {self.state}"


def put(data: bytes, *, media_type: str = "application/octet-stream", scan: str = Scan.WAITING) -> str:
    """Keep the bytes and answer their name. Putting the same bytes again changes nothing."""
    name = sha256(data).hexdigest()
    put_file(BytesIO(data), name=name, size=len(data), media_type=media_type, scan=scan)
    return name


def put_file(file: BinaryIO, *, name: str, size: int, media_type: str, scan: str = Scan.WAITING) -> None:
    """Keep a file whose digest is known already; it is read piece by piece, and refused if it is another."""
    if has(name) and _path(name).exists():
        return
    file.seek(0)
    _write(name, file)
    kept = {"size": size, "state": State.PRESENT}
    asked = {"scan": scan, "scanned_at": clock.now() if scan != Scan.WAITING else None}
    StoredBlob.objects.update_or_create(
        sha256=name, defaults=kept, create_defaults={**kept, **asked, "media_type": media_type}
    )


def keep_announced(row: StoredBlob, data: bytes) -> bool:
    """Keep bytes that came over the exchange, if they are those that a signed package announced."""
    if len(data) != row.size or sha256(data).hexdigest() != row.sha256:
        return False
    _write(row.sha256, BytesIO(data))
    StoredBlob.objects.filter(pk=row.pk).update(state=State.PRESENT)
    return True


def read(name: str) -> bytes:
    """The plain bytes; Missing when they are not here, vault.Unreadable when the file was touched."""
    data = b"".join(pieces(name))
    if sha256(data).hexdigest() != name:
        raise vault.Unreadable(name)
    return data


def pieces(name: str) -> Iterator[bytes]:
    """The plain bytes a megabyte at a time. Each piece is authentic; only `read` compares the whole with its name."""
    try:
        file = _path(name).open("rb")
    except FileNotFoundError:
        raise Missing(name) from None
    with file:
        yield from strongbox.unlock(file, where=_where(name))


def renew(name: str) -> bool:
    """Encrypt a stored file again if it is of an older form or under an older key; answers whether it was."""
    try:
        with _path(name).open("rb") as file:
            if strongbox.is_current(file, where=_where(name)):
                return False
    except FileNotFoundError:
        raise Missing(name) from None
    _write(name, BytesIO(read(name)))
    return True


def remove_leftovers(*, before: datetime) -> int:
    """Drafts that a crash left beside the stored files."""
    found = [path for path in _folder().glob("*/.*.tmp") if path.stat().st_mtime < before.timestamp()]
    for path in found:
        files.remove(path)
    return len(found)


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


def _write(name: str, file: BinaryIO) -> None:
    """Beside other writers of the same content: each has a draft of its own, and the last to finish stays."""
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    read_through = _Digesting(file)
    with files.durable(path, path.with_name(f".{name[:16]}.{secrets.token_hex(4)}.tmp")) as write:
        strongbox.lock(read_through, write, where=_where(name))
        if read_through.digest.hexdigest() != name:
            raise ValueError("the file does not have the digest it is kept under")


class _Digesting:
    """A file that is digested while it is read."""

    def __init__(self, file: BinaryIO):
        self.file, self.digest = file, sha256()

    def read(self, size: int) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


def _where(name: str) -> str:
    return f"blob:{name}"


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise Missing(name)
    return _folder() / name[:2] / name


def _folder() -> Path:
    return Path(settings.DATA_DIR) / here().value / "blobs"
