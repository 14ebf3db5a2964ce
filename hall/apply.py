"""Applying: the start page, the list of tasks, and what to do with a draft."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from powers.catalogue import Power

from . import carrying, drafts
from .draft_tasks import tasks_of
from .drafts import Draft

EDITIONS = "edition__power__office", "edition__power__power_class", "edition__power__current"


def load(request, pk) -> Draft:
    """A draft of one's own; another's is as absent as none."""
    return get_object_or_404(Draft.objects.of(request.user).select_related("case", *EDITIONS), pk=pk)


def moved_on(draft: Draft):
    """Where a draft leads that is filed already, or whose edition is no longer in force."""
    if draft.is_correction:
        return redirect("supplement", draft.case.number)
    if draft.case_id:
        return redirect("receipt", draft.case.number)
    return redirect("apply", draft.pk) if draft.is_stale else None


@never_cache
@require_http_methods(["GET", "POST"])
def start(request, pk):
    power = get_object_or_404(
        Power.objects.select_related("current", "office", "power_class"), pk=pk, current__isnull=False
    )
    edition = power.current
    edition.power = power
    if request.method == "POST":
        draft = drafts.start(edition, by=request.user, at=clock.now())
        return redirect("apply", draft.pk)
    mine = Draft.objects.of(request.user).open(at=clock.now()).filter(edition__power=power).first()
    return render(request, "hall/apply_start.html", {"edition": edition, "power": power, "draft": mine})


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
    draft.delete()
    messages.success(request, "草稿已经删除")
    return redirect("my_cases")
