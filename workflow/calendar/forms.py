"""The forms of a year's calendar: whose it is and by which notice, a row for each holiday, and the notice itself to read from.

What is wrong is told at its row; what was typed stays. Which days make a lawful list is for `holiday_rows` to decide.
"""

import re

from django import forms

from workflow.calendar.drafts import places_of
from workflow.calendar.holiday_rows import ROWS, HolidayRow, faults
from workflow.calendar.workdays import Source

SOURCES = [(Source.OFFICIAL.value, "正式公布"), (Source.PROVISIONAL.value, "还没有公布，先暂定")]
APART = re.compile(r"[、，,;；\s]+")


def _date(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": f"{label}请填写日期，例如 2027-10-01"},
    )


class YearForm(forms.Form):
    place = forms.ChoiceField(label="适用的地方或者机关", required=False)
    year = forms.IntegerField(
        label="年份",
        min_value=2000,
        max_value=2099,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "年份请填四位数字，例如 2027"),
    )  # fmt: skip
    title = forms.CharField(
        label="通知的名称或者文号",
        max_length=80,
        help_text="会写进每一件改了期限的办件，例如“国办发明电〔2026〕7 号”",
        error_messages={"required": "请写明依据的通知，例如“国办发明电〔2026〕7 号”"},
    )
    source = forms.ChoiceField(
        label="来源", choices=SOURCES, widget=forms.RadioSelect, initial=Source.OFFICIAL.value
    )
    notice = forms.CharField(
        label="通知原文",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="把国务院办公厅通知里各节日的几行贴进来，读出以后逐行核对",
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.fields["place"].choices = places_of(user)


class RowForm(forms.Form):
    """One holiday; a row left empty is none."""

    name = forms.CharField(label="节日", required=False, max_length=20)
    first = _date("第一天")
    last = _date("最后一天")
    works = forms.CharField(
        label="调休上班",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": "2027-09-26、2027-10-09"}),
    )

    def clean_works(self):
        days, field = [], forms.DateField()
        for text in filter(None, APART.split(self.cleaned_data["works"])):
            try:
                days.append(field.clean(text))
            except forms.ValidationError:
                raise forms.ValidationError(
                    f"调休上班里的“{text[:20]}”不是日期，请写成 2027-10-09 的样子"
                ) from None
        return days

    def clean(self):
        said = super().clean()
        if any(said.get(name) for name in ("name", "first", "last", "works")):
            for name in ("name", "first", "last"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写{self.fields[name].label}，整行不要就全部清空")
        return said

    @property
    def row(self) -> HolidayRow | None:
        said = self.cleaned_data
        return HolidayRow(**said) if said.get("name") else None


class Rows(forms.BaseFormSet):
    year: int | None = None

    def clean(self):
        """Told at the rows, once each row is a row."""
        if any(self.errors) or self.year is None:
            return
        numbered = {number: form.row for number, form in enumerate(self.forms, start=1) if form.row}
        if not numbered:
            raise forms.ValidationError("一个假期也没有填，请填写或者从通知原文里读出")
        found = faults(self.year, numbered)
        for number, words in found.items():
            for each in words:
                self.forms[number - 1].add_error(None, f"第 {number} 行：{each}")
        if found:
            raise forms.ValidationError("有的行要改，见各行的说明")

    @property
    def rows(self) -> list[HolidayRow]:
        return [form.row for form in self.forms if form.row]


MOST = {"max_num": ROWS, "absolute_max": ROWS}
BLANK = forms.formset_factory(RowForm, formset=Rows, extra=8, **MOST)
FILLED = forms.formset_factory(RowForm, formset=Rows, extra=2, **MOST)


def filled(rows: list[HolidayRow]) -> Rows:
    """The rows as they were read from a notice, to be checked and corrected."""
    initial = [
        {"name": r.name, "first": r.first, "last": r.last, "works": "、".join(d.isoformat() for d in r.works)}
        for r in rows
    ]
    return (FILLED if rows else BLANK)(prefix="row", initial=initial)


class DropForm(forms.Form):
    reasons = forms.CharField(
        label="退回的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明理由，例如“春节调休写错了一天”"},
    )
