"""Cases by the million: copies of a case that walked to its state through the real verbs, made by bulk SQL.

The rows of case, party, steps, clocks and their watches are copied with new keys, numbers and days; the guards are lifted
meanwhile, in the bench's own database only. A copy has no events, materials and papers: no list reads them, and a page reads
those of one case.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, models, transaction

from supervision.watch import Watch
from tests.triggers import lifted
from workflow.clock.clocks import Clock
from workflow.engine import StepRun
from workflow.machine import Case
from workflow.parties import Party

SLICE = 50_000
PLAN = "bench_copies"


def multiply(
    case: Case, number: int, *, start: int, holder: str, newest: datetime, spread: timedelta, days: int
) -> None:
    """Make `number` copies: acts spread over the time before `newest`, due days over `days` days around it."""
    facts = {"holder": holder, "newest": newest, "step": spread / max(number, 1), "days": days}
    with _unguarded():
        for first in range(start, start + number, SLICE):
            several = range(first, min(first + SLICE, start + number))
            with transaction.atomic(), connection.cursor() as cursor:
                _plan(cursor, several, base=start, **facts)
                for model in (Case, Party, StepRun, Clock):
                    cursor.execute(_copying(model), [_own(case)])
                cursor.execute(_copying_watches(), [_own(case)])
                cursor.execute(f"DROP TABLE {PLAN}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _own(case: Case):
    return Case._meta.pk.get_db_prep_value(case.pk, connection)


def _unguarded():
    """SQLite drops its guards at once; PostgreSQL also stops asking after foreign keys."""
    if connection.vendor == "postgresql":
        return _asleep()
    return lifted(connection)


class _asleep:
    def __enter__(self):
        self.guards = lifted(connection)
        self.guards.__enter__()
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")

    def __exit__(self, *what):
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = origin")
        return self.guards.__exit__(*what)


def _plan(cursor, several: range, *, base: int, holder: str, newest, step, days: int) -> None:
    """What differs from copy to copy, as a table to join with."""
    moment, day = ("timestamptz", "date") if connection.vendor == "postgresql" else ("datetime", "date")
    key = Case._meta.pk.db_type(connection)
    cursor.execute(
        f"CREATE TABLE {PLAN} (n integer PRIMARY KEY, id {key}, number varchar(16), moment {moment}, day {day}, holder text)"
    )
    rows = []
    for n in several:
        at = newest - step * (n - base)
        taken = holder if n % 3 == 0 else ""
        rows.append(
            (
                n,
                _key(),
                f"9{n:015d}",
                _said(at),
                (newest + timedelta(days=n % days - days // 3)).date(),
                taken,
            )
        )
    for part in _parts(rows, 150):
        places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(part))
        cursor.execute(f"INSERT INTO {PLAN} VALUES {places}", [value for row in part for value in row])


def _key():
    return Case._meta.pk.get_db_prep_value(uuid.uuid4(), connection)


def _said(at: datetime):
    return connection.ops.adapt_datetimefield_value(at)


def _parts(rows: list, size: int) -> Iterator[list]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _copying(model) -> str:
    """INSERT … SELECT of one table's rows of the case, once for each line of the plan."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    taken = ", ".join(_taken(field) for field in fields)
    own = "id" if model is Case else "case_id"
    return (
        f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {taken}"
        f" FROM {PLAN} p JOIN {model._meta.db_table} t ON t.{own} = %s ORDER BY p.n"
    )


def _copying_watches() -> str:
    """A watch for each copied clock, like that of the clock it is a copy of."""
    fields = [field for field in Watch._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    own = {
        "clock_id": "c.id",
        "started_on": "date(p.moment)",
        "ended_on": _or_nothing("ended_on", "date(p.moment)"),
    }
    taken = ", ".join(own.get(field.column) or _taken(field) for field in fields)
    return (
        f"INSERT INTO supervision_watch ({columns}) SELECT {taken} FROM {PLAN} p"
        " JOIN workflow_clock c ON c.case_id = p.id JOIN supervision_watch t ON t.case_id = %s"
        " JOIN workflow_clock o ON o.id = t.clock_id AND o.kind = c.kind AND o.step = c.step ORDER BY p.n"
    )


def _taken(field) -> str:
    """A column of the copy: the key, the number and the days are its own, everything else is as it was."""
    if field.primary_key or field.column == "case_id":
        return "p.id"
    if field.column == "number":
        return "p.number"
    if field.column == "applicant_id":
        return "NULL"
    if field.column == "holder":
        return "CASE WHEN t.closed_at IS NULL THEN p.holder ELSE t.holder END"
    own = {models.DateTimeField: "p.moment", models.DateField: "p.day"}.get(type(field))
    return _or_nothing(field.column, own) if own else f't."{field.column}"'


def _or_nothing(column: str, own: str) -> str:
    return f'CASE WHEN t."{column}" IS NULL THEN NULL ELSE {own} END'
