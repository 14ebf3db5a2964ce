"""Checking the answers and filing them: the last page before the receipt. A form sent twice gives the same case."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ledger import clock
from workflow.aloud import in_words
from workflow.answers import clean_answers
from workflow.arising import arising

from . import drafts
from .applicants import Applicant
from .apply import load, moved_on
from .draft_tasks import progress_of, sections_asked, tasks_of
from .drafts import Draft
from .requirements import requirements, to_upload


class PromiseForm(forms.Form):
    promised = forms.BooleanField(
        label="我保证填写的内容和上传的材料真实、有效",
        help_text="提供虚假材料的，一年内不得再次申请，并承担法律责任",  # 行政许可法 第七十八条
        error_messages={"required": "请先确认内容真实、有效，再提交申请"},
    )


@never_cache
@require_http_methods(["GET", "POST"])
def check(request, pk):
    draft = load(request, pk)
    if draft.case_id:
        return moved_on(draft)
    files = list(draft.files.all())
    if draft.is_stale or tasks_of(draft, files)["left"]:
        return redirect("apply", draft.pk)
    form = PromiseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        case = drafts.file_application(draft, at=clock.now())
        return redirect("receipt", case.number)
    told = clean_answers(draft.edition.form, draft.filled())
    applicant = Applicant.objects.select_related("user").get(user=request.user)
    context = {
        "draft": draft,
        "edition": draft.edition,
        "office": draft.edition.power.office,
        "applicant": applicant,
        "who": applicant.masked_facts(),
        "sections": [(section["title"], _lines(draft, section, told)) for section in sections_asked(draft)],
        "materials": _materials(draft, files),
        "form": form,
        "progress": progress_of(draft, "check"),
    }
    return render(request, "hall/apply_check.html", context, status=422 if form.is_bound else 200)


def _lines(draft: Draft, section: dict, told: dict) -> list[tuple[str, str, str]]:
    """What was answered, each with the page where it can be changed."""
    url = reverse("apply_section", args=[draft.pk, section["code"]])
    asked = arising(draft.edition.form, told)
    return [
        (q["label"], in_words(q, told.get(q["code"])), f"{url}#q-{q['code']}")
        for q in section["questions"]
        if q["code"] in asked
    ]


def _materials(draft: Draft, files) -> list[tuple[str, str, str]]:
    url = reverse("apply_materials", args=[draft.pk])
    wanted = to_upload(requirements(draft.edition, files, answers=draft.filled()))
    return [(each.name, "、".join(f.file_name for f in each.files) or "不交", url) for each in wanted]
