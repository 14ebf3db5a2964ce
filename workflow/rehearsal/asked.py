"""What a person asks of a try: the first day, the calendar, and for each made-up case the results and days of its steps.

Everything is in the address, so that a try can be sent to a colleague and nothing is kept. A day that is no date is said
in words; whatever else makes no sense is left at its usual value.
"""

import re
from datetime import date

from django import forms

from workflow.calendar.workdays import Calendar, Day, Source
from workflow.rehearsal.facts import Choice

CASES = ("甲件", "乙件", "丙件")
MOST_DAYS, MOST_OFF = 365, 60


class DatesField(forms.CharField):
    """Days, one a line or with commas between."""

    def clean(self, value):
        parts = [part for part in re.split(r"[\s,，、;；]+", super().clean(value)) if part]
        if len(parts) > MOST_OFF:
            raise forms.ValidationError(f"日期超过 {MOST_OFF} 个，请减少一些")
        return [self._date(part) for part in parts]

    def _date(self, part: str) -> date:
        try:
            return date.fromisoformat(part)
        except ValueError as error:
            raise forms.ValidationError(f"“{part[:20]}”不是日期，请写成 2027-01-04 这样") from error


class AskedForm(forms.Form):
    start = forms.DateField(
        label="申请日期", widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"invalid": "申请日期请写成 2027-01-04 这样"},
    )  # fmt: skip
    base = forms.ChoiceField(
        label="工作日历",
        choices=[("official", "平台的工作日历"), ("weekends", "只有周末休息")],
        widget=forms.RadioSelect,
    )
    off = DatesField(
        label="假设另外放假的日子",
        required=False,
        help_text="例如 2027-01-05，几天之间空格或者换行",
        widget=forms.Textarea,
    )
    on = DatesField(
        label="假设另外上班的周末", required=False, help_text="例如 2027-01-09", widget=forms.Textarea
    )

    def calendar(self) -> Calendar:
        """The calendar asked for; the official one is never changed."""
        days = dict(Calendar.load().days) if self.cleaned_data["base"] == "official" else {}
        if self.cleaned_data["base"] == "weekends":
            return _Weekends(days | self._made_up())
        return Calendar(days | self._made_up())

    def _made_up(self) -> dict[date, Day]:
        off = {day: Day(False, Source.LOCAL, "假设放假") for day in self.cleaned_data["off"]}
        return off | {day: Day(True, Source.LOCAL, "假设上班") for day in self.cleaned_data["on"]}


class _Weekends(Calendar):
    """Made up from end to end, so nothing about it is unsettled."""

    def covers(self, day: date) -> bool:
        return True


def count(asked) -> int:
    """How many made-up cases are played side by side."""
    wanted = asked.get("cases", "1")
    return int(wanted) if wanted in ("1", "2", "3") else 1


def choices(asked, number: int) -> dict[str, Choice]:
    """What is chosen for one case: `r1.examine-1` is a result, `d1.examine-1` its working days."""
    found: dict[str, Choice] = {}
    for name in asked:
        kind, _, key = name.partition(".")
        if kind == f"r{number}":
            found[key] = Choice(asked[name], found.get(key, Choice()).days)
        elif kind == f"d{number}" and (text := asked[name].strip()).isascii() and text.isdigit():
            found[key] = Choice(found.get(key, Choice()).outcome, min(int(text[:6]), MOST_DAYS))
    return found
