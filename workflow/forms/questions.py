"""One question of an item's form as controls of a page: how it is asked, and the sentence when it is not answered.

An answer is kept as text (numbers and dates too, so it means the same on every machine), money in 分, as a list of option
values, the parts of a block or the rows of a table. The sentences say what to do, with an example; never what is "invalid".
"""

from datetime import date

from django import forms

from powers.items.divisions import choices
from workflow.forms.aloud import unit_of
from workflow.forms.blocks import is_block, part_questions
from workflow.forms.judging import EXAMPLES, JUDGES, clean_text
from workflow.forms.tables import cell_questions, rows_shown

WIDTHS = {
    "number": "s", "money": "s", "date": "m", "phone": "m", "id_number": "m", "credit_code": "m", "document": "m",
    "division": "m",
}  # fmt: skip
MODES = {"number": "decimal", "money": "decimal", "phone": "tel"}


def controls(question: dict, raw, *, today: date) -> dict[str, forms.Field]:
    """The controls that ask a question, by name, in the order of the page; `raw` is what is answered so far."""
    code = question["code"]
    if is_block(question):
        parts = part_questions(question)
        return {f"{code}-{part}": _part(asked, today=today) for part, asked in parts.items()}
    if question["kind"] == "table":
        return _table(question, raw, today=today)
    if question["kind"] == "upload":
        return {code: _labelled(Held(question), question)}
    return {code: question_field(question, today=today)}


def question_field(question: dict, *, today: date) -> forms.Field:
    """The form field that asks this question, or one part or cell of it."""
    kind = question["kind"]
    if kind in ("choice", "choices"):
        return _labelled(_choice_field(question), question)
    field = Division(question) if kind == "division" else Answer(question, today=today)
    return _labelled(field, question)


def _labelled(field: forms.Field, question: dict) -> forms.Field:
    field.label, field.help_text = question["label"], question.get("hint", "")
    field.required = question.get("required", True)
    field.unit, field.width = unit_of(question), WIDTHS.get(question["kind"], "")
    return field


def _part(asked: dict, *, today: date) -> forms.Field:
    """Its label is short, since the block has a title; its sentences are whole."""
    field = _chosen_in_a_list(asked) if asked["kind"] == "choice" else question_field(asked, today=today)
    field.label, field.is_extra = asked["word"], asked.get("extra", False)
    return field


def _table(question: dict, raw, *, today: date) -> dict[str, forms.Field]:
    code, count = question["code"], rows_shown(question, raw)
    hidden = {f"{code}-rows": forms.CharField(required=False, widget=forms.HiddenInput, initial=str(count))}
    cells = {
        f"{code}-{number}-{name}": _cell(asked, today=today)
        for number in range(1, count + 1)
        for name, asked in cell_questions(question, number).items()
    }
    return hidden | cells


def _cell(asked: dict, *, today: date) -> forms.Field:
    field = _chosen_in_a_list(asked) if asked["kind"] == "choice" else question_field(asked, today=today)
    field.help_text, field.width = "", ""
    return field


def _chosen_in_a_list(asked: dict) -> forms.Field:
    options = [(option["value"], option["label"]) for option in asked["options"]]
    message = choosing(f"请选择{asked['label']}", not_offered=f"请从列表里选{asked['label']}")
    blank = [] if asked["code"] == "id_kind" else [("", "请选")]
    return _labelled(forms.ChoiceField(choices=[*blank, *options], error_messages=message), asked)


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


class Division(forms.ChoiceField):
    """A place of the table of divisions, under its city: one list, since a page must work without a script."""

    def __init__(self, asked: dict):
        words = choosing(f"请选择{asked['label']}")
        super().__init__(choices=[("", "请选"), *choices(asked["within"])], error_messages=words)


class HeldWidget(forms.TextInput):
    """Files are held already when the page is judged: their names stand where other questions have what was typed."""

    def value_from_datadict(self, data, files, name):
        held = data.get(name)
        return [str(each) for each in held] if isinstance(held, list) else []


class Held(forms.Field):
    """The names of the files that were kept for an upload."""

    widget = HeldWidget

    def __init__(self, question: dict):
        super().__init__(error_messages={"required": f"请上传“{question['label']}”"})


def asking(question: dict) -> str:
    """请填写经营面积，例如 85.5"""
    example = question.get("example") or EXAMPLES.get(question["kind"], "")
    bare = example.replace(".", "").replace("-", "").replace(" ", "").isascii()
    shown = f" {example}" if bare else f"“{example}”"
    return f"请填写{question['label']}" + (f"，例如{shown}" if example else "")


def choosing(ask: str, *, not_offered: str = "") -> dict[str, str]:
    """The messages of a field of choices whose words have a department's label in them.

    Django fills what was chosen into the one for a wrong choice; a label has a per cent sign of its own (“持股比例（%）”).
    """
    return {"required": ask, "invalid_list": ask, "invalid_choice": (not_offered or ask).replace("%", "%%")}


def _widget(kind: str) -> forms.Widget:
    if kind == "textarea":
        return forms.Textarea(attrs={"rows": 5})
    mode = MODES.get(kind)
    return forms.TextInput(attrs={"inputmode": mode} if mode else {})


def _choice_field(question: dict) -> forms.Field:
    choices = [(option["value"], option["label"]) for option in question["options"]]
    many = question["kind"] == "choices"
    ask = f"请选择{question['label'].rstrip('？?')}" + ("，可以选几个" if many else "")
    messages = choosing(ask)
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
