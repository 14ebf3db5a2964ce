"""One question of an item's form as a form field: how it is asked, and the sentence when it is not answered.

An answer is kept as text (numbers and dates too, so it means the same on every machine) or as a list of option values.
The sentences say what to do, with an example; never what is "invalid".
"""

from datetime import date

from django import forms

from .judging import EXAMPLES, JUDGES, clean_text

WIDTHS = {"number": "s", "money": "s", "date": "m", "phone": "m", "id_number": "m", "credit_code": "m"}
MODES = {"number": "decimal", "money": "decimal", "phone": "tel"}


def question_field(question: dict, *, today: date) -> forms.Field:
    """The form field that asks this question."""
    chosen = question["kind"] in ("choice", "choices")
    field = _choice_field(question) if chosen else Answer(question, today=today)
    field.label, field.help_text = question["label"], question.get("hint", "")
    field.required = question.get("required", True)
    field.unit, field.width = unit_of(question), WIDTHS.get(question["kind"], "")
    return field


def unit_of(question: dict) -> str:
    return question.get("unit") or ("元" if question["kind"] == "money" else "")


class Answer(forms.CharField):
    """A text that is cleaned, then judged by the kind of its question."""

    def __init__(self, question: dict, *, today: date):
        super().__init__(error_messages={"required": asking(question)}, widget=_widget(question["kind"]))
        self.question, self.today = question, today

    def to_python(self, value):
        return clean_text(super().to_python(value), many_lines=self.question["kind"] == "textarea")

    def clean(self, value):
        text = super().clean(value)
        return JUDGES[self.question["kind"]](self.question, text, self.today) if text else ""


def asking(question: dict) -> str:
    """请填写经营面积，例如 85.5"""
    example = question.get("example") or EXAMPLES.get(question["kind"], "")
    bare = example.replace(".", "").replace("-", "").replace(" ", "").isascii()
    shown = f" {example}" if bare else f"“{example}”"
    return f"请填写{question['label']}" + (f"，例如{shown}" if example else "")


def _widget(kind: str) -> forms.Widget:
    if kind == "textarea":
        return forms.Textarea(attrs={"rows": 5})
    mode = MODES.get(kind)
    return forms.TextInput(attrs={"inputmode": mode} if mode else {})


def _choice_field(question: dict) -> forms.Field:
    choices = [(option["value"], option["label"]) for option in question["options"]]
    many = question["kind"] == "choices"
    ask = f"请选择{question['label'].rstrip('？?')}" + ("，可以选几个" if many else "")
    messages = dict.fromkeys(("required", "invalid_choice", "invalid_list"), ask)
    if many:
        field = forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=messages
        )
    else:
        field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=messages)
    field.choice_hints = {
        option["value"]: option["hint"] for option in question["options"] if option.get("hint")
    }
    return field
