"""The directory transport: two folders that something carries, or that both zones share on one machine.

It promises nothing: files may be lost, doubled, changed, late or out of order. Written so that a half-written file is never
visible; read so that a stranger's link, pipe or giant does no harm.
"""

import heapq
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings

from . import files, streams
from .blobs import NAME

BLOB_SUFFIX = ".blob"
MAX_BLOBS_LISTED = 2000
FORGOTTEN_AFTER = 3600


class Directory:
    """One zone's view: it sends into the folder of its own stream and receives from the other's."""

    def __init__(self):
        root = Path(settings.DATA_DIR) / "exchange"
        self.out = root / streams.folder(streams.outgoing())
        self.into = root / streams.folder(streams.incoming())

    def send(self, name: str, data: bytes) -> None:
        """Make the file appear, whole, unless one of this name and size still waits to be fetched."""
        path = self.out / name
        if not (path.is_file() and path.stat().st_size == len(data)):
            self.out.mkdir(parents=True, exist_ok=True)
            files.write_durably(path, data)

    def packages(self, most: int) -> list[str]:
        """Names of what may be packages, the earliest first: everything that is not a blob."""
        return heapq.nsmallest(most, (name for name in self._names() if not _is_blob(name)))

    def blobs(self) -> list[str]:
        names = (name.removesuffix(BLOB_SUFFIX) for name in self._names() if _is_blob(name))
        return list(islice(names, MAX_BLOBS_LISTED))

    def read(self, name: str, *, limit: int) -> bytes:
        return files.read_regular(self.into / name, limit=limit)

    def remove(self, name: str) -> None:
        files.remove(self.into / name)

    def is_forgotten(self, name: str) -> bool:
        """Whether a file that nobody announced has waited long enough to be removed."""
        try:
            return time.time() - os.lstat(self.into / name).st_mtime > FORGOTTEN_AFTER
        except FileNotFoundError:
            return False

    def _names(self) -> Iterator[str]:
        if not self.into.is_dir():
            return
        with os.scandir(self.into) as entries:
            for entry in entries:
                hidden = entry.name.startswith(".") or entry.name.endswith(".tmp")
                if not hidden and not entry.is_dir(follow_symlinks=False):
                    yield entry.name


def _is_blob(name: str) -> bool:
    return name.endswith(BLOB_SUFFIX) and bool(NAME.fullmatch(name.removesuffix(BLOB_SUFFIX)))


def package_name(package) -> str:
    return f"{streams.folder(package.stream)}-{package.epoch}-{package.seq:010d}.pkg"


def blob_name(sha256: str) -> str:
    return f"{sha256}{BLOB_SUFFIX}"
