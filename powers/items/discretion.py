"""The tiers of discretion of a penalty (裁量基准) as numbers: from where to where each degree goes, in which unit, of what.

A tier may be words alone (警告). One that names a unit has bounds, and is checked: bounds in order, inside the range that
the statute gives for the same act, unit and base, and each degree going on where the one before it ends. What is left open
between two degrees would be nobody's rule; what two degrees share would be two rules for one act.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from powers.items.vocabulary import FIELDS

KEY = ("act", "unit", "base")


@dataclass(frozen=True)
class Tier:
    """One degree as people read it."""

    name: str
    circumstances: str
    range: str
    standard: str
    basis: str


@dataclass(frozen=True)
class Ladder:
    """The degrees of one act, and the range that the statute gives."""

    act: str
    statute: tuple[str, ...]
    tiers: tuple[Tier, ...]


def faults(details: dict) -> list[str]:
    """What is wrong with the tiers, each a sentence that says how to mend it."""
    tiers, ranges = _rows(details, "tiers"), _rows(details, "statute_ranges")
    found = [words for row in tiers for words in _incomplete(row)]
    found += [words for row in ranges for words in _out_of_order(row, f"法定幅度“{span(row)}”")]
    if found:
        return found
    for key, group in _groups(tiers).items():
        found += [words for row in group for words in _out_of_order(row, f"“{row['tier']}”")]
        found += [words for one, two in pairwise(group) if (words := _apart(one, two))]
        found += [words for row in group for words in _outside(row, [r for r in ranges if _key(r) == key])]
    return found


def ladders(details: dict) -> list[Ladder]:
    """The tiers as they are shown, act by act, each with the statute's range."""
    tiers, ranges = _rows(details, "tiers"), _rows(details, "statute_ranges")
    acts = dict.fromkeys(row.get("act", "") for row in tiers)
    return [
        Ladder(
            act=act,
            statute=tuple(
                f"{span(row)}（{row['basis']}）" if row.get("basis") else span(row)
                for row in ranges
                if row.get("act", "") == act
            ),
            tiers=tuple(_tier(row) for row in tiers if row.get("act", "") == act),
        )
        for act in acts
    ]


def span(row: dict) -> str:
    """500—1000 元, or 违法所得的 1—3 倍."""
    if not row.get("unit"):
        return ""
    unit = UNITS.get(row["unit"], row["unit"])
    lower, upper = row.get("lower", ""), row.get("upper", "")
    bounds = lower if lower == upper else f"{lower}—{upper}"
    return f"{row['base']}的 {bounds} {unit}" if row.get("base") else f"{bounds} {unit}"


def _tier(row: dict) -> Tier:
    said = {name: row.get(name, "") for name in ("circumstances", "standard", "basis")}
    return Tier(name=row.get("tier", ""), range=span(row), **said)


def _incomplete(row: dict) -> Iterable[str]:
    bounds = [row.get(name) for name in ("lower", "upper")]
    if not row.get("unit"):
        if any(bounds):
            yield f"裁量基准“{row['tier']}”写了上下限，请选单位"
        elif not row.get("standard"):
            yield f"裁量基准“{row['tier']}”没有写裁量标准，也没有写幅度，请写一样"
    elif not all(bounds):
        yield f"裁量基准“{row['tier']}”选了单位，请把下限和上限都写上；只有一个数的，两处写一样"


def _out_of_order(row: dict, name: str) -> Iterable[str]:
    if Decimal(row["lower"]) > Decimal(row["upper"]):
        yield f"{name}的下限 {row['lower']} 比上限 {row['upper']} 大，请对调或者改正"


def _apart(one: dict, two: dict) -> str:
    end, start = Decimal(one["upper"]), Decimal(two["lower"])
    names, unit = f"“{one['tier']}”到 {one['upper']}", UNITS.get(one["unit"], "")
    if start > end:
        return f"{names} {unit}为止，“{two['tier']}”从 {two['lower']} {unit}开始，中间有空档，请接上"
    if start < end:
        return f"{names} {unit}为止，“{two['tier']}”从 {two['lower']} {unit}开始，有重叠，请分开"
    return ""


def _outside(row: dict, ranges: list[dict]) -> Iterable[str]:
    inside = [
        r
        for r in ranges
        if Decimal(r["lower"]) <= Decimal(row["lower"]) and Decimal(row["upper"]) <= Decimal(r["upper"])
    ]
    if ranges and not inside:
        given = "、".join(span(r) for r in ranges)
        yield f"“{row['tier']}”的 {span(row)} 超出法定幅度 {given}，请改到幅度以内"


def _groups(tiers: list[dict]) -> dict[tuple, list[dict]]:
    found: dict[tuple, list[dict]] = {}
    for row in tiers:
        if row.get("unit"):
            found.setdefault(_key(row), []).append(row)
    return found


def _key(row: dict) -> tuple:
    return tuple(row.get(name, "") for name in KEY)


def _rows(details: dict, code: str) -> list[dict]:
    return list(details.get(code) or ())


UNITS = next(dict(column.choices) for column in FIELDS["tiers"].columns if column.code == "unit")
