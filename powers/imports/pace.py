"""How much one transaction of a long job may take on, so that people who save a page meanwhile do not wait for it.

SQLite has one writer at a time, and the ledger refuses an act that is written more than 5 seconds after it was done. So a
batch is as large as WANTED_SECONDS allow by what the last one took, and between two batches the lock is left alone for longer
than a waiting writer sleeps between two tries (100 ms in SQLite's busy handler). PostgreSQL's writers do not queue: no rest.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

WANTED_SECONDS, REST_SECONDS = 0.3, 0.15
FIRST = 10


class Pace:
    """The size of the next batch, at most `most`; it grows at most twofold at a time."""

    def __init__(self, most: int):
        self.most, self.size = most, min(FIRST, most)

    @contextmanager
    def batch(self, rows: int) -> Iterator[None]:
        """Around one transaction: take its time, and leave the lock alone afterwards."""
        began = time.monotonic()
        yield
        self.took(rows, seconds=time.monotonic() - began)
        if connection.vendor == "sqlite":
            time.sleep(REST_SECONDS)

    def took(self, rows: int, *, seconds: float) -> None:
        fits = int(rows * WANTED_SECONDS / seconds) if seconds else self.most
        self.size = max(1, min(fits, rows * 2, self.most))
