"""The head of the rated office asks supervision to look into a bad rating."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ledger import clock
from ledger.verbs import Refused
from powers.people.people import Role
from workflow.ratings.reviews import Fault, RatingReview
from workflow.rooms import case_in


@require_POST
def ask(request, number):
    if not request.user.holds(Role.HEAD):
        raise PermissionDenied
    case = case_in(request, number, "desk")
    fault = request.POST.get("fault", "")
    if fault not in Fault.values:
        raise Refused("请选是误评还是恶意差评，再提请核查")
    said = {"fault": fault, "reasons": request.POST.get("reasons", "").strip()}
    RatingReview(case=case, demo=case.demo).ask(by=request.user, at=clock.now(), **said)
    messages.success(request, f"{case.number} 的评价已经提请监察核查，核查以前照常回访答复")
    return redirect("desk_ratings")
