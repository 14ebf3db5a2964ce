"""Finding cases by their applicant. The name travels in the body of a POST, so that no address and no log keeps it."""

from django import forms
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ledger import clock
from ledger.clock import civil_day
from workflow.calendar.workdays import Calendar
from workflow.clock.lamps import lamp
from workflow.desk import finished, party_search
from workflow.rooms import enter
from workflow.states import State


class PartyForm(forms.Form):
    applicant = forms.CharField(
        label="申请人的全名，或者证件号码、统一社会信用代码", max_length=party_search.LONGEST,
        help_text="名字要写全，写一部分找不到；每次查找都记录", widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "请写申请人的全名，或者证件号码、统一社会信用代码", "max_length": "写到 100 字以内",
        },
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def by_applicant(request):
    enter(request.user, "desk")
    if request.method == "GET":
        return render(request, "desk/applicant.html", {"form": PartyForm()})
    form = PartyForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/applicant.html", {"form": form}, status=422)
    found = party_search.search(request.user, form.cleaned_data["applicant"], at=clock.now())
    context = {
        "form": form, "found": found, "most": party_search.MOST, "open": [_open(run) for run in found.runs],
        "ended": [(case, finished.result_of(case)) for case in found.cases], "sees_ended": finished.may_search(request.user),
    }  # fmt: skip
    return render(request, "desk/applicant.html", context)


def _open(run) -> tuple:
    case, today = run.case, civil_day(clock.now())
    stopped = case.state == State.PAUSED
    return run, lamp(case.due_on, today=today, calendar=Calendar.of(case.office), stopped=stopped)
