"""Bad ratings as inspectors see them: whether they are answered in time, and which an office wants to be left out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ledger import clock
from ledger.verbs import Refused
from workflow.ratings import call_back_pages
from workflow.ratings.call_backs import DAYS, CallBack
from workflow.ratings.reviews import RatingReview, ReviewState, may_decide

from .scope import scope_of

RATINGS = 50
VERBS = {"drop": "drop_rating", "uphold": "uphold_rating"}


@require_safe
def rating_list(request):
    """What is to be decided first, then what is to be answered, then the rest."""
    scope = scope_of(request.user, chosen=request.GET.get("place", ""))
    found = CallBack.objects.of_offices(scope.offices).listed()
    asked = list(found.filter(case__rating_review__state=ReviewState.ASKED)[:RATINGS])
    others = found.exclude(case__rating_review__state=ReviewState.ASKED)
    comments = call_back_pages.comments_on(asked)
    for row in asked:
        row.decides = may_decide(request.user, row.case.rating_review)
        row.comment = comments.get(row.case_id, "") if row.decides else ""
    rows = call_back_pages.shown([*asked, *others[: RATINGS - len(asked)]])
    return render(request, "board/ratings.html", {"rows": rows, "days": DAYS, "judging": True})


@require_POST
def decide(request, number):
    """The inspector finds for the office or for whoever rated, with reasons."""
    scope = scope_of(request.user)
    reviews = RatingReview.objects.filter(case__office__in=scope.offices)
    review = get_object_or_404(reviews.select_related("case__edition", "case__office"), case__number=number)
    verb = VERBS.get(request.POST.get("found", ""))
    if verb is None:
        raise Refused("请选不予采纳还是维持评价")
    getattr(review, verb)(by=request.user, at=clock.now(), reasons=request.POST.get("reasons", "").strip())
    messages.success(request, f"{number} 的评价已经核查：{review.standing}")
    return redirect("board_ratings")
