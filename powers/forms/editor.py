"""The pages of a draft form: its sections and what depends on their answers, and the questions of one section.

Anyone who sees the revision may look at the form by trying it; only its drafter may write, and only while it is a draft. What
was typed is saved as it is, sound or not; whether it may be asked is said at the question and decided at the review.
"""

from copy import deepcopy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ledger import clock
from powers.flow.editor import CUT, drafted, may_write
from powers.forms.acts import act_on_questions, act_on_sections
from powers.forms.documents import is_whole, text, typed_conditions, typed_section
from powers.forms.faults import VERSION
from powers.forms.item_forms import form_for
from powers.forms.page import choices_of_the_page, may_be_looked_at, overview, question_rows
from powers.forms.vocabulary import questions_of
from powers.revisions.revisions import Revision

STALE = "别人刚保存过这份草稿。下面是您填写的内容，核对以后再保存，会替换别人保存的"


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """The form as a whole: its sections, and when each material is asked for."""
    revision = drafted(request.user, pk)
    if not may_write(request.user, revision):
        return redirect("revision_form_try", pk=pk)
    if request.method != "POST":
        return _overview(request, revision, revision.content)
    content = _typed_overview(request.POST, revision)
    if request.POST.get("seq") != str(revision.seq):
        return _overview(request, revision, content, problem=STALE, status=409)
    save(revision, content, by=request.user)
    messages.success(request, "草稿已保存")
    return redirect("revision_form", pk=pk)


def _typed_overview(post, revision: Revision) -> dict:
    """The content with the titles and conditions as typed, after what the button says."""
    content, act = deepcopy(revision.content), post.get("do", "save")
    form = content["form"] or {"v": VERSION, "sections": []}
    for number, section in enumerate(form["sections"], start=1):
        section["title"] = text(post, f"title-{number}") or section["title"]
    if act == "start" and not form["sections"]:
        audience = {name: content[name] for name in ("for_person", "for_enterprise")}
        form = deepcopy(form_for(content["name"], **audience))
    taken = {question["code"] for question in questions_of(form)}
    act_on_sections(form["sections"], act, taken=taken)
    content["form"] = form if form["sections"] else {}
    known = {question["code"]: question for question in questions_of(content["form"])}
    for number, material in enumerate(content["materials"], start=1):
        material.pop("when", None)
        found = typed_conditions(post, f"m{number}", known)
        if found:
            material["when"] = found[0] if len(found) == 1 else found
    return content


def _overview(request, revision, content, *, problem="", status=200):
    context = {"revision": revision, "problem": problem, **overview(content)}
    return render(request, "forms/editor.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request, pk, code):
    """The questions of one section."""
    revision = drafted(request.user, pk)
    form = deepcopy(revision.content["form"])
    found = next((each for each in form.get("sections", ()) if each["code"] == code), None)
    if not may_write(request.user, revision):
        return redirect("revision_form_try", pk=pk)
    if found is None:
        return redirect("revision_form", pk=pk)
    if request.method != "POST":
        return _section(request, revision, form, found)
    if not is_whole(request.POST):
        return _section(request, revision, form, found, problem=CUT, status=422)
    return _act(request, revision, form, found)


def _act(request, revision, form: dict, found: dict):
    """Do what the button says to the questions as typed, and save them."""
    act, sections = request.POST.get("do", "save"), form["sections"]
    elsewhere = {q["code"]: q for each in sections if each is not found for q in each["questions"]}
    made = typed_section(request.POST, found, elsewhere)
    place = act_on_questions(made["questions"], act, taken=set(elsewhere))
    if not made["questions"]:
        act_on_questions(made["questions"], "add", taken=set(elsewhere))
    made["title"] = made["title"] or found["title"]
    form["sections"] = [made if each is found else each for each in sections]
    if request.POST.get("seq") != str(revision.seq):
        return _section(request, revision, form, made, problem=STALE, status=409)
    save(revision, {**revision.content, "form": form}, by=request.user)
    messages.success(request, "草稿已保存")
    if act == "try":
        return redirect(reverse("revision_form_try", args=[revision.pk]) + f"?section={made['code']}")
    url = reverse("revision_form_section", args=[revision.pk, made["code"]])
    return redirect(url + (f"#q{place}" if place else ""))


def _section(request, revision, form: dict, found: dict, *, problem="", status=200):
    rows = question_rows(form, found)
    first = rows[0].before if rows else []
    context = {
        "revision": revision,
        "section": found,
        "rows": rows,
        "problem": problem,
        "faults": [(row.number, fault) for row in rows for fault in row.faults],
        "grounds": may_be_looked_at([*first, *found["questions"]]),
        **choices_of_the_page(),
    }
    return render(request, "forms/section_editor.html", context, status=status)


def save(revision: Revision, content: dict, *, by) -> None:
    """Write the content into the draft; what changes nothing leaves no trace."""
    if content != revision.content:
        revision.amend(by=by, at=clock.now(), proposed={"content": content})
