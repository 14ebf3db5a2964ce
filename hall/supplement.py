"""Supplying what the window asked for: each point of the notice with its own upload, kept as it comes, handed in at once."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ledger import clock
from workflow.machine import Case
from workflow.materials import requirements_of
from workflow.states import State

from . import draft_files, drafts, kept_posts
from .apply_materials import faults, receive
from .drafts import Draft
from .my_cases import load
from .requirements import Requirement
from .standing import supply_by


class NoteForm(forms.Form):
    note = forms.CharField(
        label="要说明的情况",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"max_length": "说明写到 2000 字以内，更多的请写成文件上传"},
    )


@kept_posts.keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "POST"])
def supplement(request, number):
    case = load(request, number)
    if case.state != State.CORRECTION:
        messages.info(request, "这一件现在不用补正")
        return redirect("track", number)
    if request.method == "POST":
        return _received(request, case)
    draft = Draft.objects.filter(case=case, is_correction=True).first()
    typed = kept_posts.kept(request)
    form = NoteForm(typed, initial=draft.answers if draft else None)
    return _page(request, case, draft, form)


def _received(request, case: Case):
    draft = drafts.correction(case, by=request.user, at=clock.now())
    kept_posts.forget(request)
    form = NoteForm(request.POST)
    errors = receive(request, draft, asked(case))
    if form.is_valid():
        draft.answers = {"note": form.cleaned_data["note"]}
        draft.save(update_fields=["answers"])
    errors |= _missing(case, draft, errors) if "more" not in request.POST else {}
    if errors or not form.is_valid():
        return _page(request, case, draft, form, errors=errors, status=422)
    if "more" in request.POST:
        return redirect("supplement", case.number)
    drafts.file_correction(draft, at=clock.now())
    messages.success(request, "补正已经提交，窗口会再看一遍")
    return redirect("track", case.number)


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
        "notice": next((p for p in case.papers.all() if p.kind == "correction_notice"), None),
    }
    return render(request, "hall/supplement.html", context, status=status)
