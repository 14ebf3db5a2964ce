"""One department's part of a campaign: its items, opinions on those that are ticked, and the acts on all that wait."""

import re

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ledger import clock
from ledger.verbs import Refused, may
from powers.campaigns import outcomes, work
from powers.campaigns.campaign_overlaps import CampaignOverlap
from powers.campaigns.forms import ActForm, JudgeForm
from powers.campaigns.items import CampaignItem, ItemState
from powers.campaigns.pages import forms_for
from powers.campaigns.returns import CampaignReturn
from powers.campaigns.view import item_facts
from powers.revisions.review_page import trail_of
from powers.revisions.staff_todo import enter

PAGE = 50
PLACE = re.compile(r"\d{12}-[0-9a-f]{32}")
# Each act on all that wait: what it does, and the state of the items it is for.
MANY = {
    "check_basis": (work.check_basis, "按登记核对依据", ItemState.CLAIMED),
    "keep_rest": (work.keep_rest, "其余的都保留", ItemState.CHECKED),
    "accept_rest": (work.accept_rest, "接受编办的意见", ItemState.DISPUTED),
    "agree_rest": (work.agree_rest, "其余的都同意", ItemState.PROPOSED),
}
VERB_OF = {
    "check_basis": "check_basis",
    "keep_rest": "propose",
    "accept_rest": "accept",
    "agree_rest": "agree",
}
WHOLE = {"hand_in": work.hand_in, "sign": work.sign, "answer": work.answer}
ON_THE_PAGE = (*WHOLE, "send_back")
JUDGING = ("propose", "differ")


@require_GET
def office(request, pk):
    return _page(request, seen(request, pk))


@require_POST
def judge(request, pk, verb):
    """One opinion on the ticked items; what was ticked and typed stays when it cannot be taken."""
    returned = seen(request, pk)
    if verb not in JUDGING:
        raise Http404
    form = JudgeForm(request.POST, fee="fees" in request.GET)
    if not form.is_valid():
        return _page(request, returned, form=form, status=422)
    try:
        ticked = request.POST.getlist("item")
        count = work.judge(returned, verb, ticked, by=request.user, now=clock.now, **form.cleaned_data)
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        form.add_error(None, str(refusal))
        return _page(request, returned, form=form, status=422)
    messages.success(request, f"{count} 项已记下")
    return redirect(reverse("campaign_office", args=[pk]) + ("?fees=1" if "fees" in request.GET else ""))


@require_POST
def many(request, pk, act):
    """One act on all items that wait for it."""
    returned = seen(request, pk)
    if act not in MANY:
        raise Http404
    count = MANY[act][0](returned, by=request.user, now=clock.now)
    messages.success(request, f"{MANY[act][1]}：{count} 项")
    return redirect("campaign_office", pk=pk)


@require_POST
def whole(request, pk, verb):
    """Hand in, sign, answer, or send back."""
    returned = seen(request, pk)
    if verb not in ON_THE_PAGE:
        raise Http404
    form = ActForm(request.POST, verb=verb, prefix=verb)
    if not form.is_valid():
        return _page(request, returned, bound={verb: form}, status=422)
    if verb in WHOLE:
        WHOLE[verb](returned, by=request.user, at=clock.now())
    else:
        returned.send_back(by=request.user, at=clock.now(), **form.cleaned_data)
    messages.success(request, f"已办：{CampaignReturn.verbs()[verb].label}")
    return redirect("campaign_office", pk=pk)


@require_POST
def draft(request, pk):
    """Begin the revisions that carry the conclusions out."""
    returned = seen(request, pk)
    done = outcomes.draft(returned, by=request.user, now=clock.now)
    messages.success(request, f"起草了 {done.count} 份修订，请到待办里补齐以后送签")
    for words in done.refusals[:5]:
        messages.warning(request, words)
    return redirect("campaign_office", pk=pk)


@require_GET
def item(request, pk):
    enter(request.user)
    mine = CampaignReturn.objects.visible_to(request.user)
    found = CampaignItem.objects.select_related(
        "returned__campaign", "power", "office", "successor", "revision"
    )
    found = get_object_or_404(found.filter(returned__in=mine), pk=pk)
    pairs = CampaignOverlap.objects.filter(Q(first=found) | Q(second=found)).select_related("campaign")
    context = {"item": found, "facts": item_facts(found), "trail": trail_of(found), "pairs": pairs}
    return render(request, "campaigns/item.html", context)


def seen(request, pk) -> CampaignReturn:
    enter(request.user)
    mine = CampaignReturn.objects.visible_to(request.user).select_related("campaign__area", "office")
    return get_object_or_404(mine, pk=pk)


def _page(request, returned: CampaignReturn, *, form=None, bound=None, status=200):
    is_fee, after = "fees" in request.GET, request.GET.get("after", "")
    items = CampaignItem.objects.filter(returned=returned)
    waiting = dict(items.order_by().values_list("state").annotate(count=Count("pk")))
    shown = _shown(items, request.GET.get("list", ""), is_fee=is_fee, after=after)
    acts, judging = _acts(returned, request.user, waiting)
    more = shown[PAGE - 1] if len(shown) > PAGE else None
    context = {
        "returned": returned, "campaign": returned.campaign, "items": shown[:PAGE], "is_fee": is_fee,
        "next": f"{more.power.basic_code}-{more.pk.hex}" if more else "", "chosen": request.GET.get("list", ""),
        "lists": [(s.value, s.label, waiting[s]) for s in ItemState if waiting.get(s)],
        "form": form or (JudgeForm(fee=is_fee) if judging else None), "judging": judging,
        "ticked": request.POST.getlist("item"), "many": acts,
        "acts": forms_for(returned, request.user, names=ON_THE_PAGE, bound=bound),
        "bound": next(iter((bound or {}).values()), None), "trail": trail_of(returned),
        "to_draft": _to_draft(returned, request.user),
    }  # fmt: skip
    return render(request, "campaigns/office.html", context, status=status)


def _shown(items, chosen: str, *, is_fee: bool, after: str) -> list[CampaignItem]:
    """One page of the items and one more, powers or fees, by their code."""
    items = items.exclude(fee="") if is_fee else items.filter(fee="")
    items = items.filter(state=chosen) if chosen in ItemState.values else items
    if PLACE.fullmatch(after):
        code, pk = after.split("-")
        items = items.filter(Q(power__basic_code__gt=code) | Q(power__basic_code=code, pk__gt=pk))
    rows = items.select_related("power", "successor", "revision").order_by("power__basic_code", "pk")
    return list(rows[: PAGE + 1])


def _acts(returned: CampaignReturn, user, waiting: dict) -> tuple[list[dict], str]:
    """The acts on all that wait, and the verb with which ticked items may be judged now."""
    acts = []
    for name, (_, label, state) in MANY.items():
        probe = CampaignItem(returned=returned, office_id=returned.office_id, state=state)
        if waiting.get(state) and may(probe, VERB_OF[name], user):
            acts.append({"name": name, "label": label, "count": waiting[state]})
    probes = {
        verb: CampaignItem(returned=returned, office_id=returned.office_id, state="proposed")
        for verb in JUDGING
    }
    judging = next((verb for verb, probe in probes.items() if may(probe, verb, user)), "")
    return acts, judging


def _to_draft(returned: CampaignReturn, user) -> int:
    probe = CampaignItem(returned=returned, office_id=returned.office_id, state="agreed")
    return outcomes.waiting(returned) if may(probe, "carry_out", user) else 0
