"""What the page and the printed report of a campaign show: the ways gone, the rows of the departments, their sums."""

from dataclasses import dataclass

from django.db.models import Q

from powers.campaigns.campaign_overlaps import CampaignOverlap
from powers.campaigns.campaigning import items_of, unfinished
from powers.campaigns.campaigns import PLACES, ROUNDS, Campaign, CampaignStage
from powers.campaigns.conclusions import REMOVING
from powers.campaigns.counts import Tally, fees, noted, rounds, share, tallies, total
from powers.campaigns.items import CampaignItem, ItemState
from powers.campaigns.returns import CampaignReturn, ReturnState
from powers.figures import bar_width

FULL = 50
WAITING = {"up": (ReturnState.ASKED, ReturnState.SIGNING), "down": (ReturnState.RETURNED,)}


@dataclass(frozen=True)
class Row:
    """One department: its return, its counts as they stand now, and what was written down each way."""

    returned: CampaignReturn
    tally: Tally
    mine: bool

    @property
    def meter(self) -> str:
        """The reduction as a bar that is full at FULL percent."""
        return bar_width(self.tally.percent * 100 / FULL)

    def after(self, way: str) -> int | None:
        counts = self.returned.counts.get(way)
        return noted(counts).after if counts else None


def facts_of(campaign: Campaign, *, user) -> dict:
    rows = rows_of(campaign, user=user)
    items, whole = items_of(campaign), total(row.tally for row in rows)
    overlaps = CampaignOverlap.objects.filter(campaign=campaign)
    return {
        "campaign": campaign,
        "stages": stages(campaign),
        "rows": rows,
        "total": whole,
        "total_meter": bar_width(whole.percent * 100 / FULL),
        "full": FULL,
        "bars": bars(campaign, rows, whole),
        "waiting": sum(row.returned.state in WAITING.get(campaign.state, ()) for row in rows),
        "answered": sum(row.returned.state not in WAITING.get(campaign.state, ()) for row in rows),
        "disputed": items.filter(state=ItemState.DISPUTED).count(),
        "fees": fees(items),
        "pairs": overlaps.count(),
        "settled": overlaps.filter(state="settled").count(),
        "unfinished": unfinished(campaign).count() if campaign.state == CampaignStage.CARRYING else 0,
    }


def rows_of(campaign: Campaign, *, user) -> list[Row]:
    returns = campaign.returns.select_related("office").order_by("office__name")
    mine = set(CampaignReturn.objects.visible_to(user).filter(campaign=campaign).values_list("pk", flat=True))
    by_return = tallies(items_of(campaign))
    return [Row(each, by_return.get(each.pk, Tally()), each.pk in mine) for each in returns]


def stages(campaign: Campaign) -> list[dict]:
    """The six ways, each done, now or ahead."""
    ways = [(number, way) for number in range(1, ROUNDS + 1) for way in ("up", "down")]
    going = campaign.state in ("up", "down")
    here = ways.index((campaign.round, campaign.state)) if going else 2 * campaign.round
    words = {"up": "部门报", "down": "编办审"}
    return [
        {
            "label": f"{PLACES[number - 1]}{'上' if way == 'up' else '下'}",
            "words": words[way] if going or place < here else "不用走",
            "done": place < here,
            "now": going and place == here,
        }
        for place, (number, way) in enumerate(ways)
    ]


def bars(campaign: Campaign, rows: list[Row], whole: Tally) -> list[dict]:
    """How many powers are left after each way that all departments have gone."""
    gone = rounds(campaign, [row.returned for row in rows])
    told = [("清理前", whole.before), *((each["name"], each["tally"].after) for each in gone)]
    return [{"name": name, "count": count, "percent": share(count, whole.before)} for name, count in told]


def ways_of(rows: list[Row]) -> list[dict]:
    """The table of counts per way and department: each way with a cell for each row, and their sum."""
    found = []
    for number in range(1, ROUNDS + 1):
        for way, words in (("up", "上"), ("down", "下")):
            cells = [row.after(f"{number}{way}") for row in rows]
            if any(cell is not None for cell in cells):
                whole = sum(cell for cell in cells if cell is not None)
                found.append({"name": f"{PLACES[number - 1]}{words}", "cells": cells, "sum": whole})
    return found


def report_of(campaign: Campaign, *, user) -> dict:
    """Everything of a campaign that is printed; the words of other departments only for those who review them."""
    facts = facts_of(campaign, user=user)
    ways = ways_of(facts["rows"])
    mine = [row.returned.pk for row in facts["rows"] if row.mine]
    items = CampaignItem.objects.filter(returned__in=mine).select_related("power", "office", "successor")
    items = items.order_by("office", "power__basic_code", "pk")
    sides = [f"{side}__{fact}" for side in ("first", "second") for fact in ("power", "office")]
    pairs = campaign.overlaps.filter(Q(first__returned__in=mine) | Q(second__returned__in=mine))
    return facts | {
        "ways": ways,
        "lines": [
            {"row": row, "cells": [{"name": way["name"], "count": way["cells"][place]} for way in ways]}
            for place, row in enumerate(facts["rows"])
        ],
        "removed": items.filter(fee="", conclusion__in=REMOVING),
        "fee_items": items.exclude(fee=""),
        "settled_pairs": pairs.filter(state="settled").select_related(*sides),
    }


def item_facts(item: CampaignItem) -> list[tuple[str, str]]:
    """An item in plain words."""
    successor = f"，并入“{item.successor.name}”" if item.successor else ""
    said = [
        ("部门", item.office.name),
        ("基本编码", item.power.basic_code),
        ("收费项目", item.fee),
        ("依据", item.get_basis_display()),
        ("部门意见", item.get_proposed_display()),
        ("部门理由", item.reasons),
        ("编办意见", item.answer),
        ("结论", f"{item.get_conclusion_display()}{successor}" if item.conclusion else ""),
    ]
    return [(label, words) for label, words in said if words]
