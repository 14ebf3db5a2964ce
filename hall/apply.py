"""Applying: the start page, the list of tasks, one section a page, and what to do with a draft.

Every page saves what was typed, right or not; whether it is complete is judged here, page by page, and again when filed.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from powers.catalogue import Power
from workflow.answers import section_form

from . import drafts, kept_posts
from .draft_tasks import progress_of, tasks_of
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
    return render(request, "hall/apply.html", context | tasks_of(draft, files))


@kept_posts.keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "POST"])
def section(request, pk, code):
    draft = load(request, pk)
    asked = draft.section(code)
    if asked is None or draft.case_id:
        return moved_on(draft) or redirect("apply", draft.pk)
    if request.method == "POST":
        return _saved(request, draft, asked)
    if draft.is_stale:
        return moved_on(draft)
    typed = kept_posts.kept(request)
    form = section_form(asked, data=typed) if typed else section_form(asked, initial=draft.answers)
    return _section_page(request, draft, asked, form)


def _saved(request, draft: Draft, asked: dict):
    """Keep what was typed; go on when it is complete, or later when that is wished."""
    typed = {q["code"]: _value(request.POST, q) for q in asked["questions"]}
    drafts.keep(draft, answers=typed, section=asked, at=clock.now())
    kept_posts.forget(request)
    if "later" in request.POST or draft.is_stale:
        messages.success(request, "已保存，下次从这里接着填")
        return redirect("apply", draft.pk)
    form = section_form(asked, data=request.POST)
    if not form.is_valid():
        return _section_page(request, draft, asked, form, status=422)
    return redirect(_following(draft, asked))


def _value(posted, question: dict):
    if question["kind"] == "choices":
        return posted.getlist(question["code"])
    return posted.get(question["code"], "").strip()


def _following(draft: Draft, asked: dict) -> str:
    codes = [each["code"] for each in draft.sections]
    place = codes.index(asked["code"]) + 1
    if place < len(codes):
        return reverse("apply_section", args=[draft.pk, codes[place]])
    return reverse("apply_materials" if draft.edition.materials else "apply_check", args=[draft.pk])


def _section_page(request, draft: Draft, asked: dict, form, *, status=200):
    context = {
        "draft": draft,
        "edition": draft.edition,
        "section": asked,
        "form": form,
        "notes": conditions(form, asked),
        "progress": progress_of(draft, asked["code"]),
    }
    return render(request, "hall/apply_section.html", context, status=status)


def conditions(form, asked: dict) -> list[tuple]:
    """Each question as a field, with the words that say when it is to be answered."""
    questions = {question["code"]: question for question in asked["questions"]}
    return [(form[code], when_words(question, questions)) for code, question in questions.items()]


def when_words(question: dict, questions: dict) -> str:
    """选“变更”“延续”的才填"""
    when = question.get("when")
    if not when:
        return question.get("hint", "")
    labels = {option["value"]: option["label"] for option in questions[when["question"]]["options"]}
    chosen = "".join(f"“{labels[value]}”" for value in when["is"])
    return f"上面选了{chosen}的才填" + (f"；{question['hint']}" if question.get("hint") else "")


@require_POST
def renew(request, pk):
    draft = load(request, pk)
    if draft.case_id:
        return moved_on(draft)
    lost = drafts.renew(draft, at=clock.now())
    said = f"有 {lost} 处和新指南对不上，要重新填" if lost else "填过的内容都带过来了"
    messages.success(request, f"已经换成新的办事指南，{said}")
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
