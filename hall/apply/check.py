"""Checking the answers and filing them: the last page before the receipt. A form sent twice gives the same case."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall.accounts.applicants import Applicant
from hall.apply import competent, drafts
from hall.apply.apply import load, moved_on
from hall.apply.draft_requirements import of_draft
from hall.apply.draft_tasks import progress_of, sections_asked, tasks_of
from hall.apply.drafts import Draft
from hall.apply.promising import promise_form
from hall.apply.requirements import to_upload
from ledger import clock
from powers.wording import zh_date
from workflow.forms.aloud import in_words
from workflow.forms.answers import clean_answers
from workflow.forms.arising import arising


@never_cache
@require_http_methods(["GET", "POST"])
def check(request, pk):
    draft = load(request, pk)
    if draft.case_id:
        return moved_on(draft)
    files = list(draft.files.all())
    if draft.is_stale or tasks_of(draft, files)["left"]:
        return redirect("apply", draft.pk)
    form = promise_form(draft)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        competent.refuse_elsewhere(draft)
        case = drafts.file_application(draft, at=clock.now())
        return redirect("counter_receipt" if draft.entered else "receipt", case.number)
    told = clean_answers(draft.edition.form, draft.filled())
    context = {
        "draft": draft,
        "edition": draft.edition,
        "office": draft.edition.power.office,
        "who": _who(draft),
        "sections": [(section["title"], _lines(draft, section, told)) for section in sections_asked(draft)],
        "materials": _materials(draft, files),
        "form": form,
        "progress": progress_of(draft, "check"),
    }
    return render(request, "hall/apply_check.html", context, status=422 if form.is_bound else 200)


def _who(draft: Draft) -> list[tuple[str, str]]:
    if draft.for_another:
        return draft.for_another.facts()
    return Applicant.objects.select_related("user").get(user=draft.user_id).masked_facts()


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
    return [(each.name, _came(each), url) for each in to_upload(of_draft(draft, files))]


def _came(each) -> str:
    if each.is_promised:
        return "以承诺替代"
    paper = [f"纸质原件 {each.copies} 份"] if each.copies else []
    if each.is_put_off:
        return f"容缺，{zh_date(each.put_off)}前补"
    return "、".join([f.file_name for f in each.files] + paper) or "不交"
