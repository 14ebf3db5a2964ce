"""Supplying what a case was accepted without (容缺后补): each material with its day and its upload, sent at once.

Not all of it need come together. What is sent crosses to the net that handles the case; until that has told so, it is said
to be on its way. The window takes in what is brought to it on the same page, as a scan or as the original on paper.
"""

from dataclasses import replace

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall import kept_posts
from hall.apply import draft_files, on_paper
from hall.apply.drafts import Draft
from hall.apply.materials import faults
from hall.apply.requirements import Requirement
from hall.cases import corrections, supplement
from hall.cases.bringing import Bringing
from hall.cases.my_cases import load
from ledger import clock
from ledger.clock import civil_day
from powers.wording import zh_date
from workflow.machine import Case
from workflow.materials import owed_supply
from workflow.materials.owed_sheet import Owed
from workflow.rooms import case_in
from workflow.states import State


@kept_posts.keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "POST"])
def owed(request, number):
    return OWED.answer(request, load(request, number))


@never_cache
@require_http_methods(["GET", "POST"])
def at_the_window(request, number):
    return OWED.answer(request, case_in(request, number, "window"))


def _lacking(case: Case, draft: Draft, errors: dict[str, str]) -> dict[str, str]:
    """Not all need come, but one must."""
    if errors or draft.files.exists() or draft.answers.get("paper"):
        return {}
    first, paper = asked(case)[0], "" if draft.user.is_applicant else "，或者填收到的纸质原件份数"
    return {first.code: f"请先上传“{first.name}”{paper}，再提交"}


def _originals(request, listed: list[Requirement]) -> tuple[dict[str, int], dict[str, str]]:
    """Only who stands at the window can say that he holds the original."""
    if request.user.is_applicant:
        return {}, {}
    typed, errors = on_paper.typed(request, listed)
    return {code: copies for code, copies in typed.items() if copies}, errors


def _places(request) -> dict[str, str]:
    if request.user.is_applicant:
        return {"page": "owed", "case": "track"}
    return {"page": "counter_owed", "case": "window_case"}


def asked(case: Case, files=(), *, errors: dict | None = None) -> list[Requirement]:
    """What is still owed, as things to upload; `told` says until when."""
    today = civil_day(clock.now())
    return [
        Requirement(
            code=row.debt.code, name=row.name, note=row.debt.material.get("note", ""), source="", required=True, online=False,
            files=[file for file in files if file.code == row.debt.code], error=(errors or {}).get(row.debt.code, ""),
            told=_told(row),
        )
        for row in owed_supply.sheet(case, on=today).rows if row.is_asked
    ]  # fmt: skip


def _told(row: Owed) -> str:
    """Until when it is owed, and why it is once more."""
    late = "，已经过了" if row.is_overdue else ""
    if not row.before:
        return f"承诺 {zh_date(row.debt.due_on)}前补交{late}"
    last = row.before[-1]
    why = f"：{last.reasons.rstrip('。')}" if last.reasons else ""
    return f"{zh_date(last.at)}退回{why}。请在 {zh_date(row.debt.due_on)}前重新补交{late}"


def listed_of(case: Case) -> list[Requirement]:
    """What the one draft of a case may hold files for: the points of a correction, or what is owed."""
    return supplement.asked(case) if case.state == State.CORRECTION else asked(case)


def _page(request, case: Case, draft, form, *, errors=None, status=200):
    files = list(draft.files.all()) if draft else []
    draft_files.mark_scans(files)
    copies = draft.answers.get("paper", {}) if draft else {}
    listed = [replace(each, copies=copies.get(each.code, 0)) for each in asked(case, files, errors=errors)]
    context = {
        "case": case,
        "draft": draft,
        "form": form,
        "listed": listed,
        "faults": faults(listed),
        "accept": draft_files.ACCEPT,
        "takes_paper": not request.user.is_applicant,
        "places": _places(request),
        "notice": next((p for p in case.papers.all() if p.kind == "acceptance_notice"), None),
    }
    return render(request, "hall/owed.html", context, status=status)


OWED = Bringing(
    is_due=lambda case: bool(owed_supply.asked(case)), asked=asked, lacking=_lacking, hand_in=corrections.file_owed,
    draw=_page, places=_places, not_due="这一件现在没有要补交的容缺材料",
    overtaken="材料刚刚已经提交，下面是最新情况", done="材料已经提交，正在转送审查机关",
    on_paper=_originals,
)  # fmt: skip
