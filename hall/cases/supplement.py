"""Supplying what the window asked for: each point of the notice with its own upload, kept as it comes, handed in at once."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall import kept_posts
from hall.apply import draft_files, drafts
from hall.apply.drafts import Draft
from hall.apply.materials import faults
from hall.apply.requirements import Requirement
from hall.cases.bringing import Bringing
from hall.cases.my_cases import load
from hall.cases.standing import supply_by
from workflow.machine import Case
from workflow.materials.materials import requirements_of
from workflow.rooms import case_in
from workflow.states import State


@kept_posts.keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "POST"])
def supplement(request, number):
    return CORRECTION.answer(request, load(request, number))


@never_cache
@require_http_methods(["GET", "POST"])
def at_the_window(request, number):
    """The window takes in what is brought or sent to it, as the notice of correction says it does."""
    return CORRECTION.answer(request, case_in(request, number, "window"))


def _places(request) -> dict[str, str]:
    """Where the correction leads on to, for the applicant and for the window."""
    if request.user.is_applicant:
        return {"page": "supplement", "case": "track", "material": "material", "paper": "paper"}
    return {
        "page": "counter_supplement", "case": "window_case", "material": "window_material", "paper": "window_paper",
    }  # fmt: skip


def _missing(case: Case, draft: Draft, errors: dict) -> dict[str, str]:
    """A point without a file needs a word of explanation instead."""
    if draft.answers.get("note"):
        return {}
    empty = [each for each in asked(case, draft.files.all()) if not each.files and each.code not in errors]
    return {each.code: f"请上传“{each.name}”，或者在下面说明情况" for each in empty}


def asked(case: Case, files=(), *, errors: dict | None = None) -> list[Requirement]:
    """The points of the notice as things to upload; a point about no material of the list is one of its own."""
    notice = next((p for p in case.papers.all() if p.kind == "correction_notice"), None)
    points: dict[str, tuple[str, list[str]]] = {}
    for item in notice.fields.get("items", ()) if notice else ():
        code, name, text = _point(case, item)
        points.setdefault(code, (name, []))[1].append(text)
    return [
        Requirement(
            code=code, name=name, note="", source="", required=True, online=False, told="；".join(texts),
            files=[file for file in files if file.code == code], error=(errors or {}).get(code, ""),
        )
        for code, (name, texts) in points.items()
    ]  # fmt: skip


def _point(case: Case, item: str) -> tuple[str, str, str]:
    for m in requirements_of(case.edition):
        if item.startswith(f"{m['name']}："):
            return m["code"], m["name"], item.removeprefix(f"{m['name']}：")
    return "other", "其他材料", item


def _page(request, case: Case, draft, form, *, errors=None, status=200):
    files = list(draft.files.all()) if draft else []
    draft_files.mark_scans(files)
    listed = asked(case, files, errors=errors)
    before: dict[str, list] = {}
    for material in case.materials.all():
        before.setdefault(material.code, []).append(material)
    context = {
        "case": case,
        "draft": draft,
        "form": form,
        "listed": [(each, before.get(each.code, [])) for each in listed],
        "faults": faults(listed),
        "accept": draft_files.ACCEPT,
        "until": supply_by(case),
        "places": _places(request),
        "notice": next((p for p in case.papers.all() if p.kind == "correction_notice"), None),
    }
    return render(request, "hall/supplement.html", context, status=status)


CORRECTION = Bringing(
    is_due=lambda case: case.state == State.CORRECTION, asked=asked, lacking=_missing, hand_in=drafts.file_correction,
    draw=_page, places=_places, not_due="这一件现在不用补正",
    overtaken="补正刚刚已经提交，下面是最新情况", done="补正已经提交，窗口会再看一遍",
)  # fmt: skip
