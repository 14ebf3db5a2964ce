"""A list that lies in several ranges of one index (this post and that, one holder, one item), read as one.

Each range is read in order and no further than a page, then the pages are merged: the cost follows the length of the page and
the number of ranges, never the length of the list. Counts stop at a bound, and say so. One statement each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from django.db import connection

from ledger import statements

MOST = 1000


def first_keys(ranges: Iterable, *, order: str, size: int) -> list:
    """The primary keys of the first rows of all ranges, in ascending order of a column and the key."""
    read, told = [], []
    for rows in ranges:
        sql, params = rows.order_by(order, "pk").values_list(order, "pk")[:size].query.sql_with_params()
        read.append(
            f"SELECT * FROM ({sql}) AS r{len(read)} (at, pk)" if _names() else f"SELECT * FROM ({sql})"
        )
        told += params
    if not read:
        return []
    words = f"SELECT * FROM ({' UNION ALL '.join(read)}) AS every ORDER BY 1, 2 LIMIT {int(size)}"
    with connection.cursor() as cursor:
        cursor.execute(words, told)
        return [pk for _, pk in cursor.fetchall()]


def _names() -> bool:
    return connection.vendor == "postgresql"


@dataclass(frozen=True)
class Range:
    """Rows of a table that fit plain conditions, to be counted: what it says is worked out once for all values."""

    model: type
    conditions: dict

    def words(self) -> tuple[str, list]:
        fixed = {name: value for name, value in self.conditions.items() if value is None or value is False}
        asked = {name: value for name, value in self.conditions.items() if name not in fixed}
        return _spelled(self.model, tuple(asked), tuple(fixed.items()), MOST)(*asked.values())


@cache
def _spelled(model, asked: tuple[str, ...], fixed: tuple, most: int) -> statements.KeptWords:
    def build(*values):
        return _few(model.objects.filter(**dict(fixed), **dict(zip(asked, values, strict=True))), most)

    fields = [partial(model._meta.get_field, name.partition("__")[0]) for name in asked]
    return statements.KeptWords(build, *fields)


def _few(rows, most: int):
    return rows.order_by().values_list("pk")[:most]


def bounded_counts(ranges: Mapping[str, Iterable]) -> dict[str, str]:
    """How many rows lie in the ranges of each name, as words: exact up to 999, then 999+."""
    names, read, told = [], [], []
    for name, several in ranges.items():
        for rows in several:
            sql, params = (
                rows.words() if isinstance(rows, Range) else _few(rows, MOST).query.sql_with_params()
            )
            names.append(name)
            read.append(f"(SELECT COUNT(*) FROM ({sql}) AS c{len(read)})")
            told += params
    found: dict[str, int] = defaultdict(int)
    if read:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(read)}", told)
            for name, count in zip(names, cursor.fetchone(), strict=True):
                found[name] += count
    return {name: f"{MOST - 1}+" if found[name] >= MOST else str(found[name]) for name in ranges}
