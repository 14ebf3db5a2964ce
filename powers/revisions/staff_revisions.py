"""Drafting and reviewing a revision: begin it, write its pages, send it, judge it, give it up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import may
from powers import kept_words
from powers.catalogue import Power
from powers.revisions import reviewers, revising
from powers.revisions.acts import DiscardForm, NewForm, OpinionForm, ReviseForm
from powers.revisions.forms import pages_of
from powers.revisions.pages import page_for
from powers.revisions.review_page import facts_of
from powers.revisions.revisions import Revision
from powers.revisions.staff_todo import enter


@require_http_methods(["GET", "POST"])
def new(request):
    """A power that is not in the catalogue yet."""
    _draft(request.user)
    form = NewForm(_typed(request), user=request.user)
    if not form.is_valid():
        return render(request, "revisions/new.html", {"form": form}, status=422 if form.is_bound else 200)
    revision = revising.propose(by=request.user, at=clock.now(), **form.cleaned_data)
    return redirect("revision_page", pk=revision.pk, code="about")


@require_http_methods(["GET", "POST"])
def revise(request, pk):
    """A power of the catalogue is to change or to end."""
    _draft(request.user)
    mine = reviewers.within_sight_as(request.user, reviewers.DEPARTMENT["draft"])
    power = get_object_or_404(
        Power.objects.filter(mine).select_related("current", "office", "power_class"), pk=pk
    )
    today = civil_day(clock.now())
    form = ReviseForm(_typed(request), suspended=power.suspensions.standing(today).exists())
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "revisions/new.html", {"form": form, "power": power}, status=status)
    revision = revising.revise(power, by=request.user, at=clock.now(), **form.cleaned_data)
    return redirect("revision_page", pk=revision.pk, code="about")


@require_GET
def revision(request, pk):
    return _shown(request, _revision(request, pk))


@require_http_methods(["GET", "POST"])
def page(request, pk, code):
    """One page of a draft; what was typed stays on it until it is right."""
    draft = _revision(request, pk)
    pages = pages_of(draft)
    if code not in pages or not may(draft, "amend", request.user):
        raise Http404
    asked = page_for(code, draft, _typed(request))
    if request.method == "POST" and asked.is_valid():
        draft.amend(by=request.user, at=clock.now(), proposed=asked.proposed(draft))
        messages.success(request, f"“{pages[code]}”已保存")
        return redirect("revision_page", pk=pk, code=_after(pages, code, stay="more" in request.POST))
    status = 422 if request.method == "POST" else 200
    context = {"revision": draft, "pages": pages, "code": code, "label": pages[code], "page": asked}
    return render(request, "revisions/page.html", context, status=status)


@require_POST
def send(request, pk):
    revising.send(_revision(request, pk), by=request.user, at=clock.now())
    messages.success(request, "已送本部门负责人签发")
    return redirect("revision", pk=pk)


@require_POST
def opinion(request, pk):
    """Consent, or send back; the words are asked for either way."""
    before_me = _revision(request, pk)
    form = OpinionForm(request.POST, revision=before_me, user=request.user)
    kept_words.remember(request, form)
    if not form.is_valid():
        return _shown(request, before_me, form=form, status=422)
    verb, said = form.cleaned_data["outcome"], form.cleaned_data["note"]
    act = getattr(before_me, verb)
    act(by=request.user, at=clock.now(), **{"reasons" if verb == "send_back" else "note": said})
    messages.success(request, f"已提交：{act.verb.label}")
    return redirect("catalogue_todo")


@require_POST
def discard(request, pk):
    draft = _revision(request, pk)
    form = DiscardForm(request.POST)
    kept_words.remember(request, form)
    if not form.is_valid():
        return _shown(request, draft, discard_form=form, status=422)
    draft.discard(by=request.user, at=clock.now(), reasons=form.cleaned_data["reasons"])
    messages.success(request, "这份修订已作废")
    return redirect("catalogue_todo")


def _after(pages: dict, code: str, *, stay: bool) -> str:
    codes = list(pages)
    return code if stay else codes[min(codes.index(code) + 1, len(codes) - 1)]


def _typed(request):
    return request.POST if request.method == "POST" else None


def _draft(user) -> None:
    if not user.holds(reviewers.DEPARTMENT["draft"]):
        raise PermissionDenied


def _revision(request, pk) -> Revision:
    """A revision within this person's sight; anything else is absent."""
    enter(request.user)
    seen = Revision.objects.visible_to(request.user)
    return get_object_or_404(
        seen.select_related("office__area", "power", "power_class", "base", "successor"), pk=pk
    )


def _shown(request, revision: Revision, *, form=None, discard_form=None, status=200):
    context = facts_of(revision, user=request.user, today=civil_day(clock.now()))
    if form is None and context["judges"]:
        form = OpinionForm(revision=revision, user=request.user)
    if discard_form is None and may(revision, "discard", request.user):
        discard_form = DiscardForm()
    context |= {"form": form, "discard_form": discard_form, "all": "all" in request.GET}
    return render(request, "revisions/revision.html", context, status=status)
