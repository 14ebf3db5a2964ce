"""What the buttons of the form editor do: to the questions of a section, and to the sections of a form.

The name of an act is a word and, where it concerns one entry, its number: `add`, `up-3`, `column-2`, `uncolumn-2-1`. An act
that names nothing of the page changes nothing.
"""

from powers.forms.documents import blank_question, free_code
from powers.forms.vocabulary import MOST_COLUMNS, MOST_QUESTIONS, MOST_SECTIONS


def act_on_questions(questions: list[dict], act: str, *, taken: set[str]) -> int:
    """Change the questions in place; the number of the one to look at next, 0 when the act changed none."""
    word, places = _read(act)
    if word == "add" and not places:
        return _insert(questions, len(questions), taken)
    if not places or not 1 <= places[0] <= len(questions):
        return 0
    n = places[0]
    if word == "insert":
        return _insert(questions, n, taken)
    if word == "delete":
        del questions[n - 1]
        return min(n, len(questions))
    if word in ("up", "down"):
        return swap(questions, n, word)
    if word == "column":
        return _column(questions[n - 1], n)
    if word == "uncolumn" and len(places) == 2 and 1 <= places[1] <= len(questions[n - 1].get("columns", ())):
        del questions[n - 1]["columns"][places[1] - 1]
        return n
    return 0


def act_on_sections(sections: list[dict], act: str, *, taken: set[str]) -> None:
    """Add, move or delete a section; a new one has one question to begin with, since none may be empty."""
    word, places = _read(act)
    if word == "add" and not places and len(sections) < MOST_SECTIONS:
        code = free_code("", {section["code"] for section in sections}, stem="s")
        sections.append(
            {"code": code, "title": f"第 {len(sections) + 1} 部分", "questions": [blank_question(taken)]}
        )
    elif len(places) == 1 and 1 <= places[0] <= len(sections):
        if word == "delete":
            del sections[places[0] - 1]
        elif word in ("up", "down"):
            swap(sections, places[0], word)


def swap(entries: list, n: int, word: str) -> int:
    """Move an entry up or down by one; where it is then, 0 when it cannot go."""
    other = n - 1 if word == "up" else n + 1
    if not 1 <= other <= len(entries):
        return 0
    entries[n - 1], entries[other - 1] = entries[other - 1], entries[n - 1]
    return other


def _read(act: str) -> tuple[str, list[int]]:
    word, *numbers = act.split("-")
    if not all(number.isascii() and number.isdigit() and len(number) < 4 for number in numbers):
        return "", []
    return word, [int(number) for number in numbers]


def _insert(questions: list[dict], place: int, taken: set[str]) -> int:
    if len(questions) >= MOST_QUESTIONS:
        return 0
    questions.insert(place, blank_question(taken | {question["code"] for question in questions}))
    return place + 1


def _column(question: dict, n: int) -> int:
    columns = question.setdefault("columns", [])
    if len(columns) < MOST_COLUMNS:
        code = free_code("", {column["code"] for column in columns}, stem="c")
        columns.append({"code": code, "label": "", "kind": "text", "required": True})
    return n
