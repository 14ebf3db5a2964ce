"""A list of the open interface as JSON, or as a table: one row an item, nested facts as columns with a dot.

CSV is UTF-8 with its mark, so that spreadsheets read it; a text that a spreadsheet would take for a formula gets an apostrophe.
The next page stands in the Link header of both.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse

from powers.imports.exports import as_csv

FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV_TYPE = "text/csv; charset=utf-8"


def listed(request, items: list[dict], *, after: str = "", format: str = "json"):
    """The answer to a question for a list; `after` is where the next page begins."""
    following = None
    if after:
        asked = request.GET.dict() | {"after": after}
        following = f"{settings.PUBLIC_URL}{request.path}?{urlencode(asked)}"
    if format == "json":
        return {"items": items, "next": following}
    rows = table(items)
    response = HttpResponse(as_csv(rows, encoding="utf-8"), content_type=CSV_TYPE)
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def table(items: list[dict]) -> Iterator[list[str]]:
    flat = [dict(_flat(item)) for item in items]
    heads = list(flat[0]) if flat else []
    yield heads
    for row in flat:
        yield [safe(row[name]) for name in heads]


def _flat(item: dict, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in item.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", _text(value)


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def safe(text: str) -> str:
    """As a spreadsheet shows it, and never runs it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def safe_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    return ([safe(text) for text in row] for row in rows)
