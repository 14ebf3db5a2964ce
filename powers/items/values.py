"""Values of the details of an item: whether a value is of its field's kind, and how it reads aloud.

Decides nothing about classes. A text that is too long, a choice that is not in the list, a number that is none and a row
that lacks what it must have are each named in a sentence.
"""

import re

from powers.items.vocabulary import Field

LONGEST = 2000
MOST_ROWS = 60
PHONE = re.compile(r"[0-9（）()、,，;；\-—\s转]{3,60}")
AMOUNT = re.compile(r"(0|[1-9]\d{0,8})(\.\d{1,2})?", re.ASCII)
WEB = re.compile(r"https?://[^\s<>\"']{4,300}")


def misfits(field: Field, value) -> list[str]:
    """Why a value is not of its field's kind."""
    return _CHECKS[field.kind](field, value)


def _text(field: Field, value) -> list[str]:
    if not isinstance(value, str):
        return ["请写成文字"]
    return [f"写得太长，请写在 {LONGEST} 字以内"] if len(value) > LONGEST else []


def _number(field: Field, value) -> list[str]:
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999
    return [] if is_count else ["请填 0 到 9999 的整数，例如 1"]


def _amount(field: Field, value) -> list[str]:
    right = isinstance(value, str) and AMOUNT.fullmatch(value)
    return [] if right else ["请填数，最多两位小数，例如 500 或者 0.5"]


def _flag(field: Field, value) -> list[str]:
    return [] if isinstance(value, bool) else ["请选是或者否"]


def _choice(field: Field, value) -> list[str]:
    known = isinstance(value, str) and value in dict(field.choices)
    return [] if known else [f"没有“{value}”这个选项，请从列表里选"]


def _choices(field: Field, value) -> list[str]:
    if not isinstance(value, list) or len(set(map(str, value))) != len(value):
        return ["请从列表里选，每项选一次"]
    return [words for each in value for words in _choice(field, each)]


def _phone(field: Field, value) -> list[str]:
    right = isinstance(value, str) and PHONE.fullmatch(value)
    return [] if right else ["请写电话号码，例如 025-83278000，几个号码用顿号隔开"]


def _web(field: Field, value) -> list[str]:
    right = isinstance(value, str) and WEB.fullmatch(value)
    return [] if right else ["请写完整的网址，例如 https://www.jszwfw.gov.cn/"]


def _rows(field: Field, value) -> list[str]:
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        return [f"请一行一行写，最多 {MOST_ROWS} 行"]
    return [f"第 {n} 行{words}" for n, row in enumerate(value, start=1) for words in _row(field, row)]


def _row(field: Field, row) -> list[str]:
    columns = {column.code: column for column in field.columns}
    if not isinstance(row, dict) or row.keys() - columns.keys():
        return ["有不认识的栏目"]
    found = [f"没有写{c.label}" for c in field.columns if c.must and row.get(c.code) in (None, "")]
    filled = {code: said for code, said in row.items() if said not in (None, "")}
    return found + [
        f"的{columns[c].label}：{words}" for c, said in filled.items() for words in misfits(columns[c], said)
    ]


_CHECKS = {
    "text": _text, "long": _text, "step": _text, "number": _number, "amount": _amount, "flag": _flag, "choice": _choice,
    "choices": _choices, "phone": _phone, "web": _web, "rows": _rows,
}  # fmt: skip


def spoken(field: Field, value, *, steps: dict[str, str]) -> str:
    """A value as people read it, rows one a line; `steps` are the names of the steps of the flow, by code."""
    if value in (None, "", []):
        return ""
    if field.kind == "flag":
        return "是" if value else "否"
    if field.kind == "rows":
        return "\n".join(row_aloud(field, row, steps=steps) for row in value)
    labels = steps if field.kind == "step" else dict(field.choices)
    if field.kind == "choices":
        return "、".join(labels.get(each, str(each)) for each in value)
    return f"{labels.get(value, value)} {field.unit}".strip()


def row_aloud(field: Field, row: dict, *, steps: dict[str, str]) -> str:
    said = ((column.label, spoken(column, row.get(column.code), steps=steps)) for column in field.columns)
    return "；".join(f"{label}：{words}" for label, words in said if words)
