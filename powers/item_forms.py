"""The application form of an item: questions as data in the edition, so that what was asked is known for ever.

Well-known items have a form of their own (`data/forms/`), every other one a general form for its applicants. A form never
asks who the applicant is: that comes from the account. Refused: a form whose questions cannot be asked as written.
"""

import json
from functools import cache
from pathlib import Path

FORMS = Path(__file__).parent / "data" / "forms"
VERSION = 1
KINDS = {
    "text", "number", "money", "date", "choice", "choices", "address", "phone", "textarea", "id_number", "credit_code",
}  # fmt: skip
QUESTION_KEYS = {
    "code", "label", "kind", "required", "hint", "example", "unit", "options", "when", "min", "max", "decimals",
}  # fmt: skip


def form_for(name: str, *, for_person: bool, for_enterprise: bool) -> dict:
    """The form of an item: its own, or the general one for whoever may apply."""
    own = _own().get(name.replace("（", "(").replace("）", ")"))
    if own:
        return own
    audience = "both" if for_person and for_enterprise else "person" if for_person else "enterprise"
    return _read(f"general_{audience}")


def faults(form: dict) -> list[str]:
    """What keeps a form from being asked, each a sentence; an empty form asks nothing and is right."""
    if not form:
        return []
    if form.keys() != {"v", "sections"} or form["v"] != VERSION or not isinstance(form["sections"], list):
        return [f"申请表的格式不对，请写成版本 {VERSION}，并列出各部分"]
    found = _repeated([section.get("code") for section in form["sections"]], "申请表的部分")
    questions = [question for section in form["sections"] for question in section.get("questions", ())]
    found += _repeated([question.get("code") for question in questions], "申请表的问题")
    for section in form["sections"]:
        found += _section_faults(section)
    return found


def _section_faults(section: dict) -> list[str]:
    if not section.get("code") or not section.get("title") or not section.get("questions"):
        return ["申请表的每一部分都要有代码、名称和问题"]
    found, before = [], {}
    for question in section["questions"]:
        found += [f"问题“{question.get('label', '')}”{fault}" for fault in _question_faults(question, before)]
        before[question.get("code")] = question
    return found


def _question_faults(question: dict, before: dict) -> list[str]:
    if not question.get("code") or not question.get("label") or question.get("kind") not in KINDS:
        return ["没有写好代码、名称或者种类"]
    found = [f"有不认识的写法“{key}”" for key in sorted(question.keys() - QUESTION_KEYS)]
    values = [option.get("value") for option in question.get("options", ())]
    if (question["kind"] in ("choice", "choices")) != bool(values) or not all(values):
        found.append("是选择题的要写选项，不是的不写")
    if len(set(values)) != len(values):
        found.append("的选项有重复")
    when = question.get("when")
    if when and not _can_depend(when, before.get(when.get("question"))):
        found.append("的出现条件要指向同一部分里前面的选择题和它的选项")
    return found


def _can_depend(when: dict, on: dict | None) -> bool:
    if on is None or on.get("kind") not in ("choice", "choices") or not when.get("is"):
        return False
    return set(when["is"]) <= {option.get("value") for option in on["options"]}


def _repeated(codes: list, what: str) -> list[str]:
    return [f"{what}代码“{code}”重复" for code in sorted({str(c) for c in codes if codes.count(c) > 1})]


@cache
def _own() -> dict[str, dict]:
    names = json.loads((FORMS / "index.json").read_text(encoding="utf-8"))
    return {name: _read(file) for name, file in names.items()}


@cache
def _read(file: str) -> dict:
    return json.loads((FORMS / f"{file}.json").read_text(encoding="utf-8"))
