"""The establishment (编制): areas, classes of power and offices as the catalogue needs them, the same in both zones.

Decides an office's name in its area, its credit code, short name, numbering word and department number. What is in the
tables of `data/` has the number given there; an office that is not gets a number from its name, so that two machines that
never spoke give it the same.
"""

import csv
from functools import cache
from hashlib import sha256
from pathlib import Path

from ledger.verbs import Refused
from powers.catalogue import PowerClass
from powers.codes import office_code
from powers.people.offices import Area, Office

DATA = Path(__file__).parents[1] / "data"
OTHERS = range(61, 99)


def area(code: str) -> Area:
    """The area with this code and all it lies in; refused when the table does not know it."""
    row = _areas().get(code)
    if row is None:
        raise Refused(f"没有区划代码“{code}”，请写六位代码，例如 320100")
    parent = area(row["parent"]) if row["parent"] else None
    facts = {"name": row["name"], "level": int(row["level"]), "parent": parent}
    return Area.objects.get_or_create(code=code, defaults=facts)[0]


def power_classes() -> dict[str, PowerClass]:
    """All classes of power by name."""
    rows = table("classes.csv")
    PowerClass.objects.bulk_create(
        [
            PowerClass(code=row["code"], name=row["name"], on_application=row["on_application"] == "1")
            for row in rows
        ],
        ignore_conflicts=True,
    )
    return {each.name: each for each in PowerClass.objects.all()}


def office(name: str, *, within: Area) -> Office:
    """The office called so in an area, made when it is new. 市卫生健康委员会 in 南京市 is 南京市卫生健康委员会."""
    full = full_name(name, area_name=within.name)
    found = Office.objects.filter(area=within, name=full).first()
    return found or Office.objects.create(area=within, name=full, **_office_facts(full, within=within))


def full_name(name: str, *, area_name: str) -> str:
    plain = name.strip()
    if plain.startswith(area_name):
        return plain
    return area_name + plain.removeprefix(area_name[-1])


def department(name: str, *, within: Area) -> str:
    """The two digits of the department in the basic code."""
    row = _departments().get(name.removeprefix(within.name))
    return row["code"] if row else f"{OTHERS[_number(name) % len(OTHERS)]:02d}"


def department_names() -> dict[str, str]:
    """The departments of a city government, number → name."""
    return {row["code"]: row["name"] for row in _departments().values()}


def known_departments(within: Area) -> set[str]:
    """The full names that departments of an area have by the table, whether they hold powers yet or not."""
    return {within.name + name for name in _departments()}


def _office_facts(full: str, *, within: Area) -> dict:
    rest = full.removeprefix(within.name)
    row = _departments().get(rest) or {"short": rest[:18], "numbering": rest[:2], "code": ""}
    # Known departments keep small numbers; the others a number of their name, far above.
    serial = int(row["code"]) if row["code"] else 100_000 + _number(full) % 99_000_000
    return {
        "code": office_code(area=within.code, serial=serial),
        "short_name": within.name[-1] + row["short"],
        "numbering": (_areas()[within.code]["numbering"] + row["numbering"])[:10],
        "phone": "12345",
        "address": f"{within.name}政务服务中心",
    }


def _number(text: str) -> int:
    return int(sha256(text.encode()).hexdigest()[:12], 16)


@cache
def _areas() -> dict[str, dict]:
    return {row["code"]: row for row in table("areas.csv")}


@cache
def _departments() -> dict[str, dict]:
    return {row["name"]: row for row in table("departments.csv")}


def table(name: str) -> list[dict]:
    """One of the tables of `data/`, a row a dictionary."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
