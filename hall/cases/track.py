"""The progress of one's own case: where it stands, until when, how the date was reached, what was issued, what may be done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hall.cases.clock_pictures import picture
from hall.cases.my_cases import load
from hall.cases.query_codes import grouped, query_code
from hall.cases.standing import is_crossing, may_answer, standing
from hall.cases.timeline import awaits_signature, timeline
from ledger import clock, statements
from ledger.clock import civil_day
from ledger.one_moment import one_moment
from ledger.verbs import may
from powers.flow.flowchart import View
from workflow import dossier
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock, running, waits
from workflow.clock.shares import shares
from workflow.desk import case_chart
from workflow.forms.answers import shown
from workflow.machine import Case
from workflow.materials import filings, owed_supply, undertakings
from workflow.ratings.call_backs import BAD, CallBack
from workflow.states import IN_HAND, State
from workflow.talk.marks import for_applicant


@never_cache
@require_GET
@one_moment()
def track(request, number):
    case, at = load(request, number), clock.now()
    statements.bring(case, "materials", "debts")
    papers = list(case.papers.all())
    unsigned = next((paper for paper in papers if awaits_signature(paper, case)), None)
    debts = owed_supply.sheet(case, on=civil_day(at))
    context = {
        "case": case,
        "debts": debts,
        "to_supply": debts.is_open and owed_supply.asked(case),
        "stand": standing(case, at=at, calendar=Calendar.of(case.office), crossing=is_crossing(case)),
        "face": clock_of(case, at=at),
        "sums": [view for view in dossier.clocks(case, at=at) if view.clock.kind in EXPLAINED],
        "shares": shares(case, at=at),
        "line": timeline(case),
        "call_back": _call_back(case),
        "place": case_chart.drawing(case, view=View.EXTERNAL),
        "papers": [paper for paper in papers if paper is not unsigned],
        "unsigned": unsigned,
        "code": grouped(query_code(case.pk)),
        "may": {**offers(case), "hearing": may_answer(case, at=at)},
        "answers": shown(case.edition.form, dossier.answers(case)),
        "materials": list(case.materials.all()),
        "undertakings": undertakings.of_case(case),
        "unread": for_applicant([case.pk])[case.pk],
    }
    response = render(request, "hall/track.html", context)
    return _begin_download(request, response, case)


def _call_back(case: Case) -> CallBack | None:
    if (case.rating or 5) > BAD:
        return None
    return CallBack.objects.filter(case=case).select_related("case__rating_review").first()


EXPLAINED = (
    Clock.Kind.ACCEPTANCE,
    Clock.Kind.CORRECTION,
    Clock.Kind.PROMISED,
    Clock.Kind.STATUTORY,
    Clock.Kind.DELIVERY,
)


def clock_of(case: Case, *, at):
    """The picture of the working-day clock, while the office is working on the case."""
    promised, statutory = running(case, Clock.Kind.PROMISED), running(case, Clock.Kind.STATUTORY)
    if case.stage not in IN_HAND or not (promised or statutory):
        return None
    started = promised or statutory
    return picture(
        civil_day(started.started_at),
        promised=promised.due_on if promised else None,
        statutory=statutory.due_on if statutory else None,
        today=civil_day(at),
        calendar=Calendar.of(case.office),
        pauses=tuple(stop.as_pause() for stop in waits(case)),
    )


def offers(case: Case) -> dict:
    """What the applicant may do now; withdrawing is possible on both nets, until the decision."""
    asked = any(petition.act == "withdraw" for petition in case.petitions.all())
    return {
        "withdraw": case.state in Case.withdraw.verb.source and not asked,
        "supplement": may(case, "supplement", case.applicant),
        "rate": case.rating is None and may(case, "rate", case.applicant),
    }


def _begin_download(request, response, case: Case):
    """Just signed: the download of the decision begins by itself, as a header that needs no script."""
    signed = request.GET.get("signed", "")
    if signed.isdigit() and case.stage == State.CONCLUDED:
        paper = get_object_or_404(case.papers, pk=signed)
        response["Refresh"] = f"1; url={reverse('paper_pdf', args=[case.number, paper.pk])}"
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request, number):
    case = load(request, number)
    if not offers(case)["withdraw"]:
        messages.warning(request, "这一件现在不能撤回，请看最新进度")
        return redirect("track", number)
    if request.method == "GET":
        return render(request, "hall/withdraw.html", {"case": case})
    if filings.ask_to_withdraw(case, by=request.user, at=clock.now()):
        messages.success(request, "申请已经撤回")
    else:
        messages.success(request, "撤回申请已经发出，正在转送审查机关；送到以前作出决定的，以决定为准")
    return redirect("track", number)
