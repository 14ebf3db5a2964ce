"""The pages of a draft, one group of fields a page: what is asked, how it reads back into the content, nothing lost.

Two groups are the proposal's own (说明、基本内容); basis and materials are rows; every other group is made from the fields
of `items.vocabulary` that the class carries. A value that is not of its kind gets the sentence of `items.values`.
"""

from django import forms

from powers.flow import risk_places
from powers.items.fields import fields_of, groups_of, step_names
from powers.items.values import LONGEST, misfits
from powers.items.vocabulary import Field
from powers.revisions.adjustments import WITHOUT_CONTENT

BLANKS = 2
OWN = {"about": "调整说明", "plain": "名称和期限", "basis": "设定依据"}
APPLIED = {"materials": "受理条件和材料"}


def pages_of(revision) -> dict[str, str]:
    """The pages of a draft, code → word. What ends or suspends a power has only its reasons to say."""
    if revision.kind in WITHOUT_CONTENT:
        return {"about": OWN["about"]}
    power_class = revision.power_class
    groups = groups_of(power_class)
    if not risk_places.asked_apart(revision.content):
        groups.pop(risk_places.GROUP, None)
    return OWN | (APPLIED if power_class.on_application else {}) | groups


def control(field: Field, *, steps: dict[str, str], must: bool = False) -> forms.Field:
    """The form field that asks for a value of a field's kind. What is missing is named when the draft is sent, not here."""
    common = {"label": field.label, "required": False, "help_text": field.hint}
    if field.kind == "flag":
        return forms.BooleanField(**common)
    if field.kind == "number":
        message = f"{field.label}请填 0 到 9999 的整数，例如 1"
        words = dict.fromkeys(("invalid", "min_value", "max_value"), message)
        return forms.IntegerField(min_value=0, max_value=9999, error_messages=words, **common)
    if field.kind == "choice" or (field.kind == "step" and steps):
        options = field.choices or tuple(steps.items())
        message = f"{field.label}请从列表里选"
        return forms.ChoiceField(
            choices=[("", "请选"), *options], error_messages={"invalid_choice": message}, **common
        )
    if field.kind == "choices":
        return forms.MultipleChoiceField(choices=field.choices, widget=forms.CheckboxSelectMultiple, **common)
    widget = forms.Textarea(attrs={"rows": 3}) if field.kind == "long" else forms.TextInput
    words = {"max_length": f"{field.label}写得太长，请写在 {LONGEST} 字以内"}
    return forms.CharField(max_length=LONGEST, widget=widget, error_messages=words, **common)


class FieldsForm(forms.Form):
    """Fields of the vocabulary on a page, or one row of them."""

    def __init__(self, *args, fields: list[Field], steps: dict[str, str], **options):
        super().__init__(*args, **options)
        self.asked = {field.code: field for field in fields}
        for field in fields:
            self.fields[field.code] = control(field, steps=steps)

    def clean(self):
        said = super().clean()
        for code, field in self.asked.items():
            value = said.get(code)
            if code in said and not _is_empty(value):
                for words in misfits(field, value):
                    self.add_error(code, f"{field.label}：{words}")
        return said

    def value(self) -> dict:
        """What was said; what was left empty is not kept."""
        return {code: value for code, value in self.cleaned_data.items() if not _is_empty(value)}


class RowForm(FieldsForm):
    """One row; a row left empty is no row, one that is begun must have what a row needs."""

    def clean(self):
        said = super().clean()
        if any(not _is_empty(value) for value in said.values()):
            for code, field in self.asked.items():
                if field.must and code in said and _is_empty(said[code]):
                    self.add_error(code, f"请填写{field.label}，整行不要就全部清空")
        return said

    @property
    def plain(self) -> list:
        """What every row is asked."""
        return [self[code] for code, field in self.asked.items() if not field.fold]

    @property
    def folds(self) -> list[tuple[str, list, bool]]:
        """What few rows are asked: under which words, which controls, and whether something stands there already."""
        found: dict[str, list] = {}
        for code, field in self.asked.items():
            if field.fold:
                found.setdefault(field.fold, []).append(self[code])
        return [
            (words, bounds, any(b.value() or b.errors for b in bounds)) for words, bounds in found.items()
        ]


def _is_empty(value) -> bool:
    return value is None or value == "" or value == [] or value is False


class BaseRows(forms.BaseFormSet):
    """The rows of one field."""

    def __init__(self, *args, field: Field, steps: dict, **options):
        self.field = field
        super().__init__(
            *args, prefix=field.code, form_kwargs={"fields": list(field.columns), "steps": steps}, **options
        )

    def value(self) -> list[dict]:
        return [row for row in (form.value() for form in self.forms) if row]


def rows_of(field: Field, data, *, kept: list, steps: dict) -> BaseRows:
    """The rows of a field: those that are kept, and some blank ones to go on."""
    made = forms.formset_factory(RowForm, formset=BaseRows, extra=BLANKS, max_num=200, absolute_max=200)
    return made(data, field=field, steps=steps, initial=[dict(row) for row in kept])


class Page:
    """One page of a draft: a form, sets of rows, or both. Subclasses make them and say what they propose."""

    form: forms.Form | None = None
    rows: tuple[BaseRows, ...] = ()

    @property
    def forms(self) -> list[forms.Form]:
        """Every form on the page, in the order in which errors are listed."""
        return [*([self.form] if self.form else []), *(form for rows in self.rows for form in rows)]

    def is_valid(self) -> bool:
        alone = self.form is None or self.form.is_valid()
        return all(rows.is_valid() for rows in self.rows) and alone

    def proposed(self, revision) -> dict:
        """What the revision's proposal becomes with what was said here."""
        raise NotImplementedError


class DetailsPage(Page):
    """One group of the vocabulary: a form of its single fields, and a set of rows for each field of rows."""

    def __init__(self, group: str, revision, data=None):
        self.asked = fields_of(group, revision.power_class)
        kept, steps = revision.content["details"], step_names(revision.content)
        single = [field for field in self.asked if field.kind != "rows"]
        self.form = FieldsForm(data, fields=single, steps=steps, initial=kept) if single else None
        many = [field for field in self.asked if field.kind == "rows"]
        self.rows = tuple(rows_of(f, data, kept=kept.get(f.code, []), steps=steps) for f in many)

    def proposed(self, revision) -> dict:
        content, asked = revision.content, {field.code for field in self.asked}
        said = {code: value for code, value in content["details"].items() if code not in asked}
        said |= self.form.value() if self.form else {}
        said |= {rows.field.code: rows.value() for rows in self.rows if rows.value()}
        return {"content": {**content, "details": said}}
