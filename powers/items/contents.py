"""From a checked row to the content of an edition: limits, materials, form and flow as they will be published.

A promise that the file leaves blank is made here, as ⌈statutory × 0.4⌉, and marked as demonstration: no office has made
it. An item that people apply for needs a promise for its flow; where the law gives no number of days the demonstration
promise is the general limit of licences. A statutory limit of 0 means on the spot: it is kept as wording, because a clock
of no days would watch nothing.
"""

import csv
from functools import cache, lru_cache
from pathlib import Path

from powers.flow.default_flows import IMMEDIATE, flow_for
from powers.flow.flow import Flow
from powers.forms.item_forms import form_for, situations_of
from powers.items.limit_units import Unit, in_workdays
from powers.people.establishment import DATA

# 行政许可法 第四十二条：自受理行政许可申请之日起二十日内作出行政许可决定。
GENERAL_DAYS = 20
FILLED_ONLINE = ("申请表", "审核表", "登记表", "备案表", "申报表")
FROM_GOVERNMENT = ("许可证", "批准书", "批准手续", "合格书", "证书", "决定书", "执照", "批准文件", "核准文件")
COMES_LATER = "（可以容缺后补）"  # 国发〔2022〕5号：清单写明可以容缺的材料
ON_THE_SPOT = "当场办结"


def content_of(values: dict) -> dict:
    """The whole content of the edition that this row describes."""
    power_class = values["power_class"]
    applied_for = power_class.on_application and bool(values["case_type"])
    law = _wording().get((values["office"], values["name"]), {})
    limits = _limits(values, law, applied_for=applied_for)
    flow = None
    if applied_for:
        flow = _flow(values["name"], power_class.code, values["case_type"], limits["promised_days"])
    audience = {"for_person": values["for_person"], "for_enterprise": values["for_enterprise"]}
    return {
        "name": values["name"],
        "result_name": values["result_name"],
        "theme": values["theme"],
        "case_type": values["case_type"],
        "limit_wording": limits.pop("wording") or law.get("时限原文", ""),
        "fee_basis": values["fee_basis"],
        "conditions": "",
        **limits,
        **audience,
        "charges": values["charges"],
        "basis": values["basis"],
        "materials": _materials(values) if applied_for else [],
        "form": form_for(values["name"], **audience) if applied_for else {},
        "flow_data": flow or {},
        "details": _details(limits, law, applied_for=applied_for),
    }


def _limits(values: dict, law: dict, *, applied_for: bool) -> dict:
    statutory, promised = values["statutory_days"], values["promised_days"]
    wording = ON_THE_SPOT if statutory == 0 else ""
    # The file's column is for working days; a limit that its statute counts otherwise is known by its wording.
    otherwise = statutory is None and law.get("时限") and applied_for
    statutory = int(law["时限"]) if otherwise else statutory or None
    demo = not promised and (applied_for or statutory is not None)
    if demo:
        unit = Unit(law["单位"]) if otherwise else Unit.WORKING
        promised = _demo_promise(in_workdays(statutory, unit), values["case_type"])
    return {
        "statutory_days": statutory,
        "promised_days": promised or None,
        "promise_is_demo": demo,
        "wording": wording,
    }


def _demo_promise(statutory: int | None, case_type: str) -> int:
    if case_type == IMMEDIATE:
        return 1
    return GENERAL_DAYS if statutory is None else -(-statutory * 4 // 10)


def _details(limits: dict, law: dict, *, applied_for: bool) -> dict:
    if not applied_for:
        return {}
    counted = law.get("单位") and limits["statutory_days"] == int(law["时限"] or 0)
    unit = {"statutory_unit": law["单位"]} if counted else {}
    return {"starts_from": law.get("起算") or "accepted", **unit}


def _flow(name: str, power_class: str, case_type: str, promised_days: int) -> dict | None:
    flow = flow_for(name, power_class, case_type=case_type, promised_days=promised_days)
    return _data_of(flow) if flow else None


@lru_cache(maxsize=1024)
def _data_of(flow: Flow) -> dict:
    return flow.to_data()


def _materials(values: dict) -> list[dict]:
    """The materials of a row; those that depend on an answer of the item's form are needed whenever it calls for them."""
    situations = situations_of(values["name"])
    made = [_material(number, name) for number, name in enumerate(values["materials"], 1)]
    when = {
        material["code"]: situations.get(material["name"].replace("（", "(").replace("）", ")"))
        for material in made
    }
    return [
        m | ({"required": True, "note": "", "when": when[m["code"]]} if when[m["code"]] else {}) for m in made
    ]


def _material(number: int, said: str) -> dict:
    name = said.removesuffix(COMES_LATER)
    online = name.endswith(FILLED_ONLINE)
    sometimes = name.endswith(("的)", "的）"))
    note = "在线填写申请表，不用另外上传" if online else "只在括号里说的情形才要交" if sometimes else ""
    return {
        "code": f"m{number}",
        "name": name,
        "required": not (online or sometimes),
        "form": "在线填写" if online else "电子",
        "source": "政府部门核发" if name.endswith(FROM_GOVERNMENT) else "申请人自备",
        "note": note,
    } | ({"need": "later", "required": False} if name != said else {})


@cache
def _wording() -> dict[tuple[str, str], dict]:
    """The statutes' own words by office and item, with unit and start event, and the length where it is not in working days."""
    with Path(DATA / "limit_wording.csv").open(encoding="utf-8", newline="") as file:
        return {(row["实施主体"], row["事项名称"]): row for row in csv.DictReader(file)}
