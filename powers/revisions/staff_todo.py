"""What waits for whom in the catalogue: drafts for the clerk, signatures for the head, reviews for the reviewing offices."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ledger import clock
from ledger.clock import civil_day
from powers.revisions import review_clock, reviewers
from powers.revisions.revisions import CLOSED, Revision, Stage

PAGE = 20
LISTS = {"mine": "待我办", "all": "办理中", "closed": "已办完"}


@dataclass(frozen=True)
class Row:
    revision: Revision
    lamp: object


def waiting_for(user) -> Q:
    """The revisions that stand at a stage of this person's posts."""
    found = Q(pk__in=[])
    for stage, role in reviewers.STAGE_ROLES.items():
        if user.holds(role):
            found |= Q(state=stage) & reviewers.within_sight_as(user, role)
    return found


def listed(user, *, chosen: str, today, first: int = 0) -> tuple[list[Row], bool]:
    """One page of a list, the nearest limit first, and whether there is more."""
    revisions = Revision.objects.visible_to(user).select_related("office", "power")
    if chosen == "mine":
        revisions = revisions.filter(waiting_for(user))
    revisions = (
        revisions.filter(state__in=CLOSED) if chosen == "closed" else revisions.exclude(state__in=CLOSED)
    )
    newest = "-published_at" if chosen == "closed" else F("due_on").asc(nulls_last=True)
    found = list(revisions.order_by(newest, "-stage_at", "pk")[first : first + PAGE + 1])
    rows = [Row(each, review_clock.lamp(each.due_on, today=today)) for each in found[:PAGE]]
    return rows, len(found) > PAGE


@require_GET
def todo_list(request):
    enter(request.user)
    chosen = request.GET.get("list", "mine")
    chosen = chosen if chosen in LISTS else "mine"
    first = int(after) if (after := request.GET.get("after", "")).isdecimal() else 0
    today = civil_day(clock.now())
    rows, more = listed(request.user, chosen=chosen, today=today, first=first)
    context = {
        "rows": rows, "chosen": chosen, "lists": LISTS, "today": today, "next": str(first + PAGE) if more else "",
        "stages": Stage, "may_draft": request.user.holds(reviewers.DEPARTMENT["draft"]),
    }  # fmt: skip
    return render(request, "revisions/todo.html", context)


def enter(user) -> None:
    if not user.holds(*reviewers.CATALOGUE_ROLES):
        raise PermissionDenied
