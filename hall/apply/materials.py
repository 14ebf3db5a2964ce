"""Uploading: a plain file input for every requirement; each file that passes is kept at once, each that does not says why."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall import kept_posts
from hall.apply import draft_files, draft_undertakings, earlier_files, on_paper, putting_off
from hall.apply.apply import load, moved_on
from hall.apply.draft_requirements import of_draft
from hall.apply.draft_tasks import progress_of
from hall.apply.drafts import Draft, DraftGone
from hall.apply.requirements import to_upload
from ledger import clock
from ledger.verbs import Refused


@kept_posts.keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "POST"])
def materials(request, pk):
    draft = load(request, pk)
    if draft.case_id or draft.is_stale:
        return moved_on(draft)
    if request.method == "GET":
        return _page(request, draft)
    listed = of_draft(draft)
    errors = receive(request, draft, listed) | on_paper.note(request, draft)
    errors |= putting_off.note(request, draft, listed)
    errors |= _take_earlier(request, draft)
    if errors:
        return _page(request, draft, errors=errors, status=422)
    wish = request.POST.get("promise", "")
    if draft_undertakings.offered(draft, wish):
        return redirect("apply_undertake", draft.pk, wish)
    if "later" in request.POST:
        messages.success(request, "已保存，下次从这里接着传")
        return redirect("apply", draft.pk)
    stays = "more" in request.POST or "earlier" in request.POST
    missing = _missing(draft)
    if missing and not stays:
        return _page(request, draft, errors=missing, status=422)
    return redirect("apply_materials" if stays else "apply_check", draft.pk)


def receive(request, draft: Draft, listed) -> dict[str, str]:
    """Keep every file that passes; what is wrong with the others, by requirement."""
    errors = {}
    for requirement in to_upload(listed):
        for upload in request.FILES.getlist(requirement.field_name):
            try:
                draft_files.add(draft, code=requirement.code, upload=upload, at=clock.now())
            except DraftGone:
                raise
            except Refused as refused:
                errors[requirement.code] = str(refused)
    return errors


def _take_earlier(request, draft: Draft) -> dict[str, str]:
    """The file handed in before that was chosen, if one was; what is wrong with it, by requirement."""
    told = request.POST.get("earlier", "")
    if not told:
        return {}
    try:
        name = earlier_files.take(draft, told, of_draft(draft, draft.files.all()), at=clock.now())
    except DraftGone:
        raise
    except Refused as refused:
        return {told.rpartition(":")[0]: str(refused)}
    messages.success(request, f"已经放进“{name}”，交以前请看看还对不对")
    return {}


def _missing(draft: Draft) -> dict[str, str]:
    listed = of_draft(draft, draft.files.all())
    paper = "，或者填收到的纸质原件份数" if draft.entered else ""
    return {each.code: f"请上传“{each.name}”{paper}{_or_else(each)}" for each in listed if each.is_missing}


def _or_else(each) -> str:
    wait = "，或者选“容缺，后补”" if each.may_wait else ""
    return wait + ("，或者改用承诺" if each.undertaking else "")


def _page(request, draft: Draft, *, errors=None, status=200):
    files = list(draft.files.all())
    draft_files.mark_scans(files)
    listed = earlier_files.offered(draft, of_draft(draft, files, errors=errors))
    if request.method == "POST":
        listed = putting_off.as_typed(listed, request.POST)
    context = {
        "draft": draft,
        "edition": draft.edition,
        "listed": listed,
        "faults": faults(listed),
        "accept": draft_files.ACCEPT,
        "progress": progress_of(draft, "materials"),
        "takes_paper": bool(draft.entered),
        "barred": draft_undertakings.is_barred(draft),
    }
    return render(request, "hall/apply_materials.html", context, status=status)


def faults(listed) -> list[dict]:
    """The errors for the summary, each with the control it leads to."""
    return [{"target": each.target, "words": each.error} for each in listed if each.error]
