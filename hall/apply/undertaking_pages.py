"""Promising instead of handing a material in: the office's text in full, each point to be ticked, none ticked beforehand.

At the counter the clerk prints the sheet, the visitor reads and signs it, and its scan comes with the promise.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hall.apply import draft_files, draft_undertakings
from hall.apply.apply import load, moved_on
from hall.apply.draft_tasks import progress_of
from hall.apply.materials import faults, receive
from hall.apply.requirements import Requirement
from hall.apply.undertaking_forms import POINTS, PointsForm, points_of
from ledger import clock
from ledger.clock import civil_day
from powers.items import undertakings as told_of
from workflow.materials.materials import sheet_code


@never_cache
@require_http_methods(["GET", "POST"])
def undertake(request, pk, code):
    draft = load(request, pk)
    if draft.case_id or draft.is_stale:
        return moved_on(draft)
    material = draft_undertakings.offered(draft, code)
    if material is None:
        raise Http404
    if request.method == "POST" and "take_back" in request.POST:
        draft_undertakings.take_back(draft, code, at=clock.now())
        messages.success(request, f"“{material['name']}”改为交材料，请上传")
        return redirect("apply_materials", draft.pk)
    by_agent = draft_undertakings.needs_authority(draft)
    points = points_of(draft, by_agent=by_agent)
    form = PointsForm(request.POST if request.method == "POST" else None, points=points)
    errors = _scanned(request, draft, material) if form.is_bound and draft.entered else {}
    if form.is_bound and form.is_valid() and not errors:
        draft_undertakings.promise(draft, code, at=clock.now(), authorised=by_agent)
        messages.success(request, f"已经{'登记' if draft.entered else ''}承诺，“{material['name']}”不用交")
        return redirect("apply_materials", draft.pk)
    context = _told(draft, material) | {
        "form": form, "sheet": _sheet(draft, material, errors) if draft.entered else None, "accept": draft_files.ACCEPT,
        "promised": code in draft_undertakings.standing(draft), "barred": draft_undertakings.is_barred(draft),
        "progress": progress_of(draft, "materials"),
    }  # fmt: skip
    context["faults"] = faults([context["sheet"]]) if context["sheet"] else []
    return render(request, "hall/undertake.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_GET
def sheet(request, pk, code):
    """What the visitor at the counter reads and signs, to be printed; only a clerk hands it out."""
    draft = load(request, pk)
    material = draft_undertakings.offered(draft, code)
    if material is None or not draft.entered:
        raise Http404
    context = _told(draft, material) | {
        "points": [words for words, _ in POINTS.values()], "who": draft.entered, "today": civil_day(clock.now()),
        "by_agent": draft_undertakings.needs_authority(draft),
    }  # fmt: skip
    return render(request, "hall/undertake_sheet.html", context)


def _told(draft, material: dict) -> dict:
    return {
        "draft": draft, "edition": draft.edition, "office": draft.edition.power.office, "material": material,
        "told": material["undertaking"], "check_words": told_of.check_words(material["undertaking"]),
    }  # fmt: skip


def _scanned(request, draft, material: dict) -> dict[str, str]:
    """Keep the scan of the signed sheet; what is wrong with it, or that there is none."""
    errors = receive(request, draft, [_sheet(draft, material, {})])
    code = sheet_code(material["code"])
    if errors or draft.files.filter(code=code).exists():
        return errors
    return {code: "请上传申请人签名的告知承诺书扫描件"}


def _sheet(draft, material: dict, errors: dict[str, str]) -> Requirement:
    code = sheet_code(material["code"])
    files = list(draft.files.filter(code=code))
    draft_files.mark_scans(files)
    return Requirement(
        code=code, name="签了名的告知承诺书", note="", source="", required=True, online=False, files=files,
        error=errors.get(code, ""),
    )  # fmt: skip
