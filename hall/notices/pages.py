"""The applicant's notices on the site, what was sent about a case and how it ended, and the operator's log.

The operator is the window of the office: it sees which notices of its cases did not go out, and never a telephone number or
an address.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hall.cases.my_cases import own
from hall.notices import choices
from hall.notices.notices import Notice, read_all, unread_count
from ledger import clock
from powers.people.people import Role
from workflow.newest_first import page
from workflow.notices.sending import FACES, Outcome

PAGE = 20


@never_cache
@require_GET
def notices(request):
    rows = Notice.objects.on_site(request.user).select_related("case")
    found, following = page(rows, by="made_at", after=request.GET.get("after", ""), size=PAGE)
    context = {"rows": found, "next": following, "unread_notices": unread_count(request.user)}
    return render(request, "hall/notices.html", context)


@require_POST
def read(request):
    read_all(request.user, at=clock.now())
    return redirect("notices")


@never_cache
@require_GET
def of_case(request, number):
    """什么时候通知过您: every notice about one case, by every channel, and to whom."""
    case = get_object_or_404(own(request.user).select_related("edition", "agency"), number=number)
    found, following = page(case.notices.all(), by="made_at", after=request.GET.get("after", ""), size=PAGE)
    who, phone = choices.addressee(request.user, is_agent=hasattr(case, "agency"))
    email = choices.of(request.user).email
    context = {
        "case": case, "rows": _shown(found), "next": following, "who": who, "phone": phone,
        "email": choices.mask_email(email) if email else "",
    }  # fmt: skip
    return render(request, "hall/case_notices.html", context)


@never_cache
@require_GET
def log(request):
    """What went out about the cases of the operator's offices, the newest first; one state if asked for."""
    if not request.user.holds(Role.WINDOW):
        raise PermissionDenied
    chosen = request.GET.get("outcome", "")
    rows = Notice.objects.of_offices(request.user.offices_as(Role.WINDOW)).select_related("case__edition")
    if chosen in Outcome.values:
        rows = rows.filter(outcome=chosen)
    found, following = page(rows, by="made_at", after=request.GET.get("after", ""), size=PAGE)
    context = {"rows": _shown(found), "next": following, "outcomes": Outcome.choices, "chosen": chosen}
    return render(request, "hall/notice_log.html", context)


def _shown(notices) -> list[tuple]:
    return [(each, *FACES[each.outcome]) for each in notices]
