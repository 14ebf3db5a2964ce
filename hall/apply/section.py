"""One section of an application a page: every press of a button saves what was typed, right or not, and then goes on.

What two pages say of the same section is not silently overwritten: the later one is shown both, and decides. Numbers of
documents are shown masked once they stand; sent back unchanged they mean what they meant.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall import kept_posts
from hall.accounts import veils
from hall.apply import draft_files, drafts
from hall.apply.apply import load, moved_on
from hall.apply.draft_tasks import following, progress_of
from hall.apply.drafts import Draft, Overtaken
from hall.apply.known import offers
from ledger import clock
from ledger.verbs import Refused
from powers import kept_words
from workflow.forms import typed
from workflow.forms.answers import lines_of, section_form
from workflow.forms.drawing import drawn
from workflow.forms.row_acts import act_on_rows
from workflow.materials.materials import upload_code


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
    waiting = kept_posts.kept(request)
    if waiting:
        told = _typed(draft, asked, waiting)
        return _page(request, draft, asked, _form(draft, asked, data=told), seen=waiting.get("seen"))
    known = offers(draft, asked)
    told = draft.filled() | {code: value for code, (value, _) in known.items()}
    sources = {code: source for code, (_, source) in known.items()}
    return _page(request, draft, asked, _form(draft, asked, initial=told), sources=sources)


def _saved(request, draft: Draft, asked: dict):
    """Keep what was typed; go on when it is complete, or later when that is wished."""
    now, told = clock.now(), _typed(draft, asked, request.POST)
    kept_words.remember(request, _form(draft, asked, data=told))
    place = act_on_rows(asked, told, request.POST.get("do", ""))
    refused = _receive(request, draft, asked)
    try:
        drafts.keep(draft, answers=told, section=asked, at=now, seen=request.POST.get("seen"))
    except Overtaken as overtaken:
        form = _form(draft, asked, data=told | overtaken.files)
        return _page(request, draft, asked, form, overtaken=overtaken, status=409)
    kept_posts.forget(request)
    if "later" in request.POST or draft.is_stale:
        for words in refused.values():
            messages.error(request, words)
        messages.success(request, "已保存，下次从这里接着填")
        return redirect("apply", draft.pk)
    form = _form(draft, asked, data=draft.filled())
    if place and not refused:
        return redirect(reverse("apply_section", args=[draft.pk, asked["code"]]) + place)
    form.is_valid()
    for code, words in refused.items():
        form.add_error(code, words)
    if form.errors:
        return _page(request, draft, asked, form, status=422)
    return redirect(following(draft, asked))


def _typed(draft: Draft, asked: dict, post) -> dict:
    told = typed.read(asked, post)
    known = dict(draft.answers)
    if veils.has_mask(asked, told):
        known = {code: value for code, (value, _) in offers(draft, asked).items()} | known
    return veils.unveil(asked, told, known=known)


def _form(draft: Draft, asked: dict, *, data: dict | None = None, initial: dict | None = None):
    """The section with the answers of the others beside it, since conditions and dates look at them."""
    if data is not None:
        codes = {question["code"] for question in asked["questions"]}
        data = {c: v for c, v in draft.filled().items() if c not in codes or c in draft.held()} | data
    return section_form(asked, data=data, initial=initial, form=draft.edition.form)


def _receive(request, draft: Draft, asked: dict) -> dict[str, str]:
    """Keep the files chosen on the page and let go of the one named; what is wrong with the others, by question."""
    refused = {}
    uploads = {question["code"]: question for question in asked["questions"] if question["kind"] == "upload"}
    for code, question in uploads.items():
        for upload in request.FILES.getlist(code):
            try:
                draft_files.add_answer(draft, question, upload, at=clock.now())
            except Refused as error:
                refused[code] = str(error)
    number = request.POST.get("do", "").removeprefix("remove-")
    if number.isascii() and number.isdigit():
        own = [upload_code(question) for question in uploads.values()]
        draft.files.filter(pk=int(number[:15]), code__in=own).delete()
    draft.forget_held()
    return refused


def _page(request, draft: Draft, asked: dict, form, *, sources=None, overtaken=None, seen=None, status=200):
    veils.veil(form)
    files = list(draft.files.all()) if draft.has_uploads else []
    context = {
        "draft": draft,
        "edition": draft.edition,
        "section": asked,
        "form": form,
        "questions": drawn(form, sources=sources, files=files),
        "accept": draft_files.ACCEPT,
        "seen": seen or drafts.print_of(asked, overtaken.answers if overtaken else draft.answers),
        "overtaken": overtaken,
        "elsewhere": lines_of(asked, overtaken.answers, form.arising) if overtaken else [],
        "progress": progress_of(draft, asked["code"]),
    }
    return render(request, "hall/apply_section.html", context, status=status)
