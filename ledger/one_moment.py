"""A page that reads a case, its clocks and its events reads them all as of one moment.

Each statement by itself sees what was committed before it, so a page could tell of an act in its history and still offer
what was possible before the act. Reads inside `one_moment` see one state of the database: PostgreSQL's REPEATABLE READ,
or on SQLite one read transaction, which takes no lock that a writer waits for. Nothing may be written inside: PostgreSQL
refuses it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Inside a transaction that has begun already there is nothing to choose: its own reads go on."""
    if connection.in_atomic_block:
        yield
        return
    with _readers_transaction():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _readers_transaction() -> Iterator[None]:
    """SQLite's transactions take the writer's lock at once (`config.stores`), which a reader does not need."""
    usual = getattr(connection, "transaction_mode", None)
    connection.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            connection.transaction_mode = usual
            yield
    finally:
        connection.transaction_mode = usual
