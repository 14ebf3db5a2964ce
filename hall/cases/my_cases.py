"""One's own cases: loading them for every page about them, and the list with what is to be done next."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hall.apply.drafts import Draft
from hall.cases import behalf
from hall.cases.standing import standing
from hall.notices.notices import unread_count
from ledger import clock, statements
from ledger.one_moment import one_moment
from workflow.calendar.workdays import Calendar
from workflow.machine import Case
from workflow.materials import owed_supply
from workflow.newest_first import page
from workflow.talk.marks import for_applicant

PAGE = 20
SHOWN = ("clocks", "stops", "papers", "petitions")


def own(user):
    """The cases this person applied for; nobody else's, whatever posts he holds."""
    return Case.objects.visible_to(user).filter(applicant=user)


def load(request, number: str) -> Case:
    """One's own case; another's number is as absent as one that was never given."""
    cases = own(request.user).select_related(
        "edition__power__office", "edition__power__power_class", "office", "party", "hearing", "agency"
    )
    case = get_object_or_404(cases, number=number)
    case.applicant = request.user
    statements.bring(case, "runs", *SHOWN)
    return case


@never_cache
@require_GET
@one_moment()
def my_cases(request):
    at = clock.now()
    after = request.GET.get("after", "")
    cases = (
        own(request.user)
        .select_related("edition", "office", "hearing", "party", "agency")
        .prefetch_related(*SHOWN)
    )
    found, following = page(cases, by="submitted_at", after=after, size=PAGE)
    unread, owed = for_applicant([case.pk for case in found]), owed_supply.next_days(found)
    drafts = (
        Draft.objects.of(request.user)
        .open(at=at)
        .filter(is_correction=False)
        .select_related("edition", "agency", "visit")
    )
    context = {
        "rows": [
            (
                case,
                standing(case, at=at, calendar=Calendar.of(case.office)),
                unread[case.pk],
                owed.get(case.pk),
            )
            for case in found
        ],
        "next": following,
        "unread_notices": unread_count(request.user),
        "behalf": [] if after else behalf.listed(request.user),
        "drafts": [] if after else drafts.order_by("-updated_at")[:PAGE],
    }
    return render(request, "hall/my_cases.html", context)
