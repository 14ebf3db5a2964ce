"""Statements that are put together once: an act reads and writes the same few shapes of rows every time.

What Django works out for a queryset (joins, columns, converters) depends on its shape alone, and doing so costs many times
what the database does. Here a shape is worked out by Django itself at its first use on a connection and kept; later uses only
fill in values, through the same fields. No signal is sent, and nothing is cached but words: every use asks the database.
"""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache, partial

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery

# What a value of the shape is while it is worked out: nothing that a condition of a queryset would say by itself.
PROBES = {
    models.UUIDField: lambda n: uuid.UUID(int=(0xFAB << 64) + n),
    models.DateField: lambda n: date(1111, 1, 1 + n),
    models.DateTimeField: lambda n: datetime(1111, 1, 1 + n, tzinfo=UTC),
    models.CharField: lambda n: f"probe {n} of a kept statement",
    models.IntegerField: lambda n: 1_987_654_321 + n,
    models.PositiveIntegerField: lambda n: 1_987_654_321 + n,
    models.BigAutoField: lambda n: 1_987_654_321 + n,
}


class Kept:
    """A read that differs from time to time only in the values of `fields`; `build` makes its queryset of them."""

    def __init__(self, build: Callable[..., models.QuerySet], *fields: Callable[[], models.Field]):
        self.build, self.fields = build, fields

    def __call__(self, *values) -> list:
        return _kept(self, partial(_Read, self)).rows(values)

    def first(self, *values):
        return next(iter(self(*values)), None)


class KeptWords:
    """The words of a read and its parameters, for a statement that is put together of several; the same but for its values."""

    def __init__(self, build: Callable[..., models.QuerySet], *fields: Callable[[], models.Field]):
        self.build, self.fields = build, fields

    def __call__(self, *values) -> tuple[str, list]:
        shape = _kept(self, partial(_Spelled, self))
        return shape.sql, shape.filled(values)


class KeptChange:
    """The same for an UPDATE: `build` makes of the values the queryset and what is to be written into its rows."""

    def __init__(
        self, build: Callable[..., tuple[models.QuerySet, dict]], *fields: Callable[[], models.Field]
    ):
        self.build, self.fields = build, fields

    def __call__(self, *values) -> int:
        """How many rows were changed."""
        return _kept(self, partial(_Written, self)).change(values)


class _Shape:
    """The words of a statement, and which of its parameters is which value."""

    def __init__(self, kept: Kept | KeptWords | KeptChange):
        self.fields = [_real(field()) for field in kept.fields]
        probes = [PROBES[type(field)](n) for n, field in enumerate(self.fields)]
        self.sql, self.params = self.worked_out(kept.build(*probes)).as_sql()
        spelled = [self._spell(field, probe) for field, probe in zip(self.fields, probes, strict=True)]
        self.places = [spelled.index(param) if param in spelled else None for param in self.params]
        if {place for place in self.places if place is not None} != set(range(len(probes))):
            raise ValueError("a value of a kept statement does not stand in it")

    def worked_out(self, built):
        raise NotImplementedError

    def _spell(self, field, value):
        return field.get_db_prep_value(value, connection, prepared=False)

    def filled(self, values) -> list:
        spelled = [self._spell(field, value) for field, value in zip(self.fields, values, strict=True)]
        return [
            param if place is None else spelled[place]
            for param, place in zip(self.params, self.places, strict=True)
        ]


class _Spelled(_Shape):
    def worked_out(self, built):
        return built.query.get_compiler(using=DEFAULT_DB_ALIAS)


class _Written(_Shape):
    def worked_out(self, built):
        queryset, values = built
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(values)
        query.clear_ordering(force=True)
        return query.get_compiler(using=DEFAULT_DB_ALIAS)

    def change(self, values) -> int:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(values))
            return cursor.rowcount


class _Read(_Shape):
    def __init__(self, kept: Kept):
        super().__init__(kept)
        self._read_klass(self.compiler)

    def worked_out(self, built):
        self.compiler = built.query.get_compiler(using=DEFAULT_DB_ALIAS)
        return self.compiler

    def _read_klass(self, compiler) -> None:
        info = compiler.klass_info
        self.model, places = info["model"], info["select_fields"]
        self.span = slice(places[0], places[-1] + 1)
        self.names = [each[0].target.attname for each in compiler.select[self.span]]
        self.populators = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)
        self.converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])

    def rows(self, values) -> list:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(values))
            found = cursor.fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return [self._object(row) for row in found]

    def _object(self, row):
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.span])
        for populator in self.populators:
            populator.populate(row, made)
        return made


