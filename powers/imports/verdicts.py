"""What each row of a file would do to the catalogue: add, change, change nothing, or be refused with its reasons.

Decides which power a row is about: the one with its basic code, or, without a code, the one of that name in that office. A
power keeps its office, class and level for life. Looking changes nothing; rows are looked at by the hundred, with a few queries
for all of them.
"""

from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db import models

from powers.catalogue import Power
from powers.imports.comparing import changed_columns, merged, titled
from powers.imports.rows import CODE, COLUMNS, Checked, Refusal, check
from powers.imports.sheets import Row
from powers.items.contents import content_of
from powers.people.establishment import full_name, known_departments
from powers.people.offices import Area, Office
from powers.provisions.laws import Law, plain_name


class Kind(models.TextChoices):
    ADDED = "added", "新增"
    CHANGED = "changed", "变更"
    UNCHANGED = "unchanged", "未变"
    REFUSED = "refused", "退回"


@dataclass
class Verdict:
    """What one row would do."""

    number: int
    kind: str
    name: str
    office: str
    cells: dict[str, str]
    values: dict = field(default_factory=dict)
    content: dict = field(default_factory=dict)
    power: Power | None = None
    changes: list[list[str]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


class Examiner:
    """Looks at the rows of one file. `strict` also refuses offices and laws that no register knows."""

    def __init__(self, within: Area, *, classes, strict: bool = False):
        self.within, self.classes, self.strict = within, classes, strict
        self.offices = {office.name: office for office in Office.objects.filter(area=within)}
        self.laws = set(Law.objects.values_list("name", flat=True)) if strict else set()
        self.seen: dict[tuple, int] = {}

    def examine(self, rows: list[Row]) -> list[Verdict]:
        known = self._powers(rows)
        return [self._one(row, known) for row in rows]

    def _powers(self, rows: list[Row]) -> dict[tuple[str, str], Power]:
        """The powers these rows may be about, by (office, name) and by (office, code)."""
        names = {" ".join(row.cells.get(COLUMNS["name"], "").split()) for row in rows}
        codes = {row.cells.get(CODE, "").strip() for row in rows} - {""}
        found = Power.objects.filter(models.Q(name__in=names) | models.Q(basic_code__in=codes))
        found = found.filter(office__area=self.within).select_related(
            "current", "power_class", "office__area"
        )
        known = {}
        for power in found:
            known[power.office.name, power.name] = known[power.office.name, power.basic_code] = power
        return known

    def _one(self, row: Row, known: dict) -> Verdict:
        cells = {column: row.cells.get(title, "").strip() for column, title in COLUMNS.items()}
        code = row.cells.get(CODE, "").strip()
        office = full_name(cells["office"], area_name=self.within.name)
        name = " ".join(cells["name"].split())
        power = known.get((office, code or name))
        verdict = Verdict(row.number, Kind.UNCHANGED, name, office, row.cells, power=power)
        if power and power.current and not (row.faults or row.lacking or row.surplus):
            power.current.power = power
            if not changed_columns(power.current, cells):
                return self._once(verdict, code)
        checked = check(row, classes=self.classes)
        self._check_known(checked, office, code, power)
        verdict.refusals, verdict.values = checked.refusals, checked.values
        if not checked.refusals:
            self._weigh(verdict, checked, cells)
        return self._once(verdict, code)

    def _once(self, verdict: Verdict, code: str) -> Verdict:
        """The second of two rows about the same item is refused; a refused row claims nothing."""
        for column, key in (("name", verdict.name), (CODE, code)):
            if key and not verdict.refusals:
                first = self.seen.setdefault((verdict.office, key), verdict.number)
                if first != verdict.number:
                    what = "同名事项" if column == "name" else "编码"
                    reason = f"和第 {first} 行重复：同一个实施主体的{what}只能有一行"
                    verdict.refusals.append(Refusal(verdict.number, COLUMNS.get(column, column), reason))
        if verdict.refusals:
            verdict.kind = Kind.REFUSED
        return verdict

    def _check_known(self, checked: Checked, office: str, code: str, power: Power | None) -> None:
        if not checked.values:
            return
        if self.strict and power and power.current is None:
            checked.refuse("name", "这一项已经取消，重新列入清单要按新增送审")
        if code and power is None:
            reason = f"{office}没有编码是“{code[:20]}”的事项；新增的事项不要填编码，由系统编"
            checked.refusals.append(Refusal(checked.number, CODE, reason))
        if self.strict and office not in self.offices and office not in known_departments(self.within):
            near = get_close_matches(
                office, [*self.offices, *known_departments(self.within)], n=1, cutoff=0.6
            )
            checked.refuse(
                "office",
                f"没有“{checked.values['office']}”这个部门"
                + (f"，是不是“{near[0]}”" if near else "，请核对名称"),
            )
        for law in {entry["law"] for entry in checked.values["basis"]} if self.laws else ():
            if plain_name(law) not in self.laws:
                near = get_close_matches(plain_name(law), self.laws, n=1, cutoff=0.6)
                hint = f"是不是《{near[0]}》" if near else "请核对名称，或者请法制机构先登记"
                checked.refuse("basis", f"法律法规库里没有《{law}》，{hint}")

    def _weigh(self, verdict: Verdict, checked: Checked, cells: dict) -> None:
        power, values = verdict.power, checked.values
        if power is None or power.current is None:
            verdict.kind, verdict.content = Kind.ADDED, content_of(values)
            return
        changes = changed_columns(power.current, cells, values=values)
        for column in ("power_class", "level"):
            if column in changes:
                checked.refuse(column, f"和清单里现有的这一项不同，请先取消原来的，或者核对{COLUMNS[column]}")
        if not changes or checked.refusals:
            return
        verdict.kind, verdict.changes = Kind.CHANGED, titled(changes)
        verdict.content = merged(power.current, values, changes)
