"""The inner desk: one case with its opinion form, and the acts of handler, reviewer and head."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ledger import clock
from ledger.clock import civil_day
from powers import kept_words
from powers.flow.flowchart import View
from powers.people import standing_in
from workflow import dossier, policies
from workflow.acts import DecisionForm, OpinionForm, PauseForm, ResumeForm
from workflow.clock.shares import shares
from workflow.desk import case_chart, half_written, phrases
from workflow.desk.case_file_pages import PurposeForm, may_take
from workflow.desk.phrases import Phrase
from workflow.engine import DECISIONS, open_run
from workflow.forms.answers import shown
from workflow.licences import bans, changes, renewals
from workflow.machine import Case
from workflow.materials import owed_sheet, pages, readings, undertakings
from workflow.ratings import call_backs
from workflow.rooms import case_in
from workflow.states import State
from workflow.talk.marks import for_office
from workflow.turns import table


@require_GET
def case_page(request, number):
    case, answer = pages.drawn(
        request, lambda: case_in(request, number, "desk"), partial(_case_page, request), room="desk"
    )
    readings.note(case, by=request.user, what=readings.What.CASE, at=clock.now())
    return answer


@require_POST
def give_opinion(request, number, step):
    """Close an open step with an outcome and an opinion; at the decision step, decide."""
    case = case_in(request, number, "desk")
    run = open_run(case, step)
    form = (DecisionForm if run.kind == "decision" else OpinionForm)(run.step, request.POST)
    kept_words.remember(request, form)
    if not form.is_valid():
        return _refused(request, case, form=form)
    said, act = form.cleaned_data, {"by": request.user, "at": clock.now()}
    if said["outcome"] not in DECISIONS:
        case.advance(**act, step=step, outcome=said["outcome"], note=said["note"])
    elif said["outcome"] == "grant":
        case.grant(**act, note=said["note"])
    else:
        case.refuse(**act, note=said["note"], reasons=said["reasons"], falsehood=said["falsehood"])
    messages.success(request, f"{case.number} 的意见已提交")
    return redirect("desk_todo")


@require_POST
def keep_half(request, number, step):
    """Keep the opinion as far as it is written, with a phrase put into it if one was chosen, or throw away what was kept.

    The page's script asks for it without a page.
    """
    case = case_in(request, number, "desk")
    run = open_run(case, step)
    kept_words.remember(
        request, (DecisionForm if run.kind == "decision" else OpinionForm)(run.step, request.POST)
    )
    if request.POST.get("act") == "drop":
        half_written.forget(run, by=request.user)
        messages.success(request, "存下的意见已经丢弃")
        return redirect("desk_case", number=number)
    said = request.POST.dict()
    if "phrase" in said:
        said["note"] = phrases.put_into(said.get("note", ""), said["phrase"], by=request.user)
    kept = half_written.keep(case, step, by=request.user, at=clock.now(), said=said)
    if "quiet" in request.POST:
        return HttpResponse(status=204)
    messages.success(request, "意见已存下，还没有提交；只有您看得到" if kept else "还没有写，没有存")
    return redirect("desk_case", number=number)


@require_POST
def pause(request, number, step):
    case = case_in(request, number, "desk")
    form = PauseForm(request.POST)
    kept_words.remember(request, form)
    if not form.is_valid():
        return _refused(request, case, pause_form=form)
    case.pause(by=request.user, at=clock.now(), step=step, **form.cleaned_data)
    messages.success(request, "计时已暂停，告知书正在送达申请人")
    return redirect("desk_case", number=number)


@require_POST
def resume(request, number):
    case = case_in(request, number, "desk")
    form = ResumeForm(request.POST)
    kept_words.remember(request, form)
    if not form.is_valid():
        return _refused(request, case, resume_form=form)
    case.resume(by=request.user, at=clock.now(), note=form.cleaned_data["note"])
    messages.success(request, "计时已恢复")
    return redirect("desk_case", number=number)


def _refused(request, case: Case, **forms) -> HttpResponse:
    """The page again with what was typed and the sentences beside it."""
    return pages.drawn(request, lambda: case, partial(_case_page, request, status=422, **forms), room="desk")[
        1
    ]


def _case_page(
    request, case: Case, seen, *, form=None, pause_form=None, resume_form=None, status=200
) -> HttpResponse:
    mine = next((run for run in case.open_runs if policies.may_act(request.user, run)), None)
    half = half_written.of(mine, by=request.user) if mine else None
    if mine and form is None and not (mine.stops_clock and case.state == State.PAUSED):
        kept = half.content if half else None
        form = (DecisionForm if mine.kind == "decision" else OpinionForm)(mine.step, initial=kept)
    lines = dossier.trail(case, without=call_backs.ANONYMOUS)
    context = {
        "file_form": PurposeForm() if may_take(request.user, case) else None,
        "may_amend": policies.is_head(request.user, case),
        "absent": mine and standing_in.for_whom(request.user, mine),
        "case": case, "mine": mine, "half": half,
        "phrases": Phrase.objects.for_use(request.user) if form else (), "form": form,
        "place": case_chart.drawing(case, view=View.INTERNAL), "trail": lines, "opinions": dossier.opinions(case, lines),
        "clocks": dossier.clocks(case, at=clock.now()), "shares": shares(case, at=clock.now()),
        "answers": shown(case.edition.form, dossier.answers(case), full=True),
        "pause_form": pause_form or PauseForm() if mine and mine.stops_clock and case.state == State.HANDLING else None,
        "resume_form": resume_form or ResumeForm() if mine and mine.stops_clock and case.state == State.PAUSED else None,
        "viewer": seen, "errors": form or pause_form or resume_form,
        "bans": bans.of_case(case, on=civil_day(clock.now())), "renewal": renewals.Renewal.objects.of(case),
        "change": changes.LicenceChange.objects.of(case), "undertakings": undertakings.of_case(case),
        **_debts(case),
        "mark": for_office([case.pk]).get(case.pk), "offers": table.offered(case, request.user, at=clock.now()),
    }  # fmt: skip
    return render(request, "desk/case.html", context, status=status)


def _debts(case: Case) -> dict:
    """What the case was accepted without, and what of it came too late."""
    sheet = owed_sheet.sheet(case, on=civil_day(clock.now()))
    return {"debts": sheet, "late": list(case.late_supplies.all()) if sheet.rows else ()}
