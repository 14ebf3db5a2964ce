"""How plain data (a form, JSON of an event) becomes the fields of a paper, and what is refused on the way.

Unknown names are a programming error; missing, empty or unreadable mandatory content is `MissingField`.
"""

import dataclasses
import datetime
import typing
from functools import cache

from workflow.papers.kinds import KINDS, Fields, MissingField


def fill(kind: str, fields) -> Fields:
    """The fields of a paper, complete, or `MissingField` naming the first one that is not."""
    cls = KINDS[kind]
    given = dataclasses.asdict(fields) if isinstance(fields, Fields) else dict(fields)
    known = {f.name: f for f in dataclasses.fields(cls)}
    if unknown := given.keys() - known.keys():
        raise TypeError(f"{kind} has no field {sorted(unknown)}")
    types = _types(cls)
    values = {}
    for name, spec in known.items():
        try:
            value = _read(given.get(name), types[name])
        except ValueError:
            raise _missing(cls, name) from None
        if not _is_empty(value):
            values[name] = value
        elif spec.default is dataclasses.MISSING:
            raise _missing(cls, name)
    filled = cls(**values)
    for name in filled.extra_needs():
        if _is_empty(getattr(filled, name)):
            raise _missing(cls, name)
    return filled


@cache
def _types(cls) -> dict:
    return typing.get_type_hints(cls)


def field_label(kind: str, name: str) -> str:
    """The Chinese name of a field, for forms and messages."""
    return KINDS[kind].__dataclass_fields__[name].metadata["label"]


def _missing(cls, name) -> MissingField:
    return MissingField(cls.label, cls.__dataclass_fields__[name].metadata["label"], name)


def _is_empty(value) -> bool:
    return value is None or value == "" or value == ()


def _read(value, wanted):
    return None if value is None or value == "" else _READERS.get(wanted, _texts)(value)


def _day(value) -> datetime.date:
    if isinstance(value, datetime.datetime):
        raise TypeError("a paper's day is a date, not an instant")
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)


def _instant(value) -> datetime.datetime:
    read = value if isinstance(value, datetime.datetime) else datetime.datetime.fromisoformat(value)
    if read.tzinfo is None:
        raise TypeError("a paper's instant must be aware")
    return read


def _texts(value) -> tuple[str, ...]:
    lines = [value] if isinstance(value, str) else value
    return tuple(str(line).strip() for line in lines if str(line).strip())


_READERS = {
    str: lambda value: str(value).strip(),
    bool: bool,
    int: int,
    datetime.date: _day,
    datetime.datetime: _instant,
}
