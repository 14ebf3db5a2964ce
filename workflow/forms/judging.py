"""Whether a typed answer can stand, and its one spelling: a judge for each kind of question.

Each takes the question, the cleaned text and today, and returns what to keep or raises the sentence for the person. All is
kept as text, but for money: whole 分.
"""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from unicodedata import category, normalize

from django.forms import ValidationError

from powers.codes import credit_code_fault, id_number_fault
from workflow.forms.arising import FEN

LONGEST = {"text": 200, "textarea": 2000, "address": 200}
DATE_SHAPE = re.compile(r"((?:19|20)\d\d)(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))", re.ASCII)
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?")
DOCUMENT = re.compile(r"[0-9A-Z]{5,20}", re.ASCII)
MOST_FEN = 10**15
MASKS = {"9": r"\d", "A": "[A-Z]", "*": ".*"}
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
    if question.get("pattern") and not follows(question["pattern"], text):
        raise ValidationError(question["pattern_says"])
    return text


def follows(pattern: str, text: str) -> bool:
    """Whether a text has the shape of a pattern: 9 a figure, A a capital, * anything, all else itself; blanks do not count."""
    shape, plain = ("".join(normalize("NFKC", each).split()) for each in (pattern, text))
    expression = "".join(MASKS.get(char, re.escape(char)) for char in shape)
    return bool(re.fullmatch(expression, plain.upper() if "A" in shape else plain, re.ASCII))


def _address(question: dict, text: str, today: date) -> str:
    if not DOOR.search(text):
        raise ValidationError(f"请填写门牌号，例如“{question.get('example') or EXAMPLES['address']}”")
    return _text(question, text, today)


def _number(question: dict, text: str, _) -> str:
    decimals = question.get("decimals", 2 if question["kind"] == "money" else 0)
    if question["kind"] == "money":
        decimals = min(decimals, FEN[question.get("unit", "元")])
    plain = normalize("NFKC", text).replace(",", "").replace(" ", "")
    number = _decimal(plain)
    if number is None or -number.as_tuple().exponent > decimals:
        places = f"，最多 {decimals} 位小数" if decimals else ""
        whole = "" if decimals else "整数"
        raise ValidationError(f"{question['label']}只填{whole or '数字'}{places}，例如 {_example(question)}")
    low, high = Decimal(question.get("min", 0)), Decimal(question.get("max", _most(question)))
    if not low <= number <= high:
        raise ValidationError(f"{question['label']}填 {low} 到 {high} 之间的数，例如 {_example(question)}")
    return f"{number:f}"


def _most(question: dict) -> int:
    money = question["kind"] == "money"
    return MOST_FEN // 10 ** FEN[question.get("unit", "元")] if money else 10**12


def _money(question: dict, text: str, today: date) -> int:
    """Whole 分: an amount in 元 or 万元 without any rounding."""
    return int(Decimal(_number(question, text, today)).scaleb(FEN[question.get("unit", "元")]))


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


def _date(question: dict, text: str, today: date) -> str:
    day = read_day(text)
    if day is None:
        raise ValidationError(
            f"{question['label']}按年-月-日填写，例如 {question.get('example') or EXAMPLES['date']}"
        )
    for side, fixed in fixed_days(question, today=today).items():
        sentence = beyond(question, day, side, fixed, named="今天" if question[side] == "today" else "")
        if sentence:
            raise ValidationError(sentence)
    return day.isoformat()


def read_day(text) -> date | None:
    """The day a text means, however it is spelled."""
    found = DATE_SHAPE.fullmatch(normalize("NFKC", text).replace(" ", "")) if isinstance(text, str) else None
    if found:
        year, month, day = (int(part) for part in found.groups() if part)
        with suppress(ValueError):
            return date(year, month, day)
    return None


def fixed_days(question: dict, *, today: date) -> dict[str, date]:
    """The bounds of a date that need no other answer."""
    named = {side: question[side] for side in ("not_before", "not_after") if question.get(side)}
    days = {side: today if word == "today" else read_day(word) for side, word in named.items()}
    return {side: day for side, day in days.items() if day}


def beyond(question: dict, day: date, side: str, bound: date, *, named: str = "") -> str:
    """The sentence for a day on the wrong side of its bound; empty when it is right."""
    if (day >= bound) if side == "not_before" else (day <= bound):
        return ""
    words = f"{named}（{bound}）" if named else f" {bound} "
    return f"{question['label']}要填{words}{'当天或者以后' if side == 'not_before' else '当天或者以前'}的日期，请核对"


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


def _document(question: dict, text: str, _) -> str:
    """The number of some document of identity; what kind it is decides whether it is judged further."""
    plain = normalize("NFKC", text).replace(" ", "").upper()
    right = DOCUMENT.fullmatch(plain)
    return _without_fault(plain, "" if right else f"{question['label']}照证件填 5 到 20 位数字和字母")


def _without_fault(text: str, fault: str) -> str:
    if fault:
        raise ValidationError(fault)
    return text


JUDGES = {
    "text": _text,
    "textarea": _text,
    "address": _address,
    "number": _number,
    "money": _money,
    "date": _date,
    "phone": _phone,
    "id_number": _id_number,
    "credit_code": _credit_code,
    "document": _document,
}
