"""Questions of several parts: an address with its division, a person, an enterprise. What is asked, and the one value kept.

A block that may be left out is either left out whole or filled in: one part typed asks for those that belong to it.
"""

from datetime import date

from powers.forms.vocabulary import ID_CODES, ID_KINDS, parts_of
from powers.items.divisions import full_name
from powers.items.identity_documents import document_fault

PARTS = {
    "name": {"kind": "text", "max": 80, "example": "李卫国"},
    "id_kind": {"kind": "choice", "options": [{"value": v, "label": w} for v, w in ID_KINDS.items()], "required": False},
    "id_number": {"kind": "document", "example": "32010619900307002X"},
    "credit_code": {"kind": "credit_code"},
    "legal_person": {"kind": "text", "max": 40, "example": "张小兰"},
    "phone": {"kind": "phone"},
}  # fmt: skip
ENTERPRISE_NAME = {"kind": "text", "max": 80, "example": "南京晴川餐饮管理有限公司"}
CITIZEN = "1"


def is_block(question: dict) -> bool:
    return question["kind"] in ("person", "enterprise") or is_divided(question)


def is_divided(question: dict) -> bool:
    """Whether an address is asked with its division; those of older editions are one line."""
    return question["kind"] == "address" and bool(question.get("within"))


def part_questions(question: dict) -> dict[str, dict]:
    """The questions a block is made of, by part; `word` is what stands over the control."""
    if is_divided(question):
        return _address_parts(question)
    must = question.get("required", True)
    found = {}
    for part, word in parts_of(question).items():
        facts = ENTERPRISE_NAME if part == "name" and question["kind"] == "enterprise" else PARTS[part]
        label = f"{question['label']}的{word}"
        found[part] = {"required": must, **facts, "code": part, "label": label, "word": word}
    return found


def _address_parts(question: dict) -> dict[str, dict]:
    label, must = question["label"], question.get("required", True)
    place = {
        "kind": "division",
        "within": question["within"],
        "label": f"{label}所在的地区",
        "word": "所在地区",
    }
    town = {"kind": "text", "max": 40, "required": False, "word": "街道、乡镇", "extra": True} | {
        "label": f"{label}的街道、乡镇"
    }
    detail = {"kind": "address", "label": label, "word": "详细地址", "example": question.get("example", "")}
    found = {"code": place | {"required": must}, "town": town, "detail": detail | {"required": must}}
    if not question.get("town"):
        del found["town"]
    return {part: asked | {"code": part} for part, asked in found.items()}


def block_value(question: dict, parts: dict) -> dict:
    """What is kept of a block: nothing for what was left blank; a division with the words it goes by today."""
    kept = {part: value for part, value in parts.items() if value}
    if question["kind"] == "person" and not kept.keys() - {"id_kind"}:
        return {}
    if is_divided(question) and kept.get("code"):
        kept["area"] = full_name(kept["code"])
    return kept


def block_faults(question: dict, parts: dict, *, today: date) -> list[tuple[str, str]]:
    """Part and sentence of each thing wrong with the parts together; single parts are judged already."""
    value = block_value(question, parts)
    found = []
    if value and not question.get("required", True):
        asked = part_questions(question)
        lacking = [part for part in parts if not parts[part] and part not in ("id_kind", "town")]
        found += [(part, f"请填写{asked[part]['label']}，不填的把这一组都清空") for part in lacking]
    if question["kind"] == "person" and value.get("id_number"):
        code = ID_CODES.get(value.get("id_kind", CITIZEN), "")
        fault = document_fault(code, value["id_number"], today=today)
        found += [("id_number", f"{question['label']}：{fault}")] if fault else []
    return found
