"""The words of application forms: kinds of questions with what may be said of each, parts of blocks, and meanings.

A meaning says that two questions of different items ask the same thing, so what is known is offered and not asked again.
Forms of older editions use the first kinds only and stay readable as they are.
"""

import re

KINDS = {
    "text": "一行字", "textarea": "几行字", "number": "数字", "money": "金额", "date": "日期", "choice": "选一个",
    "choices": "选几个", "address": "地址", "phone": "电话", "id_number": "身份证号", "credit_code": "统一社会信用代码",
    "person": "一个人", "enterprise": "一个单位", "table": "表格", "upload": "上传文件",
}  # fmt: skip
CHOSEN = ("choice", "choices")
COMPOUND = ("person", "enterprise", "table", "upload")
IN_CELLS = tuple(kind for kind in KINDS if kind not in (*COMPOUND, "choices", "textarea"))
EVERY = {"code", "label", "kind", "required", "hint", "example", "when", "means"}
# Older editions were published with any of these beside any kind; what a kind does not use is not refused.
PLAIN = {"unit", "options", "min", "max", "decimals"}
MORE = {
    "text": {"pattern", "pattern_says"}, "date": {"not_before", "not_after"}, "address": {"within", "town"},
    "person": {"parts"}, "enterprise": {"parts"}, "table": {"columns", "min_rows", "max_rows", "row_name"},
    "upload": {"max_files"},
}  # fmt: skip
PARTS = {
    "person": {"name": "姓名", "id_kind": "证件种类", "id_number": "证件号码", "phone": "电话"},
    "enterprise": {
        "name": "单位名称", "credit_code": "统一社会信用代码", "legal_person": "法定代表人（负责人）", "phone": "电话",
    },
}  # fmt: skip
# Answers keep the figure; the code says by which rule the number is judged (`identity_documents.py`).
ID_KINDS = {
    "1": "身份证", "2": "护照", "3": "港澳居民来往内地通行证", "4": "台湾居民来往大陆通行证", "5": "外国人永久居留身份证",
    "6": "港澳居民居住证", "7": "台湾居民居住证",
}  # fmt: skip
ID_CODES = {
    "1": "111", "2": "414", "3": "516", "4": "511", "5": "553", "6": "residence_hk_macao", "7": "residence_taiwan",
}  # fmt: skip
CODE = re.compile(r"[a-z][a-z0-9_]{0,30}", re.ASCII)
# Names the page of a section uses itself.
RESERVED = {"later", "do", "seen", "carried", "csrfmiddlewaretoken"}
MOST_SECTIONS, MOST_QUESTIONS, MOST_OPTIONS, MOST_COLUMNS, MOST_ROWS, MOST_FILES = 12, 40, 40, 8, 30, 10

MEANINGS = {
    "holder.name": "申请人姓名或者名称", "holder.id": "申请人证件号码", "holder.phone": "申请人电话",
    "enterprise": "申请单位", "enterprise.name": "单位名称", "enterprise.credit_code": "单位信用代码",
    "enterprise.legal_person": "法定代表人", "agent": "经办人", "agent.name": "经办人姓名", "agent.id": "经办人证件号码",
    "head": "负责人", "head.name": "负责人姓名", "premises.name": "场所名称", "premises.address": "场所地址",
    "premises.area": "场所面积", "project.name": "项目名称", "project.code": "投资项目代码", "contact": "联系人",
    "contact.name": "联系人姓名", "contact.phone": "联系电话", "delivery.address": "邮寄地址",
}  # fmt: skip
# What a part of a block is called among the meanings: a block "agent" knows agent.name, agent.id, agent.phone.
MEANT = {"id_number": "id"}
MAY_MEAN = ("text", "number", "date", "address", "phone", "id_number", "credit_code", "person", "enterprise")


def parts_of(question: dict) -> dict[str, str]:
    """The parts a block asks for, part → word, in their usual order."""
    every = PARTS[question["kind"]]
    wanted = question.get("parts") or every
    return {part: word for part, word in every.items() if part in wanted}


def meaning_of(question: dict, part: str = "") -> str:
    """What a question, or one part of it, is known as; empty when it is known as nothing."""
    means = question.get("means", "")
    return f"{means}.{MEANT.get(part, part)}" if means and part else means


def questions_of(form: dict) -> list[dict]:
    return [question for section in form.get("sections", ()) for question in section["questions"]]


def conditions_of(entry: dict) -> list[dict]:
    """When a question or a material is asked for: all of these must hold."""
    when = entry.get("when") or []
    return when if isinstance(when, list) else [when]
