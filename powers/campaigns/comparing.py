"""Comparing the powers of a campaign across its offices, and the staffing office's word on each pair that looks the same."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, models, transaction

from ledger.births import bear
from ledger.verbs import Refused
from powers.campaigns import overlaps
from powers.campaigns.campaign_overlaps import CampaignOverlap
from powers.campaigns.campaigning import items_of
from powers.campaigns.campaigns import Campaign
from powers.campaigns.items import CampaignItem
from powers.provisions.citations import place_of


def compare(campaign: Campaign, *, by, now: Callable[[], datetime]) -> int:
    """Find pairs that look the same and were not found before; how many are new."""
    items = {item.pk: item for item in _compared(campaign)}
    pairs = overlaps.find(map(facts_of, items.values()))
    try:
        with transaction.atomic():
            return _noted(campaign, pairs, items, by=by, at=now())
    except IntegrityError as error:
        raise Refused("刚刚有人比对过，请看最新的结果") from error


def facts_of(item: CampaignItem) -> overlaps.Facts:
    """What is compared of an item: the words of its edition."""
    edition = item.edition
    return overlaps.Facts(
        key=item.pk,
        office=item.office_id,
        code=item.power.basic_code,
        name=edition.name,
        basis=frozenset(map(place_of, edition.basis)),
        materials=frozenset(material["name"] for material in edition.materials),
        result=edition.result_name,
    )


def _compared(campaign: Campaign):
    wanted = ("name", "basis", "materials", "result_name")
    items = items_of(campaign).filter(fee="").select_related("edition", "power")
    named = [f"edition__{name}" for name in wanted]
    return items.only("returned", "office", "power__basic_code", *named).order_by("power__basic_code", "pk")


def _noted(campaign: Campaign, pairs: list, items: dict, *, by, at: datetime) -> int:
    known = set(campaign.overlaps.values_list("first", "second"))
    last = campaign.overlaps.aggregate(last=models.Max("number"))["last"] or 0
    new = [pair for pair in pairs if (pair.first, pair.second) not in known]
    rows = [
        CampaignOverlap(
            id=uuid.uuid4(), campaign=campaign, first=items[pair.first], second=items[pair.second], number=number,
            score=pair.score, reasons=list(pair.reasons),
        )
        for number, pair in enumerate(new, start=last + 1)
    ]  # fmt: skip
    bear(rows, "find", by=by, at=at)
    return len(rows)
