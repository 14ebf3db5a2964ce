"""What the pages of a draft form show: every question with the faults that stand at it and what it may look back at."""

from dataclasses import dataclass, field

from powers.forms.documents import COUNTS, condition_rows, option_lines
from powers.forms.faults import Fault, form_faults
from powers.forms.reach import COUNTED, material_faults
from powers.forms.vocabulary import CHOSEN, IN_CELLS, KINDS, MAY_MEAN, MEANINGS, PARTS, questions_of
from powers.forms.words import question_aloud
from powers.items.divisions import ANYWHERE, HOME, divisions

COUNT_WORDS = {
    "min": "最小", "max": "最大", "decimals": "几位小数", "min_rows": "最少几行", "max_rows": "最多几行",
    "max_files": "最多几个文件",
}  # fmt: skip


@dataclass
class ConditionRow:
    """One line of a condition: the question it looks at, and what is chosen of its answers."""

    number: int
    on: dict
    condition: dict
    choices: list[tuple[str, str, bool]] = field(default_factory=list)
    counted: bool = False


@dataclass
class QuestionRow:
    number: int
    question: dict
    faults: list[Fault]
    before: list[dict]
    conditions: list[ConditionRow]
    words: str = ""

    @property
    def kind(self) -> str:
        return self.question["kind"]

    @property
    def chosen(self) -> bool:
        return self.kind in CHOSEN

    @property
    def options(self) -> str:
        return option_lines(self.question)

    @property
    def means(self) -> list[tuple[str, str]]:
        return list(MEANINGS.items()) if self.kind in MAY_MEAN else []

    @property
    def counts(self) -> list[tuple[str, str, object]]:
        words = COUNT_WORDS | ({"max": "最多几个字"} if self.kind in ("text", "textarea") else {})
        return [(name, words[name], self.question.get(name, "")) for name in COUNTS.get(self.kind, ())]

    @property
    def parts(self) -> list[tuple[str, str, bool]]:
        wanted = self.question.get("parts") or PARTS.get(self.kind, ())
        return [(part, word, part in wanted) for part, word in PARTS.get(self.kind, {}).items()]

    @property
    def days(self) -> list[tuple[str, str]]:
        """What a date may be held against."""
        kept = [self.question.get(side, "") for side in ("not_before", "not_after")]
        fixed = [(day, day) for day in dict.fromkeys(kept) if day[:1].isdigit()]
        dates = [(q["code"], f"“{q['label']}”") for q in self.before if q["kind"] == "date"]
        return [("", "不限制"), ("today", "今天"), *dates, *fixed]

    @property
    def columns(self) -> list[dict]:
        return [
            {
                "n": n,
                "column": column,
                "options": option_lines(column),
                "chosen": column.get("kind") in CHOSEN,
            }
            for n, column in enumerate(self.question.get("columns", []), start=1)
        ]


def question_rows(form: dict, section: dict) -> list[QuestionRow]:
    """The rows of one section; each question may look back at every one before it."""
    before, found = _before(form, section), []
    labels = {question["code"]: question for question in questions_of(form)}
    faults = form_faults(form)
    for number, question in enumerate(section["questions"], start=1):
        here = [
            each for each in faults if each.section == section["code"] and each.question == question["code"]
        ]
        rows = conditions(question, before)
        found.append(
            QuestionRow(number, question, here, list(before), rows, question_aloud(question, labels))
        )
        before = [*before, question]
    return found


def _before(form: dict, section: dict) -> list[dict]:
    found: list[dict] = []
    for each in form.get("sections", ()):
        if each["code"] == section["code"]:
            break
        found += each["questions"]
    return found


def conditions(entry: dict, before: list[dict]) -> list[ConditionRow]:
    """The lines of the conditions of a question or a material."""
    known = {question["code"]: question for question in before}
    return [_condition(number, each, known) for number, each in enumerate(condition_rows(entry), start=1)]


def _condition(number: int, condition: dict, known: dict) -> ConditionRow:
    on = known.get(condition.get("question"), {})
    wanted = condition.get("is") or []
    choices = [(o["value"], o["label"], o["value"] in wanted) for o in on.get("options", ())]
    return ConditionRow(number, on, condition, choices, on.get("kind") in COUNTED)


def may_be_looked_at(before: list[dict]) -> list[dict]:
    return [question for question in before if question["kind"] in (*CHOSEN, *COUNTED)]


def overview(content: dict) -> dict:
    """The sections with their questions in words, their faults, and the materials with what they depend on."""
    form = content["form"]
    faults, asked = form_faults(form), questions_of(form)
    labels = {question["code"]: question for question in asked}
    sections = [
        {
            "section": section,
            "questions": [(q, question_aloud(q, labels)) for q in section["questions"]],
            "faults": [each for each in faults if each.section == section["code"]],
        }
        for section in form.get("sections", ())
    ]
    return {
        "sections": sections,
        "general": [each for each in faults if not each.section],
        "faults": faults,
        "materials": [
            {"material": m, "conditions": conditions(m, asked), "faults": material_faults([m], form)}
            for m in content["materials"]
        ],
        "grounds": may_be_looked_at(asked),
    }


def choices_of_the_page() -> dict:
    """The lists every question of the editor chooses from."""
    cities = [(d.code, f"{d.name}，选到区县") for d in divisions().values() if d.parent == HOME]
    within = [
        ("", "不选区划，只写一行"),
        (HOME, "江苏省，选到区县"),
        (ANYWHERE, "全国，省内选到区县"),
        *cities,
    ]
    return {
        "kinds": list(KINDS.items()),
        "cell_kinds": [(kind, KINDS[kind]) for kind in IN_CELLS],
        "within": within,
        "money_units": ["元", "万元"],
    }
