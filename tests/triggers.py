"""Lift the database's guards while a test database is emptied, and put every one back as it was."""

from contextlib import contextmanager

_POSTGRES = """
    SELECT tgrelid::regclass::text, quote_ident(tgname), tgenabled FROM pg_trigger
    WHERE NOT tgisinternal AND tgrelid::regclass::text NOT LIKE 'pg\\_%%'
"""


@contextmanager
def lifted(connection):
    name = str(connection.settings_dict["NAME"])
    if not ("test" in name or "memory" in name):
        raise RuntimeError(f"{name} is not a test database; its guards stay")
    with {"postgresql": _postgres, "sqlite": _sqlite}[connection.vendor](connection):
        yield


@contextmanager
def _postgres(connection):
    with connection.cursor() as cursor:
        # What waits for the commit is checked now: a table with a waiting check cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_POSTGRES)
        triggers = cursor.fetchall()
        for table, trigger, _ in triggers:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table, trigger, enabled in triggers:
                how = {"A": "ENABLE ALWAYS", "O": "ENABLE", "R": "ENABLE REPLICA", "D": "DISABLE"}[enabled]
                cursor.execute(f"ALTER TABLE {table} {how} TRIGGER {trigger}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def _sqlite(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _, sql in triggers:
                cursor.execute(sql)
