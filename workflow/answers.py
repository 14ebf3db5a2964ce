"""The answers to an item's form: asked section by section, judged, and shown again in words.

Answers are one dictionary for the whole form, question code → text, or list of option values. A question that depends on
another is asked, required and kept only while that other is answered so; what was typed into it otherwise is dropped.
"""

from datetime import date
from decimal import Decimal

from django import forms

from ledger import clock
from ledger.verbs import Refused

from .questions import question_field, unit_of


class BadAnswers(Refused):
    """Some answers are missing or cannot stand; `forms` has the bound form of each such section by its code."""

    def __init__(self, bad: dict[str, "SectionForm"]):
        self.forms = bad
        count = sum(len(form.errors) for form in bad.values())
        titles = "、".join(f"“{form.section['title']}”" for form in bad.values())
        super().__init__(f"申请表里有 {count} 处要修改，在{titles}，请改好再提交")


class SectionForm(forms.Form):
    """One section as a page of questions."""

    def __init__(self, section: dict, *, data=None, initial=None, today: date):
        super().__init__(data, initial=initial)
        self.section = section
        for question in section["questions"]:
            self.fields[question["code"]] = question_field(question, today=today)

    def clean(self):
        """Forget what was typed into questions that do not arise."""
        for question in self.section["questions"]:
            if not arises(question, self.cleaned_data):
                self.errors.pop(question["code"], None)
                self.cleaned_data.pop(question["code"], None)
        return self.cleaned_data

    @property
    def answers(self) -> dict:
        """What was answered, ready to keep: nothing for what was left blank."""
        return {code: value for code, value in self.cleaned_data.items() if value not in ("", [])}

    def conditional(self) -> dict[str, dict]:
        """Which questions depend on another, for a page that says so: code → {question, is}."""
        return {q["code"]: q["when"] for q in self.section["questions"] if q.get("when")}


def section_form(section: dict, *, data=None, initial=None, today: date | None = None) -> SectionForm:
    """The form of one section, empty, filled again, or bound to what was sent."""
    return SectionForm(section, data=data, initial=initial, today=today or clock.civil_day(clock.now()))


def clean_answers(form: dict, answers: dict, *, today: date | None = None) -> dict:
    """All answers to a form as they may be filed; BadAnswers when a section cannot stand. Other keys are dropped."""
    cleaned, bad = {}, {}
    for section in form.get("sections", ()):
        bound = section_form(section, data=answers, today=today)
        if bound.is_valid():
            cleaned |= bound.answers
        else:
            bad[section["code"]] = bound
    if bad:
        raise BadAnswers(bad)
    return cleaned


def is_complete(section: dict, answers: dict, *, today: date | None = None) -> bool:
    """Whether this section needs nothing more, for the list of tasks."""
    return section_form(section, data=answers, today=today).is_valid()


def shown(form: dict, answers: dict) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was answered, in words, section by section; questions that did not arise are left out."""
    return [(section["title"], _lines(section, answers)) for section in form.get("sections", ())]


def _lines(section: dict, answers: dict) -> list[tuple[str, str]]:
    return [
        (question["label"], in_words(question, answers.get(question["code"])))
        for question in section["questions"]
        if arises(question, answers)
    ]


def arises(question: dict, answers: dict) -> bool:
    """Whether the question is asked, given the answers before it."""
    when = question.get("when")
    if not when:
        return True
    given = answers.get(when["question"]) or []
    return bool(set(given if isinstance(given, list) else [given]) & set(when["is"]))


def in_words(question: dict, answer) -> str:
    """An answer as a person reads it: 85.5 平方米, 2026 年 4 月 7 日, the labels of what was chosen."""
    if answer in (None, "", []):
        return ""
    if question["kind"] in ("choice", "choices"):
        labels = {option["value"]: option["label"] for option in question["options"]}
        return "、".join(
            labels.get(value, value) for value in (answer if isinstance(answer, list) else [answer])
        )
    return f"{_plain(question['kind'], str(answer))} {unit_of(question)}".strip()


def _plain(kind: str, text: str) -> str:
    try:
        if kind == "date":
            day = date.fromisoformat(text)
            return f"{day.year} 年 {day.month} 月 {day.day} 日"
        return f"{Decimal(text):,f}" if kind == "money" else text
    except (ValueError, ArithmeticError):
        return text
