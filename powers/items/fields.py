"""What an item of each class must, may and must not say (职权要素); enforced where it is written and where it is published.

Refused for every class: an unknown field, a value that is not of its kind, a field the class does not carry, and answers
that contradict each other. What an application brings with it (受理条件、申请材料、申请表、办件类型) is for powers exercised on
application only: penalty, coercion and inspection have no applicant. A complete item lacks nothing its class must have.
"""

from powers.catalogue import PowerClass
from powers.items import discretion, undertakings
from powers.items.values import misfits, spoken
from powers.items.vocabulary import APPLIED, EVERY, FIELDS, GROUPS, Field

ONLY_APPLIED = {"conditions": "受理条件", "materials": "申请材料", "form": "申请表", "case_type": "办件类型"}
# 行政许可法 第三十条：事项、依据、条件、数量、程序、期限、全部材料目录和示范文本都要公示。
COMPLETE = {"basis": "设定依据"}
COMPLETE_APPLIED = {
    "conditions": "受理条件",
    "promised_days": "承诺办结时限",
    "flow_data": "办理流程",
    "result_name": "审批结果",
}


def carries(field: Field, power_class: PowerClass) -> bool:
    return _applies(field.carried, power_class)


def must_carry(field: Field, power_class: PowerClass) -> bool:
    return carries(field, power_class) and _applies(field.must, power_class)


def _applies(classes: str | tuple[str, ...], power_class: PowerClass) -> bool:
    if classes == APPLIED:
        return power_class.on_application
    return classes == EVERY or power_class.pk in classes


def fields_of(group: str, power_class: PowerClass) -> list[Field]:
    return [field for field in GROUPS[group].fields if carries(field, power_class)]


def groups_of(power_class: PowerClass) -> dict[str, str]:
    """The groups of fields that a class has at all, code → word."""
    return {code: group.label for code, group in GROUPS.items() if fields_of(code, power_class)}


def faults(content: dict, power_class: PowerClass) -> list[str]:
    """What keeps this content from being published as an item of the class, each a sentence."""
    found = []
    if not power_class.on_application:
        named = [label for name, label in ONLY_APPLIED.items() if content[name]]
        found += [f"{power_class.name}依职权行使，没有人申请，请去掉{'、'.join(named)}"] if named else []
    for code, value in content["details"].items():
        field = FIELDS.get(code)
        if field is None:
            found.append(f"要素里有不认识的代码“{code}”")
        elif not carries(field, power_class):
            found.append(f"{power_class.name}没有“{field.label}”这一项，请去掉")
        else:
            found += [f"{field.label}：{words}" for words in misfits(field, value)]
    return found or _contradictions(content)


def missing(content: dict, power_class: PowerClass) -> list[str]:
    """The labels of what a complete item of the class still lacks."""
    needed = COMPLETE | (COMPLETE_APPLIED if power_class.on_application else {})
    lacking = [label for name, label in needed.items() if not content[name]]
    must = [field for field in FIELDS.values() if must_carry(field, power_class)]
    lacking += [field.label for field in must if content["details"].get(field.code) in (None, "", [])]
    if content["charges"] and not (content["fee_basis"] and content["details"].get("fees")):
        lacking.append("收费依据和收费项目")
    return lacking


def aloud(
    content: dict, power_class: PowerClass, *, tables: bool = False
) -> dict[str, list[tuple[str, str]]]:
    """The details as people read them: group word → (label, words), what is not said left out.

    With `tables` without what the page shows as a table of its own: tiers with the statute's range, fees.
    """
    steps, details = step_names(content), content["details"]
    apart = {"tiers", "statute_ranges"} if details.get("tiers") else set()
    apart = (apart | {"fees"} if details.get("fees") else apart) if tables else ()
    found = {}
    for group, label in groups_of(power_class).items():
        rows = [
            (f.label, spoken(f, content["details"].get(f.code), steps=steps))
            for f in fields_of(group, power_class)
            if f.code not in apart
        ]
        found[label] = [row for row in rows if row[1]]
    return {label: rows for label, rows in found.items() if rows}


def step_names(content: dict) -> dict[str, str]:
    return {step["code"]: step["name"] for step in content["flow_data"].get("steps", ())}


def _contradictions(content: dict) -> list[str]:
    details, found = content["details"], []
    if details.get("fees") and not content["charges"]:
        found.append("写了收费项目，又写着不收费，请改成一致")
    if details.get("body_nature") == "3" and not details.get("entrusted_by"):
        found.append("实施主体是受委托组织，请写明委托部门")
    if details.get("visits") and not details.get("visit_reason"):
        found.append("要到现场办理的，请写明必须现场办理的原因")
    steps = step_names(content)
    for risk in details.get("risks", ()) if steps else ():
        if risk["step"] not in steps:
            found.append(
                f"风险点写在环节“{risk['step']}”，流程里没有这一步，请在“风险点”页重新选，或者写到流程的那一步里"
            )
    return found + discretion.faults(details) + undertakings.faults(content)
