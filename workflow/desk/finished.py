"""Finished cases of an office found again: by number, item, result and the days between which they ended.

Whoever reviews or decides in an office finds all of its own; others have what they did themselves (已办). By applicant they
are found on a page of its own (`party_search`). Opening a case that was found is recorded like every look.
"""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ledger.clock import start_of
from powers.people.people import Role
from workflow.desk.todo import HEAVY
from workflow.machine import Case
from workflow.newest_first import page
from workflow.rooms import enter
from workflow.states import State

PAGE = 20
ENDS = [
    ("grant", "准予"), ("refuse", "不予"), (State.DECLINED.value, "不予受理"), (State.WITHDRAWN.value, "撤回"),
    (State.TERMINATED.value, "终止"),
]  # fmt: skip


def day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "请按“2026-04-16”的样子填日期"},
    )  # fmt: skip


class SearchForm(forms.Form):
    q = forms.CharField(label="编号（从头写起）或事项", required=False, max_length=60)
    result = forms.ChoiceField(
        label="结果", required=False, choices=[("", "全部"), *ENDS],
        error_messages={"invalid_choice": "请从列出的结果里选"},
    )  # fmt: skip
    from_on = day("办结从哪天")
    to_on = day("到哪天")

    def clean(self):
        said = super().clean()
        first, last = said.get("from_on"), said.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "后一个日期要不早于前一个日期")
        return said


def may_search(user) -> bool:
    return user.holds(Role.REVIEWER, Role.HEAD)


def of_offices(user):
    """The ended cases of the offices where the person reviews or decides."""
    offices = user.offices_as(Role.REVIEWER, Role.HEAD)
    return Case.objects.filter(office__in=offices, concluded_at__isnull=False)


def narrowed(cases, said: dict):
    words = said.get("q", "").strip()
    number = re.sub(r"[\s\-]", "", words)
    if number.isdigit():
        # A range instead of LIKE: the unique index answers it on both databases.
        cases = cases.filter(number__gte=number, number__lt=f"{number}:")
    elif words:
        cases = cases.filter(edition__name__contains=words)
    result = said.get("result")
    if result in ("grant", "refuse"):
        cases = cases.filter(decision=result)
    elif result:
        cases = cases.filter(state=result)
    if said.get("from_on"):
        cases = cases.filter(concluded_at__gte=start_of(said["from_on"]))
    if said.get("to_on"):
        cases = cases.filter(concluded_at__lt=start_of(said["to_on"] + timedelta(days=1)))
    return cases


@require_GET
def search(request):
    enter(request.user, "desk")
    if not may_search(request.user):
        raise PermissionDenied
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "desk/finished.html", {"form": form, "rows": ()}, status=422)
    cases = narrowed(of_offices(request.user), form.cleaned_data).select_related("edition", "party", "office")
    found, following = page(
        cases.defer(*(name.removeprefix("case__") for name in HEAVY)), by="concluded_at",
        after=request.GET.get("after", ""), size=PAGE,
    )  # fmt: skip
    several = len(request.user.offices_as(Role.REVIEWER, Role.HEAD)) > 1
    context = {
        "form": form, "rows": [(case, result_of(case)) for case in found], "next": following, "several": several,
    }  # fmt: skip
    return render(request, "desk/finished.html", context)


def result_of(case: Case) -> str:
    return dict(ENDS).get(case.decision or case.state, case.stage.label)
