"""Loading laws and provisions from a file: each good row is entered or completed, each other row refused with its reason.

The same file twice changes nothing. A day or a text that stands open in the register is filled from the file; what has
been looked up is never overwritten: a changed law is an amendment, and for the legal office. A row with a day of expiry ends
the provision, with everything that follows from it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from ledger.verbs import Refused
from powers.imports import sheets
from powers.imports.rows import Refusal
from powers.people.establishment import DATA
from powers.provisions.cascade import enter, repeal
from powers.provisions.laws import Law, LawKind, article_of, plain_article, plain_name
from powers.provisions.provisions import Provision

PACKAGED = DATA / "provisions.csv"
COLUMNS = {
    "law": "法律名称",
    "kind": "级别",
    "number": "文号",
    "article": "条款",
    "text": "条文",
    "effective_from": "施行日期",
    "effective_to": "失效日期",
}
LONGEST = {"law": 200, "number": 100, "article": 100, "text": 8000}
PLACE = re.compile(r"第[一二三四五六七八九十百千零〇两\d]+条|附件第.+项|号[)）]?$")
KINDS = {kind.label: kind.value for kind in LawKind}


@dataclass
class Report:
    """What became of each row."""

    entered: int = 0
    completed: int = 0
    ended: int = 0
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def load(path: Path, *, by, now: Callable[[], datetime]) -> Report:
    """Load a file into the register."""
    headings, rows = sheets.read(path)
    lacking = [Refusal(1, title, "缺少这一列") for title in COLUMNS.values() if title not in headings]
    report = Report(refusals=lacking)
    if lacking:
        return report
    with transaction.atomic():
        for row in rows:
            _take(row, report, by=by, at=now())
    return report


def _take(row: sheets.Row, report: Report, *, by, at: datetime) -> None:
    cells = {name: row.cells.get(title, "").strip() for name, title in COLUMNS.items()}
    faults = _faults(cells)
    if not faults:
        try:
            with transaction.atomic():
                _put(cells, report, by=by, at=at)
        except Refused as refusal:
            faults = [("article", str(refusal))]
    report.refusals += [Refusal(row.number, COLUMNS[name], reason) for name, reason in faults]


def _faults(cells: dict) -> list[tuple[str, str]]:
    faults = [(name, f"最多 {most} 个字") for name, most in LONGEST.items() if len(cells[name]) > most]
    if len(plain_name(cells["law"])) < 2:
        faults.append(("law", "没有写法律名称"))
    if not PLACE.search(plain_article(cells["article"])):
        faults.append(("article", f"“{cells['article'][:20]}”不是条款，请写成 第八条，整件引用的写文号"))
    if cells["kind"] and cells["kind"] not in KINDS:
        faults.append(("kind", f"没有“{cells['kind'][:20]}”这个级别，请写：{'、'.join(KINDS)}"))
    days = {name: _day(cells[name]) for name in ("effective_from", "effective_to")}
    faults += [
        (name, f"“{cells[name][:20]}”不是日期，请写成 2026-08-15")
        for name, day in days.items()
        if cells[name] and day is None
    ]
    if all(days.values()) and days["effective_to"] <= days["effective_from"]:
        faults.append(("effective_to", "失效日期要晚于施行日期"))
    return faults


def _put(cells: dict, report: Report, *, by, at: datetime) -> None:
    law = Law.named(cells["law"], kind=KINDS.get(cells["kind"], ""), number=cells["number"])
    known = Provision.objects.filter(law=law, article=article_of(cells["article"])).select_related("law")
    facts = {"text": cells["text"], "effective_from": _day(cells["effective_from"])}
    provision = known.order_by("-effective_from").filter(effective_to=None).first() or known.first()
    if provision is None:
        provision = Provision.drawn_up(law, cells["article"], **facts)
        enter(provision, by=by, at=at)
        report.entered += 1
    elif _adds(provision, facts):
        provision.complete(by=by, at=at, **facts)
        report.completed += 1
    else:
        report.unchanged += 1
    ends = _day(cells["effective_to"])
    if ends and provision.effective_to is None:
        repeal([provision], by=by, at=at, day=ends, ground="装入时文件已经写明失效日期")
        report.ended += 1


def _adds(provision: Provision, facts: dict) -> bool:
    return any(value and value != getattr(provision, name) for name, value in facts.items())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
