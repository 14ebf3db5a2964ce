"""The pairs of a campaign that look the same: find them, and settle them one after the other, side by side."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from ledger.verbs import may
from powers.campaigns.campaign_overlaps import CampaignOverlap
from powers.campaigns.comparing import compare
from powers.campaigns.forms import OverlapForm
from powers.campaigns.items import CampaignItem
from powers.campaigns.pages import seen
from powers.items.content_words import audience, days
from powers.revisions.reviewers import DEPARTMENT, REVIEW

PAGE = 30
SIDES = (
    "kept__power",
    *(f"{side}__{fact}" for side in ("first", "second") for fact in ("power", "office", "edition")),
)


@require_GET
def overlaps(request, pk):
    campaign = seen(request, pk)
    after = request.GET.get("after", "")
    pairs = _pairs(campaign, request.user)
    rows = list(
        pairs.filter(number__gt=int(after) if after.isdecimal() and len(after) < 6 else 0)[: PAGE + 1]
    )
    context = {
        "campaign": campaign,
        "pairs": rows[:PAGE],
        "next": str(rows[PAGE - 1].number) if len(rows) > PAGE else "",
        "may_find": may(CampaignOverlap(campaign=campaign), "find", request.user),
        "found": pairs.count(),
        "settled": pairs.filter(state="settled").count(),
    }
    return render(request, "campaigns/overlaps.html", context)


@require_POST
def find(request, pk):
    count = compare(seen(request, pk), by=request.user, now=clock.now)
    messages.success(request, f"新找出 {count} 组" if count else "没有找出新的组")
    return redirect("campaign_overlaps", pk=pk)


@require_http_methods(["GET", "POST"])
def overlap(request, pk, number):
    campaign = seen(request, pk)
    pair = get_object_or_404(_pairs(campaign, request.user), number=number)
    settles = may(pair, "settle", request.user)
    kept = {"outcome": pair.outcome, "reasons": pair.words, "kept": pair.kept_id}
    form = OverlapForm(request.POST if request.method == "POST" else None, overlap=pair, initial=kept)
    if request.method == "POST" and form.is_valid():
        pair.settle(by=request.user, at=clock.now(), **form.cleaned_data)
        messages.success(request, f"第 {number} 组已定：{pair.get_outcome_display()}")
        following = campaign.overlaps.filter(state="found").exclude(pk=pair.pk).first()
        return redirect(
            *(["campaign_overlap", pk, following.number] if following else ["campaign_overlaps", pk])
        )
    numbers = _pairs(campaign, request.user).values_list("number", flat=True)
    context = {
        "campaign": campaign, "pair": pair, "form": form if settles else None, "facts": versus(pair),
        "before": numbers.filter(number__lt=number).last(), "after": numbers.filter(number__gt=number).first(),
    }  # fmt: skip
    return render(request, "campaigns/overlap.html", context, status=422 if request.method == "POST" else 200)


def versus(pair: CampaignOverlap) -> list[dict]:
    """Both powers, fact by fact; `same` says what they have in common."""
    one, two = (_facts(item) for item in pair.items)
    return [
        {"label": label, "one": one[label], "two": two[label], "same": one[label] == two[label]}
        for label in one
        if one[label] or two[label]
    ]


def _facts(item: CampaignItem) -> dict[str, str]:
    content = item.edition.content()
    return {
        "依据": "；".join(f"《{entry['law']}》{entry['article']}" for entry in content["basis"]),
        "对象": audience(content),
        "材料": "、".join(material["name"] for material in content["materials"]),
        "承诺": days(content["promised_days"]),
        "法定": item.edition.statutory_words,
        "结果": content["result_name"],
        "部门意见": item.get_proposed_display(),
    }


def _pairs(campaign, user):
    """The pairs of a campaign; a department sees those in which it has a part."""
    found = campaign.overlaps.select_related("campaign", *SIDES).order_by("number")
    if user.holds(*REVIEW.values()):
        return found
    own = user.offices_as(*DEPARTMENT.values())
    return found.filter(Q(first__office__in=own) | Q(second__office__in=own))
