"""The acts of a campaign as a whole: it opens, goes up and down, is settled, and ends.

Refused: an office without powers in force, a power that another campaign holds, a way that not every department has gone,
settling while opinions differ (before the third round) or overlaps wait, and closing before every conclusion is in force.
"""

import uuid
from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from ledger import canon
from ledger.births import bear
from ledger.verbs import Refused
from powers.campaigns.campaigns import ROUNDS, Campaign
from powers.campaigns.conclusions import CARRIED_BY
from powers.campaigns.counts import tallies, total
from powers.campaigns.items import CampaignItem, ItemState
from powers.campaigns.returns import CampaignReturn, ReturnState
from powers.catalogue import Edition
from powers.people.offices import Area, Office

UNNAMED_FEE = "收费（没有列出项目）"
SHOWN = 5


def begin(
    area: Area, *, name: str, offices: Iterable[Office], by, now: Callable[[], datetime], target: int | None = None,
    due_on: date | None = None,
) -> Campaign:  # fmt: skip
    """Open a campaign over offices: every power in force, and every fee, is claimed."""
    offices = sorted(offices, key=lambda office: office.pk)
    editions = _editions(offices)
    _refuse_held(editions)
    try:
        with transaction.atomic():
            campaign = Campaign(area=area, name=name, target=target, due_on=due_on)
            campaign.open(by=by, at=now(), offices=[office.pk for office in offices], count=len(editions))
            for office in offices:
                own = [edition for edition in editions if edition.power.office_id == office.pk]
                _claim(campaign, office, own, by=by, now=now)
    except IntegrityError as error:
        raise Refused("刚刚有人开始了同名的清理，或者已经把这些事项列入清理，请看最新情况") from error
    return campaign


def _editions(offices: list[Office]) -> list[Edition]:
    found = Edition.objects.in_force().filter(power__office__in=offices).select_related("power")
    editions = list(found.order_by("power__office", "power__basic_code"))
    empty = [o.name for o in offices if o.pk not in {edition.power.office_id for edition in editions}]
    if empty or not offices:
        raise Refused(f"{'、'.join(empty[:SHOWN]) or '所选部门'}没有现行的权力事项，请重新选部门")
    return editions


def _refuse_held(editions: list[Edition]) -> None:
    offices = {edition.power.office_id for edition in editions}
    held = CampaignItem.objects.filter(active=True, office__in=offices).select_related("returned__campaign")
    if first := held.first():
        raise Refused(f"{first.office}正在“{first.returned.campaign}”里清理，请等它结束，或者不选这个部门")


def _claim(campaign: Campaign, office: Office, editions: list[Edition], *, by, now: Callable) -> None:
    returned = CampaignReturn(campaign=campaign, office=office)
    returned.ask(by=by, at=now())
    items = [
        CampaignItem(id=uuid.uuid4(), returned=returned, office=office, power=edition.power, edition=edition, fee=fee)
        for edition in editions
        for fee in ("", *fee_names(edition))
    ]  # fmt: skip
    bear(items, "claim", by=by, at=now())


def fee_names(edition: Edition) -> list[str]:
    """The fees of an edition by name; one without a name when it charges and says no more."""
    named = [row["name"] for row in edition.details.get("fees", ()) if row.get("name")]
    return list(dict.fromkeys(named)) or ([UNNAMED_FEE] if edition.charges else [])


def gather(campaign: Campaign, *, by, at: datetime) -> None:
    """All departments have handed in."""
    _refuse_unready(campaign, ReturnState.RETURNED, ReturnState.ANSWERED, words="还没有报送")
    campaign.gather(by=by, at=at)


def send_down(campaign: Campaign, *, by, at: datetime, due_on: date | None = None) -> None:
    """The answers go to the departments, and the next round begins."""
    if campaign.round >= ROUNDS:
        raise Refused(f"已经是第 {ROUNDS} 轮，不能再发回，请定稿")
    _refuse_unready(campaign, ReturnState.ANSWERED, words="还没有反馈")
    with transaction.atomic():
        campaign.send_down(by=by, at=at, due_on=due_on)
        for returned in campaign.returns.select_related("campaign"):
            returned.ask_again(by=by, at=at)


def settle(campaign: Campaign, *, by, at: datetime) -> None:
    """The conclusions stand and go to the legal office."""
    _refuse_unready(campaign, ReturnState.ANSWERED, words="还没有反馈")
    items = items_of(campaign)
    if campaign.round < ROUNDS and (count := items.filter(state=ItemState.DISPUTED).count()):
        raise Refused(f"还有 {count} 项意见不一样，请先发回部门再听一轮意见")
    if count := campaign.overlaps.filter(state="found").count():
        raise Refused(f"还有 {count} 组可能重复的事项没有定，请先定")
    campaign.settle(by=by, at=at, settled=settled(campaign))


def settled(campaign: Campaign) -> dict:
    """The counts of what stands, and the digest of every conclusion."""
    items = items_of(campaign)
    rows = items.order_by("pk").values_list("pk", "conclusion", "successor")
    counts = total(tallies(items).values())
    told = [[str(pk), conclusion, str(successor or "")] for pk, conclusion, successor in rows.iterator()]
    return {"before": counts.before, "after": counts.after, "digest": canon.digest(told)}


def close(campaign: Campaign, *, by, at: datetime) -> None:
    """Every conclusion has come into force."""
    if count := unfinished(campaign).count():
        raise Refused(f"还有 {count} 项结论没有落实，请等修订发布以后再结束")
    with transaction.atomic():
        campaign.close(by=by, at=at, settled=settled(campaign))
        items_of(campaign).update(active=False)


def stop(campaign: Campaign, *, by, at: datetime, reasons: str) -> None:
    """Give the campaign up, and set its powers free."""
    with transaction.atomic():
        campaign.stop(by=by, at=at, reasons=reasons)
        items_of(campaign).update(active=False)


def unfinished(campaign: Campaign):
    """The items whose conclusion changes the catalogue and is not in force yet."""
    changing = items_of(campaign).filter(conclusion__in=[*CARRIED_BY, "lower", "suspend"])
    return changing.exclude(revision__state="published").filter(power__current__isnull=False)


def items_of(campaign: Campaign):
    return CampaignItem.objects.filter(returned__campaign=campaign)


def _refuse_unready(campaign: Campaign, *ready: ReturnState, words: str) -> None:
    waiting = campaign.returns.exclude(state__in=ready).select_related("office")
    if names := [returned.office.short_name for returned in waiting]:
        more = f"等 {len(names)} 个部门" if len(names) > SHOWN else ""
        raise Refused(f"{'、'.join(names[:SHOWN])}{more}{words}")
