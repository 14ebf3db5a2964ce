"""One page for each of the rarer turns, at the desk and at the window: what it does, its ground in law, its form."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ledger import clock
from workflow.rooms import case_in
from workflow.turns.table import DESK, WINDOW, offered

TURNS = {"desk": DESK, "window": WINDOW}


@require_http_methods(["GET", "POST"])
def turn(request, number, code, place):
    """Ask for what the turn needs, then take it; a turn that is not open to this person now is no page."""
    case, at = case_in(request, number, place), clock.now()
    offer = next((o for o in offered(case, request.user, TURNS[place], at=at) if o.code == code), None)
    if offer is None:
        messages.warning(request, "这一步现在不能办，请看最新情况")
        return redirect(f"{place}_case", number=number)
    typed = request.POST if request.method == "POST" else None
    form = offer.turn.form(typed, case=case, run=offer.run, user=request.user)
    if request.method == "POST" and form.is_valid():
        step = {"step": offer.run.code} if offer.run and place == "desk" else {}
        getattr(case, code)(by=request.user, at=at, **step, **form.said())
        messages.success(request, f"{case.number} {offer.turn.done}")
        return redirect(f"{place}_case", number=number)
    context = {
        "case": case,
        "offer": offer,
        "form": form,
        "place": place,
        "shell": f"{place}.html",
        "back": reverse(f"{place}_case", args=[number]),
    }
    return render(request, "turns/turn.html", context, status=422 if typed is not None else 200)
