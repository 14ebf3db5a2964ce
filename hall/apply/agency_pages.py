"""Applying for another: whom, before the pages of every application."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall.accounts.applicants import identity
from hall.apply import agency
from hall.apply.agency_forms import FORMS
from hall.apply.apply import load, moved_on
from hall.catalogue.in_force import edition_in_force
from ledger import clock
from ledger.clock import civil_day


@never_cache
@require_http_methods(["GET", "POST"])
def principal(request, pk):
    """For whom one applies: the applicant as his papers name him, a person or an enterprise as the item takes them."""
    edition = edition_in_force(pk)
    power = edition.power
    agency.refuse_agent(edition, request.user, on=civil_day(clock.now()))
    kinds, asked = agency.kinds(edition), request.GET.get("kind", "")
    kind = asked if asked in kinds else next(iter(kinds), "person")
    form = FORMS[kind](request.POST if request.method == "POST" else None, agent=identity(request.user))
    if request.method == "POST" and form.is_valid():
        named = {"kind": kind, "details": form.cleaned_data}
        draft = agency.begin(edition, by=request.user, at=clock.now(), **named)
        return redirect("apply", draft.pk)
    context = {"power": power, "edition": edition, "form": form, "kind": kind, "kinds": kinds}
    return render(request, "hall/apply_behalf.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def change(request, pk):
    """The applicant of a draft, written anew; his number is not shown again and is typed once more."""
    draft = load(request, pk)
    if draft.case_id or draft.is_stale:
        return moved_on(draft)
    if draft.entered or not draft.for_another:
        raise Http404
    shown = {part: draft.agency.details[part] for part in ("name", "id_kind", "legal_person", "phone")}
    form = FORMS[draft.agency.kind](
        request.POST if request.method == "POST" else None, initial=shown, agent=identity(request.user)
    )
    if request.method == "POST" and form.is_valid():
        agency.rename(draft, at=clock.now(), details=form.cleaned_data)
        messages.success(request, "申请人改好了，填过的内容都还在；授权委托书要是这个申请人出具的")
        return redirect("apply", draft.pk)
    context = {"power": draft.edition.power, "edition": draft.edition, "form": form, "draft": draft}
    context["kind"] = draft.agency.kind
    return render(request, "hall/apply_behalf.html", context, status=422 if form.is_bound else 200)
