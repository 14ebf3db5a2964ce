"""An answer as people read it: 85.5 平方米, 2026 年 4 月 7 日, 江苏省南京市鼓楼区中山北路 12 号.

Numbers of documents and telephones of persons are masked, unless the reader handles the case. What an older edition kept in
another shape (money as text, an address in one line) reads as it was told.
"""

from datetime import date
from decimal import Decimal

from powers.forms.vocabulary import ID_KINDS, parts_of
from workflow.forms.arising import FEN
from workflow.forms.blocks import CITIZEN, is_block
from workflow.forms.tables import rows_of
from workflow.forms.typed import one_line
from workflow.parties import mask_id, mask_phone


def unit_of(question: dict) -> str:
    return question.get("unit") or ("元" if question["kind"] == "money" else "")


def in_words(question: dict, answer, *, full: bool = False) -> str:
    """An answer in words, rows one a line; empty when there is none."""
    if answer in (None, "", [], {}):
        return ""
    kind = question["kind"]
    if kind in ("choice", "choices"):
        return _chosen(question, answer)
    if kind == "table":
        return _rows(question, answer)
    if kind == "upload":
        return "、".join(map(str, answer)) if isinstance(answer, list) else str(answer)
    if kind == "address":
        return one_line(answer)
    if is_block(question) and isinstance(answer, dict):
        return _block(question, answer, full=full)
    if kind == "id_number" and not full:
        return mask_id(str(answer))
    return f"{_plain(question, answer)} {unit_of(question)}".strip()


def _chosen(question: dict, answer) -> str:
    labels = {option["value"]: option["label"] for option in question["options"]}
    values = answer if isinstance(answer, list) else [answer]
    return "、".join(str(labels.get(str(value), value)) for value in values)


def _rows(question: dict, answer) -> str:
    lines = []
    for number, row in enumerate(rows_of(answer), start=1):
        cells = [(c["label"], in_words(c, row.get(c["code"]))) for c in question["columns"]]
        said = "，".join(f"{label} {words}" for label, words in cells if words)
        lines += [f"{number}. {said}"] if said else []
    return "\n".join(lines)


def _block(question: dict, answer: dict, *, full: bool) -> str:
    said = []
    for part, word in parts_of(question).items():
        value = str(answer.get(part) or "")
        if not value or part == "id_kind":
            continue
        if part == "id_number":
            kind = ID_KINDS.get(str(answer.get("id_kind") or CITIZEN), word)
            said.append(f"{kind} {value if full else mask_id(value)}")
        elif part == "phone":
            said.append(f"电话 {value if full else mask_phone(value)}")
        else:
            said.append(value if part == "name" else f"{word} {value}")
    return "，".join(said)


def _plain(question: dict, answer) -> str:
    kind, text = question["kind"], str(answer)
    try:
        if kind == "date":
            day = date.fromisoformat(text)
            return f"{day.year} 年 {day.month} 月 {day.day} 日"
        if kind == "money":
            return f"{amount(question, answer):,f}"
    except (ValueError, ArithmeticError):
        pass
    return text


def amount(question: dict, answer) -> Decimal:
    """An amount of money in the unit of its question, two places at least: kept in 分, or as text by older editions."""
    if not isinstance(answer, int):
        return Decimal(str(answer).replace(",", ""))
    number = Decimal(answer).scaleb(-FEN.get(unit_of(question), 2)).normalize()
    return number if number.as_tuple().exponent <= -2 else number.quantize(Decimal("0.01"))


def as_typed(question: dict, answer):
    """A kept answer as somebody would type it, to offer it again."""
    if question["kind"] == "money" and isinstance(answer, int):
        return f"{amount(question, answer):f}"
    return answer
