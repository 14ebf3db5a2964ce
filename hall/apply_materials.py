"""Uploading: a plain file input for every requirement; each file that passes is kept at once, each that does not says why."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ledger import clock
from ledger.verbs import Refused

from . import draft_files, kept_posts
from .apply import load, moved_on
from .draft_tasks import progress_of
from .drafts import Draft
from .requirements import requirements, to_upload


@kept_posts.keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "POST"])
def materials(request, pk):
    draft = load(request, pk)
    if draft.case_id or draft.is_stale:
        return moved_on(draft)
    if request.method == "GET":
        return _page(request, draft)
    errors = receive(request, draft, requirements(draft.edition, answers=draft.filled()))
    if errors:
        return _page(request, draft, errors=errors, status=422)
    if "later" in request.POST:
        messages.success(request, "已保存，下次从这里接着传")
        return redirect("apply", draft.pk)
    missing = _missing(draft)
    if missing and "more" not in request.POST:
        return _page(request, draft, errors=missing, status=422)
    return redirect("apply_materials" if "more" in request.POST else "apply_check", draft.pk)


def receive(request, draft: Draft, listed) -> dict[str, str]:
    """Keep every file that passes; what is wrong with the others, by requirement."""
    errors = {}
    for requirement in to_upload(listed):
        for upload in request.FILES.getlist(requirement.field_name):
            try:
                draft_files.add(draft, code=requirement.code, upload=upload, at=clock.now())
            except Refused as refused:
                errors[requirement.code] = str(refused)
    return errors


def _missing(draft: Draft) -> dict[str, str]:
    listed = requirements(draft.edition, draft.files.all(), answers=draft.filled())
    return {each.code: f"请上传“{each.name}”" for each in listed if each.is_missing}


def _page(request, draft: Draft, *, errors=None, status=200):
    files = list(draft.files.all())
    draft_files.mark_scans(files)
    listed = requirements(draft.edition, files, answers=draft.filled(), errors=errors)
    context = {
        "draft": draft,
        "edition": draft.edition,
        "listed": listed,
        "faults": faults(listed),
        "accept": draft_files.ACCEPT,
        "progress": progress_of(draft, "materials"),
    }
    return render(request, "hall/apply_materials.html", context, status=status)


def faults(listed) -> list[dict]:
    """The errors for the summary, each with the control it leads to."""
    return [{"target": each.field_name, "words": each.error} for each in listed if each.error]
