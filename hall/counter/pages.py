"""Entering an application at the window: the item, and who applies; then come the pages of every application."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hall.apply.drafts import Draft
from hall.counter import counter
from hall.counter.forms import FORMS
from ledger import clock
from ledger.clock import civil_day
from powers.catalogue import Power
from powers.force import why_closed
from powers.people.people import Role
from workflow.rooms import enter

MOST = 50


def held(user):
    """The powers whose competent office has its window where this person stands."""
    powers = Power.objects.filter(office__in=user.offices_as(Role.WINDOW), current__isnull=False)
    return powers.select_related("current", "office__area", "power_class").prefetch_related("suspensions")


@never_cache
@require_GET
def choose(request):
    """The items that take applications today, and what this clerk has begun and not filed."""
    enter(request.user, "window")
    words, today = request.GET.get("q", "").strip()[:50], civil_day(clock.now())
    found = held(request.user).filter(power_class__on_application=True)
    for word in words.split():
        found = found.filter(name__icontains=word)
    listed = list(found.order_by("name", "pk")[: MOST + 1])
    context = {
        "words": words,
        "items": [power for power in listed[:MOST] if _is_open(power, today)],
        "more": len(listed) > MOST,
        "begun": _begun(request.user),
    }
    return render(request, "hall/counter.html", context)


def _is_open(power: Power, today) -> bool:
    power.current.power = power
    return power.current.applicable and not why_closed(power.current, on=today)


def _begun(user):
    drafts = (
        Draft.objects.of(user)
        .filter(is_correction=False)
        .open(at=clock.now())
        .select_related("edition", "visit")
    )
    return list(drafts.order_by("-updated_at")[:MOST])


@never_cache
@require_http_methods(["GET", "POST"])
def visitor(request, pk):
    """Who applies, and how his application came."""
    enter(request.user, "window")
    power = get_object_or_404(held(request.user), pk=pk)
    edition = power.current
    edition.power = power
    kinds = [
        kind
        for kind, takes in (("person", edition.for_person), ("enterprise", edition.for_enterprise))
        if takes
    ]
    asked = request.GET.get("kind", "")
    kind = asked if asked in kinds else next(iter(kinds), "person")
    form = FORMS[kind](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = {"kind": form.kind, "way": form.cleaned_data["way"], "details": form.details()}
        draft = counter.begin(edition, by=request.user, at=clock.now(), **told)
        return redirect("apply", draft.pk)
    context = {"power": power, "edition": edition, "form": form, "kind": kind, "kinds": kinds}
    return render(request, "hall/counter_visitor.html", context, status=422 if form.is_bound else 200)
