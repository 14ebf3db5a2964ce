"""Administrative divisions for addresses: Jiangsu by county, the rest of the country by province (GB/T 2260).

The table carries the year of its codes. An address keeps the words beside the code, so an old answer reads as it was told
when a county has been merged since. Towns and streets are written in words: no table of theirs is kept here.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parents[1] / "data" / "divisions.csv"
ANYWHERE, HOME = "000000", "320000"


@dataclass(frozen=True)
class Division:
    code: str
    name: str
    parent: str
    year: int


@cache
def divisions() -> dict[str, Division]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: Division(**{**row, "year": int(row["year"])}) for row in csv.DictReader(file)}


def full_name(code: str) -> str:
    """江苏省南京市鼓楼区; empty for a code the table does not know."""
    found, known = "", divisions()
    while code in known:
        found, code = known[code].name + found, known[code].parent
    return found


@cache
def choices(within: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What may be chosen within a division, under the name of its city: only places at the end of the table."""
    known = divisions()
    parents = {each.parent for each in known.values()}
    ends = [each for each in known.values() if each.code not in parents and _lies(each, within)]
    groups: dict[str, list] = {}
    for each in ends:
        place = known[each.parent].name if each.parent else "外省"
        groups.setdefault(place, []).append((each.code, each.name))
    ordered = sorted(groups.items(), key=lambda group: group[0] == "外省")
    return tuple((name, tuple(found)) for name, found in ordered)


def may_choose(within) -> bool:
    """Whether an address can be asked for within this division."""
    return isinstance(within, str) and (within == ANYWHERE or bool(choices(within)))


def _lies(division: Division, within: str) -> bool:
    if within in (ANYWHERE, division.code):
        return True
    known, code = divisions(), division.parent
    while code:
        if code == within:
            return True
        code = known[code].parent
    return False
