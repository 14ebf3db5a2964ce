"""Applying: the start page, the list of tasks, and what to do with a draft."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hall.apply import carrying, drafts
from hall.apply.agency import may_act, refuse_agent
from hall.apply.audience import refuse_audience
from hall.apply.competent import PlaceForm
from hall.apply.draft_tasks import tasks_of
from hall.apply.drafts import Draft
from hall.catalogue.in_force import edition_in_force
from ledger import clock
from ledger.clock import civil_day
from powers.items import competence
from workflow.states import State

EDITIONS = "edition__power__office", "edition__power__power_class", "edition__power__current"


def load(request, pk) -> Draft:
    """A draft of one's own; another's is as absent as none."""
    return get_object_or_404(
        Draft.objects.of(request.user).select_related("case", "visit", "agency", *EDITIONS), pk=pk
    )


def moved_on(draft: Draft):
    """Where a draft leads that is filed already, or whose edition is no longer in force."""
    if draft.is_correction:
        page = "supplement" if draft.case.state == State.CORRECTION else "owed"
        return redirect(page if draft.user.is_applicant else f"counter_{page}", draft.case.number)
    if draft.case_id:
        return redirect("counter_receipt" if draft.entered else "receipt", draft.case.number)
    return redirect("apply", draft.pk) if draft.is_stale else None


@never_cache
@require_http_methods(["GET", "POST"])
def start(request, pk):
    """Begin, or go on; where the address decides who is competent, it is asked for first."""
    edition = edition_in_force(pk)
    power = edition.power
    own = Draft.objects.of(request.user) if request.user.is_applicant else Draft.objects.none()
    mine = own.open(at=clock.now()).filter(edition__power=power, agency=None).first()
    form, verdict = (None, None) if mine else _competent(request, edition)
    refused = request.method == "POST" and not mine and _stands_against(request, edition, form, verdict)
    if request.method == "POST" and not refused and "other" in request.POST:
        return redirect("apply_behalf", power.pk)
    if request.method == "POST" and not refused:
        draft = drafts.start(edition, by=request.user, at=clock.now())
        return redirect("apply", draft.pk)
    context = {"edition": edition, "power": power, "draft": mine, "form": form, "verdict": verdict}
    context["may_act"] = request.user.is_authenticated and may_act(edition, request.user)
    context["place"] = form.data.get("place", "") if form else ""
    return render(request, "hall/apply_start.html", context, status=422 if refused else 200)


def _competent(request, edition):
    """The question for the place, if it is asked, and what follows from the answer, if there is one."""
    holders = competence.holders_of(edition.power)
    if not competence.is_asked(edition.power, holders):
        return None, None
    typed = request.POST if request.method == "POST" else request.GET if "place" in request.GET else None
    form = PlaceForm(typed, edition=edition)
    known = form.is_bound and form.is_valid()
    return form, competence.decide(edition.power, holders, form.cleaned_data["place"]) if known else None


def _stands_against(request, edition, form, verdict) -> bool:
    """Whether the place is not said, or belongs to another office; who may not apply at all is told so first."""
    refuse = refuse_agent if "other" in request.POST else refuse_audience
    refuse(edition, request.user, on=civil_day(clock.now()))
    return form is not None and (verdict is None or not verdict.here)


@never_cache
@require_GET
def tasks(request, pk):
    draft = load(request, pk)
    if draft.case_id:
        return moved_on(draft)
    files = list(draft.files.all())
    context = {"draft": draft, "edition": draft.edition, "office": draft.edition.power.office}
    if draft.is_stale and draft.edition.power.current:
        context["changes"] = carrying.changes(draft)
    return render(request, "hall/apply.html", context | tasks_of(draft, files))


@require_POST
def renew(request, pk):
    draft = load(request, pk)
    if draft.case_id:
        return moved_on(draft)
    carried = carrying.renew(draft, at=clock.now())
    messages.success(request, f"已经换成新的办事指南。{carried.sentence}")
    return redirect("apply", draft.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def discard(request, pk):
    draft = load(request, pk)
    if draft.case_id:
        return moved_on(draft)
    if request.method == "GET":
        return render(request, "hall/apply_discard.html", {"draft": draft, "edition": draft.edition})
    entered = draft.entered
    draft.delete()
    messages.success(request, "草稿已经删除")
    return redirect("counter" if entered else "my_cases")
