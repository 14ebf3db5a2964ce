"""The fields of an implementation list (实施清单) beyond the columns of an edition: read from `data/item_fields.json`.

Codes, words and choices follow GB/T 39046-2020 and C0109-2018. A field says which classes of power may carry it, and
which of those cannot do without it: every class, those exercised on application, or some by code.
"""

import json
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "item_fields.json"
APPLIED = "applied"
EVERY = "every"


@dataclass(frozen=True, kw_only=True)
class Field:
    """`kind` is a kind of value (item_values); a field of rows has columns, which are fields themselves. Columns that few rows
    need are folded away under the words of `fold`."""

    code: str
    label: str
    kind: str
    carried: str | tuple[str, ...] = EVERY
    must: str | tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple["Field", ...] = ()
    hint: str = ""
    unit: str = ""
    fold: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Fields that belong together and stand on one page of the form."""

    code: str
    label: str
    fields: tuple[Field, ...]


def _group(data: dict) -> Group:
    return Group(**{**data, "fields": tuple(_field(each) for each in data["fields"])})


def _field(data: dict) -> Field:
    return Field(
        **{
            **data,
            "carried": _classes(data.get("carried", EVERY)),
            "must": _classes(data.get("must", ())),
            "choices": tuple(data.get("choices", {}).items()),
            "columns": tuple(_field(column) for column in data.get("columns", ())),
        }
    )


def _classes(named) -> str | tuple[str, ...]:
    return named if isinstance(named, str) else tuple(named)


GROUPS = {
    group.code: group for group in (_group(each) for each in json.loads(DATA.read_text(encoding="utf-8")))
}
FIELDS = {field.code: field for group in GROUPS.values() for field in group.fields}
