"""The desk's pages of licences: the office's register, one licence with its trail, and a page for each act on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from ledger import clock
from ledger.events import Event
from powers.people.people import HANDLING_ROLES, signed
from workflow.licences.certificates import versions
from workflow.licences.licences import Licence
from workflow.licences.table import offered
from workflow.materials.undertaking_checks import proposal
from workflow.materials.undertakings import of_case
from workflow.newest_first import page

PAGE = 30


@require_GET
def register(request):
    rows, following = page(_own(request), by="last_at", after=request.GET.get("after", ""), size=PAGE)
    return render(request, "desk/licences.html", {"rows": rows, "next": following})


@require_GET
def licence(request, pk):
    found = get_object_or_404(_own(request), pk=pk)
    verbs = Licence.verbs()
    trail = [
        (event, verbs[event.verb].label, signed(event.private_body)) for event in Event.objects.of(found.pk)
    ]
    context = {
        "licence": found, "trail": trail, "case": found.case,
        "undertakings": of_case(found.case), "offers": offered(found, request.user),
        "versions": [*versions(found)], "changes": found.changes.select_related("case").order_by("-pk")[:20],
        "acts": found.acts.select_related("paper"), "renewals": found.renewals.select_related("case").order_by("-pk")[:20],
    }  # fmt: skip
    return render(request, "desk/licence.html", context)


@require_http_methods(["GET", "POST"])
def act(request, pk, code):
    """Ask for what the act needs, then take it; an act that is not open to this person now is no page."""
    found = get_object_or_404(_own(request), pk=pk)
    offer = next((each for each in offered(found, request.user) if each.act.verb == code), None)
    if offer is None:
        messages.warning(request, "这一步现在不能办，请看最新情况")
        return redirect("desk_licence", pk=pk)
    typed = request.POST if request.method == "POST" else None
    form = offer.act.form(typed, licence=found, initial=proposal(found) if code == "revoke" else None)
    if form.is_bound and form.is_valid():
        getattr(found, code)(by=request.user, at=clock.now(), **form.cleaned_data)
        messages.success(request, f"{found.number} {offer.act.done}")
        return redirect("desk_licence", pk=pk)
    context = {"licence": found, "offer": offer, "form": form}
    return render(request, "desk/licence_act.html", context, status=422 if form.is_bound else 200)


def _own(request):
    """The licences of the offices in which this person handles cases; anything else is absent."""
    if not request.user.holds(*HANDLING_ROLES):
        raise PermissionDenied
    return Licence.objects.visible_to(request.user).whole()
