"""Pairs of a campaign that look the same (可能重复的事项): found by `overlaps`, settled one by one by the staffing office.

What was found is a question and never an answer; settling needs reasons. The outcome is told to both departments with their
items. Whether one of them goes is then said at the item itself, where the department may answer.
"""

from django.db import models

from ledger.verbs import NEW, Refused, verb
from ledger.zone import Zone
from powers.campaigns import people
from powers.campaigns.campaigns import Campaign
from powers.campaigns.items import CampaignItem


class OverlapState(models.TextChoices):
    FOUND = "found", "待定"
    SETTLED = "settled", "已定"


class Outcome(models.TextChoices):
    BOTH = "both", "都保留"
    TOGETHER = "together", "都保留，并成一件事"
    MERGE = "merge", "并成一项"
    CANCEL = "cancel", "取消一项"


HINTS = {
    "both": "职责不同，各办各的",
    "together": "一次申请，两边同时办",
    "merge": "选由哪一项留下",
    "cancel": "选由哪一项留下",
}
NEEDS_KEPT = (Outcome.MERGE, Outcome.CANCEL)


def _is_settling(user, overlap) -> bool:
    return overlap.campaign.state in ("up", "down") and people.is_staffing(user, overlap)


class CampaignOverlap(people.Handled):
    """重复组: two items of different departments that look the same."""

    KIND = "campaign overlap"
    OWNER = dict.fromkeys((NEW, *OverlapState.values), Zone.INNER)

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="overlaps")
    first = models.ForeignKey(CampaignItem, models.PROTECT, related_name="+")
    second = models.ForeignKey(CampaignItem, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("第几组")
    score = models.PositiveSmallIntegerField("相似度")
    reasons = models.JSONField("为什么", default=list)
    outcome = models.CharField("编办意见", max_length=10, choices=Outcome, blank=True)
    kept = models.ForeignKey(CampaignItem, models.PROTECT, null=True, related_name="+")
    words = models.TextField("理由", blank=True)

    class Meta:
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "first", "second"], name="campaign_overlap_once"),
            models.UniqueConstraint(fields=["campaign", "number"], name="campaign_overlap_number"),
        ]

    def __str__(self):
        return f"第 {self.number} 组"

    @property
    def stage(self) -> OverlapState:
        return OverlapState(self.state)

    @property
    def area_code(self) -> str:
        return self.campaign.area_id

    @property
    def items(self) -> tuple[CampaignItem, CampaignItem]:
        return self.first, self.second

    @verb(label="找出", source=NEW, target=OverlapState.FOUND, who=_is_settling)
    def find(self, *, by, at, **_):
        """The two look the same, for the reasons given."""
        pair = {"first": str(self.first_id), "second": str(self.second_id), "score": self.score}
        return self._said(by, "staffing", public=pair)

    @verb(label="定", source=[OverlapState.FOUND, OverlapState.SETTLED], target=OverlapState.SETTLED, who=_is_settling,
          needs=("outcome", "reasons"))  # fmt: skip
    def settle(self, *, by, at, outcome: str, reasons: str, kept=None, **_):
        """The staffing office says whether they are two powers or one."""
        if outcome in NEEDS_KEPT and kept is None:
            raise Refused("并成一项或者取消一项的，请选哪一项留下")
        self.outcome, self.words = outcome, reasons
        self.kept = kept if outcome in NEEDS_KEPT else None
        told = {"outcome": outcome, "kept": str(self.kept_id or "")}
        return self._said(by, "staffing", public=told, reasons=reasons)


CampaignOverlap._meta.get_field("state").choices = OverlapState.choices
