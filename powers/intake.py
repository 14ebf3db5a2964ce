"""Loading the catalogue from a file: good rows become editions in force, each other row is refused with its reason.

The same file twice changes nothing: a row whose content is what is in force already is left alone. A changed row is a new
edition that supersedes. A power keeps its office, class and level for life; a row that says otherwise is refused.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from ledger import canon
from ledger.verbs import Refused

from . import sheets
from .catalogue import Power
from .codes import basic_code
from .contents import content_of
from .establishment import area, department, office, power_classes
from .offices import Area, Office
from .publishing import publish
from .rows import COLUMNS, Checked, Refusal, check, missing_columns

BATCH = 100
LAST_ITEM = 999


@dataclass
class Report:
    """What became of each row."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def refused_rows(self) -> int:
        return len({refusal.row for refusal in self.refusals})


def load(path: Path, *, area_code: str, by, now: Callable[[], datetime]) -> Report:
    """Load a file into the catalogue of an area. `now` is read for each row: an edition takes effect when it is published."""
    headings, rows = sheets.read(path)
    report = Report(refusals=missing_columns(headings))
    if report.refusals:
        return report
    loader = _Loader(area(area_code), by=by, now=now, report=report)
    for batch in _batches(rows):
        with transaction.atomic():
            for row in batch:
                loader.take(row)
    return report


def _batches(rows: Iterable) -> Iterable[list]:
    rows = iter(rows)
    return iter(lambda: list(islice(rows, BATCH)), [])


class _Loader:
    def __init__(self, within: Area, *, by, now, report: Report):
        self.within, self.by, self.now, self.report = within, by, now, report
        self.classes = power_classes()
        self.offices: dict[str, Office] = {}
        self.seen: dict[tuple[str, str], int] = {}
        known = Power.objects.filter(office__area=within).select_related("current", "power_class", "office")
        self.powers = {(power.office_id, power.name): power for power in known}
        self.items = self._last_items()

    def take(self, row: sheets.Row) -> None:
        checked = check(row, classes=self.classes)
        if not checked.refusals:
            self._once(checked)
        if not checked.refusals:
            self._publish(checked)
        self.report.refusals += checked.refusals

    def _once(self, checked: Checked) -> None:
        key = (self._office(checked.values["office"]).pk, checked.values["name"])
        first = self.seen.setdefault(key, checked.number)
        if first != checked.number:
            checked.refuse("name", f"和第 {first} 行重复：同一个实施主体的同名事项只能有一行")

    def _publish(self, checked: Checked) -> None:
        content = content_of(checked.values)
        try:
            with transaction.atomic():
                self._put(checked, content)
        except Refused as refusal:
            checked.refuse("name", f"不能发布：{refusal}")

    def _put(self, checked: Checked, content: dict) -> None:
        values = checked.values
        held_by = self._office(values["office"])
        power = self.powers.get((held_by.pk, values["name"]))
        if power is None:
            self.powers[held_by.pk, values["name"]] = self._add(values, held_by, content)
        elif (power.power_class_id, power.level) != (values["power_class"].pk, values["level"]):
            column = "level" if power.power_class_id == values["power_class"].pk else "power_class"
            checked.refuse(column, f"和清单里现有的这一项不同，请先取消原来的，或者核对{COLUMNS[column]}")
        elif power.current and power.current.content_digest == canon.digest(content):
            self.report.unchanged += 1
        else:
            publish(power, content, by=self.by, at=self.now())
            self.report.changed += 1

    def _add(self, values: dict, held_by: Office, content: dict) -> Power:
        power = Power(
            basic_code=self._next_code(values["power_class"].code, held_by),
            power_class=values["power_class"],
            office=held_by,
            level=values["level"],
            name=values["name"],
        )
        power.save(force_insert=True)
        publish(power, content, by=self.by, at=self.now())
        self.report.added += 1
        return power

    def _office(self, name: str) -> Office:
        if name not in self.offices:
            self.offices[name] = office(name, within=self.within)
        return self.offices[name]

    def _next_code(self, power_class: str, held_by: Office) -> str:
        number = department(held_by.name, within=self.within)
        place = (power_class, number)
        self.items[place] = self.items.get(place, 0) + 1
        if self.items[place] > LAST_ITEM:
            raise Refused(f"这个部门这一类已经有 {LAST_ITEM} 项，基本编码用完了")
        return basic_code(
            province=self.within.pk[:2], power_class=power_class, department=number, item=self.items[place]
        )

    def _last_items(self) -> dict[tuple[str, str], int]:
        items: dict[tuple[str, str], int] = {}
        for power in self.powers.values():
            place, item = (power.basic_code[2:4], power.basic_code[4:6]), int(power.basic_code[6:9])
            items[place] = max(items.get(place, 0), item)
        return items
