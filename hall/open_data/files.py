"""The whole catalogue as a file: CSV for spreadsheets, JSON lines for programs. Every power there is or was, one a line.

Written once for each state of the catalogue into a file of its own, then sent from there piece by piece; an older one is thrown
away. Two processes that write the same one at the same time write the same bytes, and the later takes the place of the earlier.
"""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from hall.open_data import views
from hall.open_data.tables import safe_rows
from ledger.clock import civil_day
from powers.force import force_of, latest
from powers.imports.exports import HEADINGS, as_csv, table

AT_ONCE = 200
STANDING = ["效力", "失效日期", "依据失效日期", "永久网址", "暂停日期", "恢复日期"]


def file(kind: str, *, state: str, on: date) -> Path:
    """The file of this state of the catalogue, written if nobody has yet; `state` is a mark in letters and digits."""
    wanted = folder() / f"catalogue-{state}.{kind}"
    if not wanted.exists():
        wanted.parent.mkdir(parents=True, exist_ok=True)
        _write(wanted, KINDS[kind](on))
        for old in wanted.parent.glob(f"catalogue-*.{kind}"):
            if old != wanted:
                old.unlink(missing_ok=True)
    return wanted


def folder() -> Path:
    return Path(settings.DATA_DIR) / settings.ZONE / "open-data"


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    fresh = path.with_name(f"{secrets.token_hex(8)}.part")
    try:
        with fresh.open("wb") as out:
            out.writelines(pieces)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _editions():
    found = latest().select_related("power__office", "power__power_class")
    found = found.prefetch_related("power__suspensions")
    return found.order_by("power__basic_code", "power__office_id").iterator(chunk_size=AT_ONCE)


def _csv(on: date) -> Iterator[bytes]:
    return as_csv(safe_rows(_rows(on)), encoding="utf-8")


def _rows(on: date) -> Iterator[list[str]]:
    yield COLUMNS
    for edition in _editions():
        _, row = table([edition])
        yield [*row, *_standing(edition, on)]


def _standing(edition, on: date) -> list[str]:
    ended = civil_day(edition.ended_at).isoformat() if edition.ended_at else ""
    lapses = edition.lapses_on.isoformat() if edition.lapses_on else ""
    page = views.address("power", edition.power_id)
    halted = views.halted(edition.power, on=on)
    days = [day.isoformat() if day else "" for day in halted.values()]
    return [force_of(edition, on=on).label, ended, lapses, page, *days]


def _lines(on: date) -> Iterator[bytes]:
    for edition in _editions():
        line = views.power(edition, on=on) | {
            "edition": views.brief(edition, on=on),
            "content": edition.content(),
        }
        yield (json.dumps(line, ensure_ascii=False, cls=DjangoJSONEncoder) + "\n").encode()


KINDS: dict[str, Callable[[date], Iterator[bytes]]] = {"csv": _csv, "jsonl": _lines}
TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}
COLUMNS = [*HEADINGS, *STANDING]
