"""The pages of a campaign: the list, its beginning, the campaign as a whole with its acts, the report to print."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from powers.campaigns import campaigning
from powers.campaigns.campaigns import Campaign
from powers.campaigns.forms import ActForm, BeginForm, own_area
from powers.campaigns.view import facts_of, report_of
from powers.revisions.review_page import trail_of
from powers.revisions.staff_todo import enter

PAGE = 20
# Acts that need more than the subject's own fields; every other verb is called as it is.
WHOLE = {name: getattr(campaigning, name) for name in ("gather", "send_down", "settle", "close", "stop")}
ON_THE_PAGE = (*WHOLE, "pass_legal", "approve", "send_back")


@require_GET
def campaigns(request):
    enter(request.user)
    first = int(after) if (after := request.GET.get("after", "")).isdecimal() and len(after) < 6 else 0
    seen = Campaign.objects.visible_to(request.user).select_related("area")
    rows = list(seen.order_by("-opened_at", "pk")[first : first + PAGE + 1])
    context = {
        "campaigns": rows[:PAGE],
        "next": str(first + PAGE) if len(rows) > PAGE else "",
        "may_begin": own_area(request.user) is not None,
    }
    return render(request, "campaigns/list.html", context)


@require_http_methods(["GET", "POST"])
def begin(request):
    area = own_area(request.user)
    if area is None:
        raise PermissionDenied
    form = BeginForm(request.POST if request.method == "POST" else None, area=area)
    if not form.is_valid():
        return render(request, "campaigns/begin.html", {"form": form}, status=422 if form.is_bound else 200)
    campaign = campaigning.begin(area, by=request.user, now=clock.now, **form.cleaned_data)
    messages.success(request, "已经开始，所选部门的现行事项都已列入")
    return redirect("campaign", pk=campaign.pk)


@require_GET
def campaign(request, pk):
    return _page(request, seen(request, pk))


@require_POST
def act(request, pk, verb):
    """One act on the whole campaign."""
    found = seen(request, pk)
    if verb not in ON_THE_PAGE:
        raise Http404
    form = ActForm(request.POST, verb=verb, prefix=verb)
    if not form.is_valid():
        return _page(request, found, bound={verb: form}, status=422)
    said = {name: value for name, value in form.cleaned_data.items() if value}
    if verb in WHOLE:
        WHOLE[verb](found, by=request.user, at=clock.now(), **said)
    else:
        getattr(found, verb)(by=request.user, at=clock.now(), **said)
    messages.success(request, f"已办：{Campaign.verbs()[verb].label}")
    return redirect("campaign", pk=pk)


@require_GET
def report(request, pk):
    return render(request, "campaigns/report.html", report_of(seen(request, pk), user=request.user))


def seen(request, pk) -> Campaign:
    """A campaign within this person's sight; anything else is absent."""
    enter(request.user)
    return get_object_or_404(Campaign.objects.visible_to(request.user).select_related("area"), pk=pk)


def forms_for(subject, user, *, names, bound=None) -> list[dict]:
    """The acts this person may do now, each with its form; the one that was refused as it was typed."""
    bound = bound or {}
    verbs = [verb for verb in subject.verbs_for(user) if verb.name in names]
    return [
        {"verb": verb, "form": bound.get(verb.name) or ActForm(verb=verb.name, prefix=verb.name)}
        for verb in sorted(verbs, key=lambda verb: names.index(verb.name))
    ]


def _page(request, found: Campaign, *, bound=None, status=200):
    context = facts_of(found, user=request.user) | {
        "acts": forms_for(found, request.user, names=ON_THE_PAGE, bound=bound),
        "bound": next(iter((bound or {}).values()), None),
        "trail": trail_of(found),
    }
    return render(request, "campaigns/campaign.html", context, status=status)
