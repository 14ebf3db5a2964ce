"""Bad ratings of an office: at the window with the form to answer them, at the desk for the head to look at."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ledger import clock
from ledger.clock import civil_day
from powers.people.people import Role
from workflow.clock.lamps import answer_lamp
from workflow.materials.filings import Filing
from workflow.ratings.call_backs import DAYS, CallBack
from workflow.ratings.reviews import Fault
from workflow.rooms import case_in, enter

MOST = 50
WHO = {"window": (Role.WINDOW,), "desk": (Role.HEAD,)}


@require_GET
def ratings(request, place):
    """What waits first. Those who handle cases do not look: a rating is anonymous to them."""
    enter(request.user, place)
    if not request.user.holds(*WHO[place]):
        raise PermissionDenied
    rows = CallBack.objects.of_offices(request.user.offices_as(*WHO[place])).listed()[:MOST]
    template = "window/ratings.html" if place == "window" else "desk/ratings.html"
    context = {"rows": shown(rows), "days": DAYS, "may_answer": place == "window", "may_ask": place == "desk"}
    return render(request, template, {**context, "faults": Fault.choices})


def shown(rows) -> list[tuple]:
    today = civil_day(clock.now())
    return [(row, None if row.settled_at else answer_lamp(row.due_on, today=today)) for row in rows]


def comments_on(rows) -> dict:
    """What was written with these ratings, by case, for who has to judge them."""
    filed = Filing.objects.filter(case__in=[row.case_id for row in rows], kind=Filing.Kind.RATING)
    return {filing.case_id: filing.content.get("comment", "") for filing in filed}


@require_POST
def answer(request, number):
    """The applicant was called back; what came of it is answered in writing."""
    case = case_in(request, number, "window")
    case.answer_rating(by=request.user, at=clock.now(), answer=request.POST.get("answer", "").strip())
    messages.success(request, f"{case.number} 的评价已经答复，申请人会看到")
    return redirect("window_ratings")
