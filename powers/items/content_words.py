"""A content as words: every field as lines that people read, each line under the key that identifies it.

It decides how a value reads aloud and what makes two entries the same entry; it compares nothing.
"""

from collections.abc import Hashable, Iterable

from powers.catalogue import PowerClass
from powers.flow.paper_vocabulary import name_of
from powers.flow.step_papers import fitting
from powers.flow.steps import Lane, StepKind
from powers.forms.vocabulary import questions_of
from powers.forms.words import conditions_aloud, question_aloud
from powers.items.fields import fields_of, groups_of, step_names
from powers.items.limit_units import statutory, words
from powers.items.undertakings import aloud as undertaking_aloud
from powers.items.values import row_aloud, spoken

STEP_WORDS = {
    "lane": {lane.value: lane.label for lane in Lane},
    "kind": {kind.value: kind.label for kind in StepKind},
}
TEXTS = {
    "name": "事项名称",
    "result_name": "审批结果",
    "theme": "主题",
    "case_type": "办件类型",
    "conditions": "受理条件",
    "limit_wording": "时限原文",
    "fee_basis": "收费依据",
}
LISTS = {"basis": "设定依据", "materials": "申请材料", "form": "申请表", "flow_data": "办理流程"}
ONLY_APPLIED = ("result_name", "case_type", "conditions", "materials", "form", "flow_data")

Lines = dict[Hashable, str]


def lines_of(content: dict, power_class: PowerClass) -> dict[str, Lines]:
    """Each field's label, and its lines; a field that says nothing has none."""
    found = {label: _one(content[name]) for name, label in TEXTS.items() if _has(name, power_class)}
    found["服务对象"] = _one(audience(content))
    found["法定办结时限"] = _one(statutory_aloud(content))
    found["承诺办结时限"] = _one(days(content["promised_days"]))
    found["收费"] = _one("收费" if content["charges"] else "不收费")
    asked = {question["code"]: question for question in questions_of(content["form"])}
    readers = {
        "basis": _basis,
        "materials": lambda each: _materials(each, asked),
        "form": _form,
        "flow_data": _flow,
    }
    found |= {label: readers[name](content[name]) for name, label in LISTS.items() if _has(name, power_class)}
    return found | _details(content, power_class)


def audience(content: dict) -> str:
    return "、".join(
        word for name, word in (("for_person", "自然人"), ("for_enterprise", "法人")) if content[name]
    )


def days(count: int | None) -> str:
    return "" if count is None else f"{count} 个工作日"


def statutory_aloud(content: dict) -> str:
    count, unit = statutory(content["statutory_days"], content["details"])
    return "" if count is None else words(count, unit)


def material_aloud(material: dict, asked: dict[str, dict]) -> str:
    """申请表（必交，电子，申请人自备，原件 1 份）"""
    copies = [
        f"{word} {material[key]} 份"
        for key, word in (("originals", "原件"), ("copies", "复印件"))
        if material.get(key)
    ]
    need = NEEDS.get(material.get("need", ""), "必交" if material["required"] else "视情形交")
    if material.get("need") == "later" and material.get("wait_days"):
        need += f"，最多 {material['wait_days']} 个工作日"
    said = [need, material["form"], material["source"], *copies]
    said += ["可以共享，不用交"] if material.get("shared") else []
    said += [material[key] for key in ("basis", "standard", "note") if material.get(key)]
    when = conditions_aloud(material, asked)
    said += [f"{when}的才交"] if when else []
    said.append(undertaking_aloud(material))
    return f"{material['name']}（{'，'.join(word for word in said if word)}）"


NEEDS = {"must": "必交", "if": "视情形交", "later": "可以容缺后补"}


def _has(name: str, power_class: PowerClass) -> bool:
    return power_class.on_application or name not in ONLY_APPLIED


def _one(text: str) -> Lines:
    return _keyed([("", text)]) if text else {}


def _keyed(pairs: Iterable[tuple[Hashable, str]]) -> Lines:
    """Lines under their keys; a key that comes again is told apart by its number."""
    found: Lines = {}
    for key, text in pairs:
        found[(key, sum(1 for known, _ in found if known == key))] = text
    return found


def _basis(basis: list) -> Lines:
    return _keyed(((e["law"], e["article"]), f"《{e['law']}》{e['article']}") for e in basis)


def _materials(materials: list, asked: dict[str, dict]) -> Lines:
    return _keyed((material["code"], material_aloud(material, asked)) for material in materials)


def _form(form: dict) -> Lines:
    others = {question["code"]: question for question in questions_of(form)}
    return _keyed((code, question_aloud(question, others)) for code, question in others.items())


def _flow(flow: dict) -> Lines:
    return _keyed((step["code"], _step(step)) for step in flow.get("steps", ()))


def _step(step: dict) -> str:
    said = [
        STEP_WORDS["lane"].get(step["lane"], ""),
        f"{step.get('limit_days', 0)} 个工作日" if step.get("limit_days") else "",
        *_unusual_papers(step),
    ]
    return f"{step['name']}（{'，'.join(word for word in said if word)}）"


def _unusual_papers(step: dict):
    """Papers are told where they are not those that fit the step anyway."""
    for outcome in step.get("outcomes", ()):
        if "papers" in outcome and set(outcome["papers"]) != set(fitting(step["kind"], outcome["code"])):
            yield f"“{outcome['label']}”的文书{papers_aloud(step, outcome)}"


def papers_aloud(step: dict, outcome: dict) -> str:
    """《准予行政许可决定书》《行政许可证件》; 没有 where the result issues none."""
    codes = outcome.get("papers", fitting(step["kind"], outcome["code"]))
    return "".join(f"《{name_of(code)}》" for code in sorted(codes, key=name_of)) or "没有"


def _details(content: dict, power_class: PowerClass) -> dict[str, Lines]:
    steps, found = step_names(content), {}
    for group in groups_of(power_class):
        for field in fields_of(group, power_class):
            value = content["details"].get(field.code)
            if field.kind == "rows":
                found[field.label] = _rows(field, value or [], steps)
            else:
                found[field.label] = _one(spoken(field, value, steps=steps))
    return found


def _rows(field, rows: list, steps: dict) -> Lines:
    """Rows have no code; the first columns that every row must have tell them apart."""
    keys = [column.code for column in field.columns if column.must][:2]
    return _keyed(
        (tuple(row.get(key, "") for key in keys), row_aloud(field, row, steps=steps)) for row in rows
    )
