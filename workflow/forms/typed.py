"""Between the controls of a page and one value a question: what was typed, unjudged, in the shape it is kept in a draft.

A control is named by its question, a part of a block `question-part`, a cell `question-row-column`, the number of rows
`question-rows`. Whatever arrives, reading it gives a value of the right shape and loses no text.
"""

from powers.forms.vocabulary import MOST_ROWS
from powers.items.divisions import full_name
from workflow.forms.blocks import is_block, part_questions
from workflow.forms.tables import rows_of, rows_shown


def read(section: dict, post) -> dict:
    """The answers as they were typed into the page of a section; files are not among them."""
    kinds = {question["code"]: question for question in section["questions"] if question["kind"] != "upload"}
    return {code: _value(question, post) for code, question in kinds.items()}


def _value(question: dict, post):
    code = question["code"]
    if question["kind"] == "choices":
        return post.getlist(code)
    if is_block(question):
        return _filled({part: post.get(f"{code}-{part}", "").strip() for part in part_questions(question)})
    if question["kind"] == "table":
        numbers = range(1, _count(post.get(f"{code}-rows", "")) + 1)
        return [_row(question, post, number) for number in numbers]
    return post.get(code, "").strip()


def _row(question: dict, post, number: int) -> dict:
    names = {
        column["code"]: f"{question['code']}-{number}-{column['code']}" for column in question["columns"]
    }
    return _filled({code: post.get(name, "").strip() for code, name in names.items()})


def _filled(values: dict) -> dict:
    return {name: value for name, value in values.items() if value}


def _count(text: str) -> int:
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def spread(section: dict, answers: dict) -> dict:
    """Raw answers as the controls of the page have them."""
    found = {}
    for question in section["questions"]:
        code, raw = question["code"], answers.get(question["code"])
        if is_block(question):
            raw = raw if isinstance(raw, dict) else {"detail": raw} if isinstance(raw, str) else {}
            found |= {f"{code}-{part}": raw.get(part, "") for part in part_questions(question)}
        elif question["kind"] == "table":
            found[f"{code}-rows"] = str(rows_shown(question, raw))
            for number, row in enumerate(rows_of(raw), start=1):
                found |= {f"{code}-{number}-{name}": value for name, value in row.items()}
        elif raw is not None:
            found[code] = one_line(raw) if question["kind"] == "address" else raw
    return found


def one_line(raw) -> str:
    """An address in one line, whichever way it was asked."""
    if not isinstance(raw, dict):
        return str(raw)
    area = raw.get("area") or full_name(str(raw.get("code", "")))
    return area + "".join(str(raw.get(part, "")) for part in ("town", "detail"))
