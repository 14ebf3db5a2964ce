"""A section of a form as the page draws it: each question with its controls, its words and where an offered answer is from.

What another section has decided against is left off the page. What this section itself decides stays on it, with the words
that say when to answer: a page works without a script.
"""

from dataclasses import dataclass, field

from powers.forms.vocabulary import conditions_of
from powers.forms.words import when_aloud
from workflow.forms.answers import SectionForm
from workflow.forms.blocks import is_block, part_questions
from workflow.forms.tables import most_rows, rows_shown
from workflow.materials.materials import upload_code


@dataclass(frozen=True)
class Drawn:
    """One question on the page. `bound` for a plain one, `parts` for a block, `rows` for a table, `files` for an upload."""

    question: dict
    shape: str
    hint: str
    source: str = ""
    bound: object = None
    parts: tuple = ()
    rows: tuple = ()
    may_add: bool = False
    files: tuple = ()
    error: str = ""

    @property
    def is_optional(self) -> bool:
        return not self.question.get("required", True)

    @property
    def id(self) -> str:
        return f"id_{self.question['code']}"

    @property
    def columns(self) -> list[dict]:
        return self.question["columns"]


@dataclass(frozen=True)
class Row:
    number: int
    cells: tuple = field(default_factory=tuple)


def drawn(form: SectionForm, *, sources: dict[str, str] | None = None, files=()) -> list[Drawn]:
    """The questions of a section for the page; `sources` says where answers that are offered come from."""
    here = {question["code"]: question for question in form.section["questions"]}
    shown: dict[str, dict] = {}
    for code, question in here.items():
        if code in form.arising or _waits_here(question, here, shown):
            shown[code] = question
    facts = {"sources": sources or {}, "files": files, "here": here}
    return [_drawn(form, question, **facts) for question in shown.values()]


def _waits_here(question: dict, here: dict, shown: dict) -> bool:
    """Whether only answers on this page keep the question from arising."""
    named = [when["question"] for when in conditions_of(question)]
    return bool(named) and all(code in here and code in shown for code in named)


def _drawn(form: SectionForm, question: dict, *, sources: dict, files, here: dict) -> Drawn:
    code = question["code"]
    facts = {"question": question, "hint": when_words(question, here), "source": sources.get(code, "")}
    if is_block(question):
        names = [f"{code}-{part}" for part in part_questions(question)]
        return Drawn(shape="block", parts=tuple(form[name] for name in names), **facts)
    if question["kind"] == "table":
        count = rows_shown(question, form.told.get(code))
        rows = tuple(Row(number, _cells(form, question, number)) for number in range(1, count + 1))
        return Drawn(shape="table", rows=rows, may_add=count < most_rows(question), **facts)
    if question["kind"] == "upload":
        own = tuple(each for each in files if each.code == upload_code(question))
        return Drawn(shape="upload", files=own, error="；".join(form[code].errors), **facts)
    return Drawn(shape="plain", bound=form[code], **facts)


def _cells(form: SectionForm, question: dict, number: int) -> tuple:
    return tuple(
        (column, form[f"{question['code']}-{number}-{column['code']}"]) for column in question["columns"]
    )


def when_words(question: dict, here: dict) -> str:
    """选“变更”“延续”的才填"""
    said = [
        _when(when, here[when["question"]]) for when in conditions_of(question) if when["question"] in here
    ]
    hints = [f"{'，并且'.join(said)}的才填"] if said else []
    return "；".join([*hints, *filter(None, [question.get("hint")])])


def _when(when: dict, on: dict) -> str:
    words = when_aloud(when, on)
    return words if "is" not in when else "上面" + words.removeprefix(f"“{on['label']}”")
