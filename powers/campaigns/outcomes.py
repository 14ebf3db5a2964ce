"""From the conclusions of an approved campaign to revisions: the one way into the catalogue, gone like every other.

Each power whose conclusion, or a fee of which, changes something gets one revision in draft with the reasons, the document
and the fee already written; the department completes and sends it. A power that leaves the list takes its fees with it.
Left out, and said so: a power with a revision under way or no longer in the list.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.campaigns.campaigning import UNNAMED_FEE, unfinished
from powers.campaigns.conclusions import CARRIED_BY, Conclusion
from powers.campaigns.items import CampaignItem
from powers.campaigns.returns import CampaignReturn
from powers.campaigns.work import hold
from powers.revisions import revising
from powers.revisions.adjustments import Kind

MOST = 30
UNDER_WAY = Q(revision__isnull=False) & ~Q(revision__state="discarded")
STATUS = {Conclusion.LOWER: "3", Conclusion.SUSPEND: "2"}


@dataclass
class Drafted:
    """How many revisions were begun, and why others were not."""

    count: int = 0
    refusals: list[str] = field(default_factory=list)


def draft(returned: CampaignReturn, *, by, now: Callable[[], datetime]) -> Drafted:
    """Begin the revisions of one department, at most MOST at once."""
    done = Drafted()
    with transaction.atomic():
        groups = _waiting(hold(returned))
        for items in groups[:MOST]:
            try:
                with transaction.atomic():
                    _draft(items, by=by, at=now())
                done.count += 1
            except Refused as refusal:
                done.refusals.append(f"{items[0].power}：{refusal}")
    return done


def waiting(returned: CampaignReturn) -> int:
    """How many powers of a department wait for their revision."""
    return len(_waiting(returned))


def _waiting(returned: CampaignReturn) -> list[list[CampaignItem]]:
    """The items that change something, power by power, without those whose revision is under way."""
    found = unfinished(returned.campaign).filter(returned=returned).exclude(UNDER_WAY)
    by_power: dict = {}
    for item in found.select_related("returned__campaign", "power__current", "power__office", "power__power_class",
                                     "successor").order_by("power__basic_code", "pk"):  # fmt: skip
        by_power.setdefault(item.power_id, []).append(item)
    return list(by_power.values())


def _draft(items: list[CampaignItem], *, by, at: datetime) -> None:
    power = items[0].power
    own = next((item for item in items if not item.fee), None)
    kind = CARRIED_BY[own.conclusion] if own else Kind.CHANGE
    campaign = items[0].returned.campaign
    revision = revising.revise(power, kind=kind, by=by, at=at, duty=f"清理规范：{campaign.name}"[:200])
    proposed = {
        "reasons": _reasons(items, campaign),
        "document": campaign.document,
        "effective_on": civil_day(at),
        "successor": own.successor if own else None,
    }
    if kind == Kind.CHANGE:
        proposed["content"] = with_fees(revision.content, {i.fee: i.conclusion for i in items if i.fee})
    revision.amend(by=by, at=at, proposed=proposed)
    for item in items:
        item.carry_out(by=by, at=at, revision=revision)


def _reasons(items: Iterable[CampaignItem], campaign) -> str:
    said = [f"按“{campaign.name}”审定的结论办理。"]
    for item in items:
        words = f"{item.fee or '本事项'}：{item.get_conclusion_display()}"
        said.append(f"{words}，{item.answer or item.reasons}" if item.answer or item.reasons else words)
    return "\n".join(said)[:2000]


def with_fees(content: dict, conclusions: dict[str, str]) -> dict:
    """The content with what was settled of its fees: cancelled ones are gone, the others say how they stand."""
    rows = [
        {**row, "status": STATUS[said]} if (said := conclusions.get(row["name"])) in STATUS else row
        for row in content["details"].get("fees", ())
        if conclusions.get(row["name"]) != Conclusion.CANCEL
    ]
    details = {name: value for name, value in content["details"].items() if name != "fees"}
    details |= {"fees": rows} if rows else {}
    unnamed = conclusions.get(UNNAMED_FEE) == Conclusion.CANCEL
    ended = unnamed or (Conclusion.CANCEL in conclusions.values() and not rows)
    plain = {"charges": False, "fee_basis": ""} if ended else {}
    return {**content, "details": details, **plain}