def insert(*objects: models.Model) -> None:
    """New rows of one table, in one statement; keys that the database gives are written into the objects."""
    if not objects:
        return
    given = _insert(objects, _Insertion.words)
    for each in objects:
        each._state.adding, each._state.db = False, DEFAULT_DB_ALIAS
    for each, (key,) in zip(objects, given, strict=False):
        each.pk = key


def insert_new(*objects: models.Model) -> None:
    """The same, but a row that a unique constraint says is there already stays as it is; no key comes back."""
    if objects:
        _insert(objects, _Insertion.words_for_new)


def _insert(objects, words: Callable) -> list:
    model, keyed = type(objects[0]), objects[0].pk is not None
    shape = _kept((model, keyed), partial(_Insertion, model, keyed))
    values = [
        field.get_db_prep_save(field.pre_save(each, True), connection)
        for each in objects
        for field in shape.fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(words(shape, len(objects)), values)
        return cursor.fetchall() if cursor.description else []


class _Insertion:
    def __init__(self, model, keyed: bool):
        meta, quote = model._meta, connection.ops.quote_name
        self.fields = [f for f in meta.local_concrete_fields if keyed or f is not meta.auto_field]
        columns = ", ".join(quote(f.column) for f in self.fields)
        self.head = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES "
        self.row = f"({', '.join(['%s'] * len(self.fields))})"
        self.tail = "" if keyed else f" RETURNING {quote(meta.pk.column)}"

    def words(self, number: int) -> str:
        return f"{self.head}{', '.join([self.row] * number)}{self.tail}"

    def words_for_new(self, number: int) -> str:
        return f"{self.head}{', '.join([self.row] * number)} ON CONFLICT DO NOTHING"


def update(row: models.Model, *names: str) -> None:
    """Write a row that is there, whole or only the named fields of it; refused when it is not there."""
    if row.get_deferred_fields():
        row.save(force_update=True, update_fields=names or None)
        return
    shape = _kept((type(row), names), partial(_Change, type(row), names))
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in shape.fields]
    with connection.cursor() as cursor:
        cursor.execute(shape.sql, [*values, type(row)._meta.pk.get_db_prep_value(row.pk, connection)])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{row._meta.db_table}: the row to be written is not there")


class _Change:
    def __init__(self, model, names: tuple[str, ...]):
        meta, quote = model._meta, connection.ops.quote_name
        all_fields = [f for f in meta.local_concrete_fields if not f.primary_key]
        self.fields = [f for f in all_fields if not names or f.name in names]
        told = ", ".join(f"{quote(f.column)} = %s" for f in self.fields)
        self.sql = f"UPDATE {quote(meta.db_table)} SET {told} WHERE {quote(meta.pk.column)} = %s"


def belonging(owner, name: str, kept: Kept) -> list:
    """The rows that point at an owner, by the name he has for them: those that were fetched with him, else read now."""
    fetched = getattr(owner, "_prefetched_objects_cache", {})
    if name in fetched:
        return list(fetched[name])
    return _read_with(owner, name, kept)


def _read_with(owner, name: str, kept: Kept) -> list:
    """Rows that know their owner, so that none of them asks for him."""
    rows, pointer = kept(owner.pk), owner._meta.get_field(name).field.name
    for row in rows:
        setattr(row, pointer, owner)
    return rows


def bring(owner, *names: str) -> None:
    """Read what points at an owner as `prefetch_related` would, each by a kept statement: `owner.runs.all()` asks no more.

    A name may say what is to be read with the rows: `consultations__office`.
    """
    for each in names:
        name, _, joined = each.partition("__")
        rows, kept = getattr(owner, name).get_queryset(), _pointing(type(owner), name, joined)
        rows._result_cache, rows._prefetch_done = _read_with(owner, name, kept), True
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows


@cache
def _pointing(model, name: str, joined: str) -> Kept:
    relation = model._meta.get_field(name)

    def build(owner):
        rows = relation.related_model._default_manager.filter(**{relation.field.name: owner})
        return rows.select_related(joined) if joined else rows

    return Kept(build, lambda: relation.field)


def _real(field: models.Field) -> models.Field:
    return field.target_field if field.is_relation else field


def _kept(key, make: Callable):
    """What this connection keeps under a key; a connection belongs to one thread."""
    found = connections[DEFAULT_DB_ALIAS].__dict__.setdefault("kept_statements", {})
    if key not in found:
        found[key] = make()
    return found[key]
