"""Whether a typed answer can stand, and its one spelling: a judge for each kind of question.

Each takes the question, the cleaned text and today, and returns the text to keep or raises the sentence for the person.
"""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from unicodedata import category, normalize

from django.forms import ValidationError

from powers.codes import credit_code_fault, id_number_fault

LONGEST = {"text": 200, "textarea": 2000, "address": 200}
DATE_SHAPE = re.compile(r"((?:19|20)\d\d)(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))", re.ASCII)
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?")
# A door, a house group or a floor: without one nobody finds the place.
DOOR = re.compile(r"\d|[一二三四五六七八九十百]+[号组队室层幢栋]")
EXAMPLES = {
    "address": "中山北路 12 号 1 层",
    "phone": "138 0000 0317",
    "date": "2026-04-07",
    "number": "85.5",
    "money": "1200.50",
}


def clean_text(text: str, *, many_lines: bool = False) -> str:
    """One spelling (NFC), no invisible characters."""
    lines = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [
        "".join(char for char in line if category(char) not in ("Cc", "Cf", "Cs")).strip() for line in lines
    ]
    return "\n".join(kept).strip() if many_lines else " ".join(line for line in kept if line)


def _text(question: dict, text: str, _) -> str:
    longest = question.get("max") or LONGEST.get(question["kind"], 200)
    if len(text) > longest:
        raise ValidationError(f"{question['label']}最多写 {longest} 个字，现在有 {len(text)} 个字")
    return text


def _address(question: dict, text: str, today: date) -> str:
    if not DOOR.search(text):
        raise ValidationError(f"请填写门牌号，例如“{question.get('example') or EXAMPLES['address']}”")
    return _text(question, text, today)


def _number(question: dict, text: str, _) -> str:
    decimals = question.get("decimals", 2 if question["kind"] == "money" else 0)
    plain = normalize("NFKC", text).replace(",", "").replace(" ", "")
    number = _decimal(plain)
    if number is None or -number.as_tuple().exponent > decimals:
        places = f"，最多 {decimals} 位小数" if decimals else ""
        whole = "" if decimals else "整数"
        raise ValidationError(f"{question['label']}只填{whole or '数字'}{places}，例如 {_example(question)}")
    low, high = Decimal(question.get("min", 0)), Decimal(question.get("max", 10**12))
    if not low <= number <= high:
        raise ValidationError(f"{question['label']}填 {low} 到 {high} 之间的数，例如 {_example(question)}")
    return f"{number:f}"


def _decimal(text: str) -> Decimal | None:
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", text, re.ASCII):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _example(question: dict) -> str:
    whole = question["kind"] == "number" and not question.get("decimals")
    return question.get("example") or ("12" if whole else EXAMPLES[question["kind"]])


def _date(question: dict, text: str, _) -> str:
    plain = normalize("NFKC", text).replace(" ", "")
    found = DATE_SHAPE.fullmatch(plain)
    if found:
        year, month, day = (int(part) for part in found.groups() if part)
        with suppress(ValueError):
            return date(year, month, day).isoformat()
    raise ValidationError(
        f"{question['label']}按年-月-日填写，例如 {question.get('example') or EXAMPLES['date']}"
    )


def _phone(question: dict, text: str, _) -> str:
    plain = normalize("NFKC", text).replace(" ", "").removeprefix("+86")
    mobile = plain.replace("-", "")
    if MOBILE.fullmatch(mobile):
        return mobile
    if LANDLINE.fullmatch(plain):
        return plain
    raise ValidationError(f"{question['label']}填 11 位手机号，或者带区号的座机，例如 025-83000000")


def _id_number(question: dict, text: str, today: date) -> str:
    plain = normalize("NFKC", text).replace(" ", "").upper()
    return _without_fault(plain, id_number_fault(plain, today=today))


def _credit_code(question: dict, text: str, _) -> str:
    plain = normalize("NFKC", text).replace(" ", "").upper()
    return _without_fault(plain, credit_code_fault(plain))


def _without_fault(text: str, fault: str) -> str:
    if fault:
        raise ValidationError(fault)
    return text


JUDGES = {
    "text": _text,
    "textarea": _text,
    "address": _address,
    "number": _number,
    "money": _number,
    "date": _date,
    "phone": _phone,
    "id_number": _id_number,
    "credit_code": _credit_code,
}
