"""A published edition and a row of a file, set side by side: what the row changes, and the content that follows from it.

What a file has no column for (a flow drawn by hand, a form, further particulars) stays as it was published. The flow is drawn
anew only when it was the standard one or does not fit the new limits. A cell that reads as the export wrote it changes nothing.
"""

from powers.catalogue import Edition
from powers.flow.flow import Flow, findings
from powers.imports.rows import COLUMNS
from powers.items.contents import ON_THE_SPOT, content_of
from powers.items.limit_units import Unit, limits_of, statutory

LIMITS = ("statutory_days", "promised_days", "promise_is_demo")
PLAIN = ("name", "charges", "fee_basis", "result_name", "theme")


def cells_of(edition: Edition) -> dict[str, str]:
    """An edition as a row of the file, by column."""
    power = edition.power
    on_the_spot = edition.statutory_days is None and edition.limit_wording == ON_THE_SPOT
    audience = [word for word, on in (("自然人", edition.for_person), ("法人", edition.for_enterprise)) if on]
    return {
        "name": edition.name,
        "power_class": power.power_class.name,
        "office": power.office.name,
        "level": power.get_level_display(),
        "basis": ";".join(f"《{entry['law']}》{entry['article']}" for entry in edition.basis),
        "statutory_days": "0" if on_the_spot else _workdays(edition),
        "promised_days": "" if edition.promise_is_demo else _number(edition.promised_days),
        "case_type": edition.case_type,
        "audience": ";".join(audience),
        "charges": "是" if edition.charges else "否",
        "fee_basis": edition.fee_basis,
        "materials": ";".join(material["name"] for material in edition.materials),
        "result_name": edition.result_name,
        "theme": edition.theme,
    }


def changed_columns(
    edition: Edition, cells: dict[str, str], *, values: dict | None = None
) -> dict[str, tuple[str, str]]:
    """Column → (before, after) of what a row says otherwise; `values` are the row's cells as they were understood."""
    before = cells_of(edition)
    found = {}
    for column, text in cells.items():
        if column == "office" or _same(before[column], text):
            continue
        if values is None or not _means_the_same(edition, column, values):
            found[column] = (before[column], text)
    return found


def merged(edition: Edition, values: dict, columns) -> dict:
    """The content of the next edition: the published one with what the row changes."""
    old, new = edition.content(), content_of(values)
    content = dict(old)
    for column in columns:
        if column in PLAIN:
            content[column] = new[column]
    if "basis" in columns:
        known = {(entry["law"], entry["article"]): entry for entry in old["basis"]}
        content["basis"] = [known.get((entry["law"], entry["article"]), entry) for entry in new["basis"]]
    if "materials" in columns:
        content["materials"] = _materials(old["materials"], new["materials"])
    if "audience" in columns:
        content |= {name: new[name] for name in ("for_person", "for_enterprise")}
    if {"statutory_days", "promised_days", "case_type"} & set(columns):
        content |= _limits(old, new)
    if "case_type" in columns:
        content["case_type"] = new["case_type"]
    return _fitting(content, old, new)


def _limits(old: dict, new: dict) -> dict:
    kept = "" if old["limit_wording"] == ON_THE_SPOT else old["limit_wording"]
    return {name: new[name] for name in LIMITS} | {"limit_wording": new["limit_wording"] or kept}


def _fitting(content: dict, old: dict, new: dict) -> dict:
    """The form and the flow, drawn anew where the published ones no longer fit."""
    if bool(old["flow_data"]) != bool(new["flow_data"]):
        return content | {name: new[name] for name in ("flow_data", "form", "materials")}
    if old["flow_data"] and _unsound(content):
        content["flow_data"] = new["flow_data"]
    return content


def _unsound(content: dict) -> bool:
    flow = Flow.from_data(content["flow_data"])
    return bool(findings(flow, **limits_of(content), result_name=content["result_name"]))


def _materials(old: list[dict], new: list[dict]) -> list[dict]:
    """Materials of the same name keep what was published of them; new ones get codes of their own."""
    known = {material["name"]: material for material in old}
    taken = {material["code"] for material in old}
    free = (f"m{number}" for number in range(1, 1000) if f"m{number}" not in taken)
    return [known.get(each["name"]) or each | {"code": next(free)} for each in new]


def _same(before: str, after: str) -> bool:
    return " ".join(before.split()) == " ".join(after.split())


def _means_the_same(edition: Edition, column: str, values: dict) -> bool:
    if column == "materials":
        return values["materials"] == [material["name"] for material in edition.materials]
    if column == "basis":
        cited = [(entry["law"], entry["article"]) for entry in edition.basis]
        return [(entry["law"], entry["article"]) for entry in values["basis"]] == cited
    if column == "audience":
        return (values["for_person"], values["for_enterprise"]) == (
            edition.for_person,
            edition.for_enterprise,
        )
    if column == "statutory_days":
        return values["statutory_days"] == edition.statutory_days and edition.limit_wording != ON_THE_SPOT
    return False


def _workdays(edition: Edition) -> str:
    """The column is for working days; a limit in another unit is not said in it."""
    unit = statutory(edition.statutory_days, edition.details)[1]
    return _number(edition.statutory_days) if unit == Unit.WORKING else ""


def _number(days: int | None) -> str:
    return "" if days is None else str(days)


def titled(columns: dict[str, tuple[str, str]]) -> list[list[str]]:
    return [[COLUMNS[column], before, after] for column, (before, after) in columns.items()]
