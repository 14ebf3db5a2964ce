"""The choices beside a list of powers, each with how many it would show: what the words and the other filters leave."""

from django.utils.http import urlencode

from hall.catalogue import items
from powers.catalogue import PowerClass
from powers.force import Force
from powers.people.offices import Level, Office
from powers.search.facets import Facets

FORCES = {force.value: force.label for force in (Force.CURRENT, Force.SUSPENDED, Force.LAPSED)}


def filters(numbers: Facets, wanted: dict) -> list[dict]:
    """Level, office and theme, the fullest first; what is chosen stays in view even when it finds nothing."""
    names = dict(Office.objects.filter(pk__in=_codes(numbers, wanted, "office")).values_list("pk", "name"))
    by = numbers.by
    levels = [(str(value), Level(value).label, n) for value, n in sorted(by["level"].items())]
    offices = [(code, names.get(code, code), n) for code, n in by["office"].items()]
    themes = [(theme, theme, n) for theme, n in by["theme"].items() if theme]
    if wanted.get("office") in names and wanted["office"] not in by["office"]:
        offices.append((wanted["office"], names[wanted["office"]], 0))
    return [
        _facet("level", "行使层级", levels, wanted),
        _facet("office", "实施部门", sorted(offices, key=_fullest), wanted),
        _facet("theme", "主题", sorted(themes, key=_fullest), wanted),
        _facet("force", "效力", _forces(numbers, wanted), wanted),
    ]


def _forces(numbers: Facets, wanted: dict) -> list[tuple]:
    """Only worth asking where something does not take cases, or is asked for."""
    counted = numbers.by["force"]
    rows = [(force, FORCES[force], counted[force]) for force in FORCES if counted[force]]
    return rows if wanted.get("force") or [force for force, *_ in rows] not in ([], ["current"]) else []


def _codes(numbers: Facets, wanted: dict, name: str) -> set:
    return {*numbers.by[name], *([wanted[name]] if name in wanted else [])}


def _fullest(row: tuple) -> tuple:
    return -row[2], row[1]


def _facet(name: str, title: str, rows: list, wanted: dict) -> dict:
    return {"name": name, "title": title, "rows": rows, "value": wanted.get(name, "")}


def audiences(numbers: Facets) -> list[tuple[str, str, int]]:
    return [(kind, words[0], numbers.by["audience"][kind]) for kind, words in items.AUDIENCES.items()]


def classes(numbers: Facets, wanted: dict, q: str, *, kept: dict | None = None) -> list[dict]:
    """The chips of the classes, each with its number and its address; the other filters stay."""
    counted = numbers.by["power_class"]
    keep = (
        (kept or {})
        | ({"q": q} if q else {})
        | {name: value for name, value in wanted.items() if name != "power_class"}
    )
    chips = [_chip("全部", counted.total(), keep, on="power_class" not in wanted)]
    for each in PowerClass.objects.filter(pk__in=[*counted, wanted.get("power_class", "")]):
        on = wanted.get("power_class") == each.code
        chips.append(_chip(each.name, counted[each.code], keep | {"power_class": each.code}, on=on))
    return chips


def _chip(name: str, count: int, asked: dict, *, on: bool) -> dict:
    return {"name": name, "count": count, "url": f"?{urlencode(asked)}", "on": on}


def chosen_chips(
    wanted: dict, q: str, listed: list[dict], *, kept: dict | None = None
) -> list[tuple[str, str]]:
    """Each filter in force with the address that takes it away."""
    labels = {facet["name"]: {str(row[0]): row[1] for row in facet["rows"]} for facet in listed}
    labels["audience"] = {kind: name for kind, (name, _, _) in items.AUDIENCES.items()}
    labels["force"] = FORCES
    labels["level"] = {str(level.value): level.label for level in Level}
    keep = (kept or {}) | ({"q": q} if q else {})
    return [
        (
            labels[name].get(value, value),
            f"?{urlencode(keep | {k: v for k, v in wanted.items() if k != name})}",
        )
        for name, value in wanted.items()
        if name != "power_class"
    ]
