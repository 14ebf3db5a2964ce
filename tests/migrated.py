"""The migrated database of an earlier session, kept beside pytest's cache, so that only a change of the migrations runs them.

Only for SQLite in memory. The key is all that the migrations say and read: themselves, the guards and the words of the
search, the zone and Django. `pytest --cache-clear` forgets it.
"""

import os
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from unittest import mock

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
SOURCES = (
    "*/migrations/*.py",
    "ledger/*.py",
    "powers/search*.py",
    "powers/sounds.py",
    "config/settings/*.py",
)


def kept(folder: Path):
    """While Django makes its test database: `migrate` fills it from the kept copy, or runs and leaves one."""
    copy = folder / f"{_key()}.sqlite3"

    def call(name, *args, database="default", **options):
        connection = connections[database]
        if name != "migrate" or connection.vendor != "sqlite":
            return call_command(name, *args, database=database, **options)
        connection.ensure_connection()
        if copy.exists():
            return _pour(copy, connection.connection)
        call_command(name, *args, database=database, **options)
        return _keep(connection.connection, copy)

    return mock.patch("django.core.management.call_command", call)


def _pour(copy: Path, into: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(copy)) as source:
        source.backup(into)


def _keep(source: sqlite3.Connection, copy: Path) -> None:
    """Beside other workers: each has a draft of its own, and the last to finish stays."""
    draft = copy.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(draft)) as target:
        source.backup(target)
    draft.replace(copy)


def _key() -> str:
    digest = sha256(f"{django.get_version()} {settings.ZONE}".encode())
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:32]
