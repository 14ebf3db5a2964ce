"""The page of 办件统计: heads for their own offices, inspectors for those in their reach; and the same as a file."""

from datetime import date

from django import forms
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.imports.downloading import attachment_headers
from powers.imports.exports import FORMATS, as_csv, as_xlsx
from powers.people.people import INSPECTOR_ROLES
from workflow.desk.finished import day

from . import figures
from .scope import counting_scope

SHOWN = 300


class PeriodForm(forms.Form):
    by = forms.ChoiceField(label="怎么分", choices=figures.WAYS, required=False)
    from_on = day("从哪天")
    to_on = day("到哪天")

    def clean(self):
        said = super().clean()
        if not self.errors:
            try:
                figures.refuse_period(said["from_on"], said["to_on"])
            except Refused as refused:
                self.add_error("to_on", str(refused))
        return said


@require_safe
def figures_page(request):
    scope = counting_scope(request.user, chosen=request.GET.get("place", ""))
    form = PeriodForm(_asked(request.GET, today=civil_day(clock.now())))
    context = {
        "form": form,
        "scope": scope,
        "columns": figures.COLUMNS,
        "share": figures.SHARE,
        "files": FORMATS,
        "told": [*figures.COLUMNS, figures.SHARE],
    }
    if not form.is_valid():
        return render(request, _template(request.user), context, status=422)
    said = form.cleaned_data
    period = {"first": said["from_on"], "last": said["to_on"]}
    rows = figures.lines(figures.counted(scope.offices, **period), by=said["by"])
    if (form_of := request.GET.get("file", "")) in FORMATS:
        return _file(figures.table(rows, by=said["by"], **period), form_of, **period)
    context |= {
        "rows": rows[:SHOWN], "left": max(0, len(rows) - SHOWN), "total": figures.total(rows), "by": said["by"], **period,
    }  # fmt: skip
    return render(request, _template(request.user), context)


def _asked(asked, *, today: date) -> dict:
    """What is not said is this month, by office."""
    return {
        "by": asked.get("by") or figures.BY_OFFICE,
        "from_on": asked.get("from_on") or today.replace(day=1).isoformat(),
        "to_on": asked.get("to_on") or today.isoformat(),
    }


def _template(user) -> str:
    return "board/figures.html" if user.holds(*INSPECTOR_ROLES) else "desk/figures.html"


def _file(rows: list[list], form_of: str, *, first: date, last: date):
    _, encoding, ending, media_type = FORMATS[form_of]
    headers = attachment_headers(f"办件统计{first:%Y%m%d}-{last:%Y%m%d}.{ending}")
    if form_of == "xlsx":
        return HttpResponse(as_xlsx(rows, title="办件统计"), content_type=media_type, headers=headers)
    return StreamingHttpResponse(as_csv(rows, encoding=encoding), content_type=media_type, headers=headers)
