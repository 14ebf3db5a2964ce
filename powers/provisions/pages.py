"""The register of laws on the inner net: looking a law up, one law, one provision with all that rests on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from ledger.events import Event
from powers.provisions import cascade
from powers.provisions.citations import Citation
from powers.provisions.forms import CompleteForm, EnterForm, ReinstateForm
from powers.provisions.laws import Law, plain_name
from powers.provisions.provisions import Provision, is_legal_office
from powers.revisions.staff_todo import enter

PAGE = 30


@require_GET
def register(request):
    enter(request.user)
    words, after = plain_name(request.GET.get("q", "")[:60]), request.GET.get("after", "")[:200]
    laws = Law.objects.filter(name__contains=words) if words else Law.objects.all()
    standing = Count("provisions", filter=Q(provisions__state="standing"))
    found = laws.filter(name__gt=after).annotate(articles=Count("provisions"), standing=standing)
    rows = list(found.order_by("name")[: PAGE + 1])
    context = {
        "laws": rows[:PAGE],
        "count": laws.count(),
        "words": words,
        "next": rows[PAGE - 1].name if len(rows) > PAGE else "",
        "open_citations": Citation.objects.filter(provision=None, edition__state="published").count(),
        "may_keep": is_legal_office(request.user),
    }
    return render(request, "provisions/register.html", context)


@require_GET
def unregistered(request):
    """The citations in force that the register does not have."""
    enter(request.user)
    rows = Citation.objects.filter(provision=None, edition__state="published").values("law", "article")
    rows = rows.annotate(count=Count("edition", distinct=True)).order_by("-count", "law", "article")[:200]
    context = {"rows": rows, "may_keep": is_legal_office(request.user)}
    return render(request, "provisions/unregistered.html", context)


@require_GET
def law(request, pk):
    enter(request.user)
    found = get_object_or_404(Law, pk=pk)
    in_force = Count(
        "citations__edition__power", distinct=True, filter=Q(citations__edition__state="published")
    )
    provisions = list(found.provisions.annotate(powers=in_force).select_related("law"))
    context = {
        "law": found,
        "provisions": provisions,
        "may_end": is_legal_office(request.user) and any(p.state == "standing" for p in provisions),
    }
    return render(request, "provisions/law.html", context)


@require_GET
def provision(request, pk):
    enter(request.user)
    return _page(request, _provision(pk))


@require_POST
def complete(request, pk):
    keeps(request.user)
    found = _provision(pk)
    form = CompleteForm(request.POST, provision=found)
    if not form.is_valid():
        return _page(request, found, complete_form=form, status=422)
    found.complete(by=request.user, at=clock.now(), **form.cleaned_data)
    messages.success(request, f"{found}已经补录")
    return redirect("provision", pk=pk)


@require_POST
def reinstate(request, pk):
    keeps(request.user)
    found = _provision(pk)
    form = ReinstateForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reinstate_form=form, status=422)
    cascade.reinstate(found, by=request.user, at=clock.now(), **form.cleaned_data)
    messages.success(request, f"{found}的废止登记已经撤销，任务已经解除")
    return redirect("provision", pk=pk)


@require_http_methods(["GET", "POST"])
def new(request):
    keeps(request.user)
    given = {name: request.GET.get(name, "")[:200] for name in ("law", "article")}
    form = EnterForm(request.POST or None, initial=given)
    if not form.is_valid():
        return render(request, "provisions/new.html", {"form": form}, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    named = {name: said.pop(name) for name in ("kind", "number")}
    found = cascade.entered(
        said.pop("law"), said.pop("article"), by=request.user, at=clock.now(), **named, **said
    )
    messages.success(request, f"{found}已经登记")
    return redirect("provision", pk=found.pk)


def keeps(user) -> None:
    if not is_legal_office(user):
        raise PermissionDenied


def _provision(pk) -> Provision:
    return get_object_or_404(Provision.objects.select_related("law", "follows"), pk=pk)


def _page(request, found: Provision, *, complete_form=None, reinstate_form=None, status=200):
    keeper = is_legal_office(request.user)
    if keeper and not found.is_checked:
        complete_form = complete_form or CompleteForm(provision=found)
    if keeper and found.state == "repealed":
        reinstate_form = reinstate_form or ReinstateForm()
    context = {
        "provision": found,
        "followed_by": found.followers.first(),
        "reach": cascade.reach([found]),
        "trail": [_line(event) for event in Event.objects.of(found.pk)],
        "complete_form": complete_form,
        "reinstate_form": reinstate_form,
        "may_end": keeper and found.state == "standing",
    }
    return render(request, "provisions/provision.html", context, status=status)


def _line(event: Event) -> dict:
    said = [event.body.get("ground"), event.body.get("reasons"), event.private_body.get("name")]
    words = Provision.verbs()[event.verb].label
    return {"kind": "done", "title": words, "at": event.at, "text": "，".join(filter(None, said))}
