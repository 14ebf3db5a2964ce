"""Looking at the progress of a case without an account: by its number and the query code on the receipt.

A wrong number and a wrong code get the same answer in the same words; guessing is counted per address and per case. Shown
are the item, the office, the stages and the dates; no name, no paper, no answer.
"""

import re

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall import throttle
from hall.cases import query_codes
from hall.cases.standing import is_crossing, standing
from hall.cases.timeline import timeline
from hall.cases.track import clock_of
from ledger import clock
from ledger.one_moment import one_moment
from workflow.calendar.workdays import Calendar
from workflow.machine import Case
from workflow.materials import owed_supply

NOT_FOUND = "办件编号和查询码对不上，请照回执再填一次"


class ProgressForm(forms.Form):
    number = forms.CharField(
        label="办件编号", help_text="回执上的 16 位数字", max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "请填写办件编号，例如 3201 0626 0326 0317"},
    )  # fmt: skip
    code = forms.CharField(
        label="查询码", help_text="回执上的 10 位字母和数字，不分大小写", max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请填写查询码，例如 7K4M2 Q9DXW"},
    )  # fmt: skip

    def clean_number(self):
        number = re.sub(r"[\s\-]", "", self.cleaned_data["number"])
        if not re.fullmatch(r"\d{16}", number):
            raise forms.ValidationError("办件编号是 16 位数字，请照回执再填一次")
        return number


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def progress(request):
    typed = request.POST if request.method == "POST" else None
    form = ProgressForm(typed, initial={"number": request.GET.get("number", "")[:30]})
    if request.method == "POST" and form.is_valid():
        throttle.progress(request, number=form.cleaned_data["number"])
        with one_moment():
            case = _found(form.cleaned_data)
            if case:
                return _shown(request, case)
        form.add_error(None, NOT_FOUND)
    return render(request, "hall/progress.html", {"form": form}, status=422 if form.is_bound else 200)


def _found(said: dict) -> Case | None:
    cases = Case.objects.select_related("edition__power__office", "office", "mandate")
    cases = cases.prefetch_related("runs", "clocks", "stops", "papers", "petitions")
    case = cases.filter(number=said["number"]).first()
    right = query_codes.fits(said["code"], case_id=query_codes.root_of(case) if case else said["number"])
    return case if case and right else None


def _shown(request, case: Case):
    at = clock.now()
    context = {
        "case": case,
        "stand": standing(case, at=at, calendar=Calendar.of(case.office), crossing=is_crossing(case)),
        "face": clock_of(case, at=at),
        "owed": owed_supply.next_days([case]).get(case.pk),
        "line": timeline(case, links=False),
    }
    return render(request, "hall/progress_shown.html", context)
