"""An item of a campaign (清理事项): one power, or one fee of a power, on its way to a conclusion.

The verbs stand in the order of the work: claimed by the campaign, its basis checked against the register, the department's
conclusion, the staffing office's answer, and the revision that carries it out. Refused: a conclusion without reasons unless
it is to keep, keeping what no longer has a basis in law, merging into nothing or into itself, and any change of opinion
while the return is not with the one who would change it.
"""

from django.db import models
from django.db.models import Q

from ledger.verbs import NEW, Refused, verb
from ledger.zone import Zone
from powers.campaigns import people
from powers.campaigns.conclusions import Conclusion, allowed, ends_power
from powers.campaigns.returns import CampaignReturn, ReturnState
from powers.catalogue import Edition, Power
from powers.people.offices import Office
from powers.revisions.revisions import Revision


class ItemState(models.TextChoices):
    CLAIMED = "claimed", "待核对依据"
    CHECKED = "checked", "待部门提意见"
    PROPOSED = "proposed", "待编办答复"
    AGREED = "agreed", "意见一致"
    DISPUTED = "disputed", "意见不一样"
    CARRYING = "carrying", "正在修订"


class BasisFound(models.TextChoices):
    HOLDS = "holds", "现行有效"
    ENDED = "ended", "已经失效"
    UNKNOWN = "unknown", "还没有登记"


WITH_OFFICE = (ItemState.CHECKED, ItemState.PROPOSED, ItemState.AGREED, ItemState.DISPUTED)
DECIDED = (ItemState.AGREED, ItemState.DISPUTED)


def _is_proposing(user, item) -> bool:
    returned = item.returned
    return returned.state == ReturnState.ASKED and returned.is_open and people.is_clerk(user, item)


def _is_answering(user, item) -> bool:
    returned = item.returned
    return returned.state == ReturnState.RETURNED and returned.is_open and people.is_staffing(user, item)


def _is_carrying_out(user, item) -> bool:
    return item.returned.campaign.state == "carrying" and people.is_clerk(user, item)


class CampaignItem(people.Handled):
    """清理事项: one power of a department, or one of its fees (`fee` names it), in one campaign."""

    KIND = "campaign item"
    OWNER = dict.fromkeys((NEW, *ItemState.values), Zone.INNER)

    returned = models.ForeignKey(CampaignReturn, models.PROTECT, related_name="items")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    power = models.ForeignKey(Power, models.PROTECT, related_name="campaign_items")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    fee = models.CharField("收费项目", max_length=200, blank=True)
    basis = models.CharField("依据", max_length=10, choices=BasisFound, blank=True)
    proposed = models.CharField("部门意见", max_length=10, choices=Conclusion, blank=True)
    conclusion = models.CharField("结论", max_length=10, choices=Conclusion, blank=True)
    reasons = models.TextField("部门理由", blank=True)
    answer = models.TextField("编办意见", blank=True)
    successor = models.ForeignKey(Power, models.PROTECT, null=True, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="campaign_items")
    active = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["returned", "power", "fee"]
        indexes = [models.Index(fields=["returned", "state"], name="campaign_item_todo")]
        constraints = [
            models.UniqueConstraint(
                fields=["power", "fee"], condition=Q(active=True), name="campaign_item_one_campaign"
            )
        ]

    def __str__(self):
        return f"{self.power}：{self.fee}" if self.fee else str(self.power)

    @property
    def stage(self) -> ItemState:
        return ItemState(self.state)

    @property
    def area_code(self) -> str:
        return self.returned.campaign.area_id

    @property
    def ends(self) -> bool:
        """Whether its power leaves the list by this conclusion."""
        return not self.fee and ends_power(self.conclusion)

    @verb(label="列入清理", source=NEW, target=ItemState.CLAIMED, who=people.is_staffing)
    def claim(self, *, by, at, **_):
        """The campaign takes the power, as its edition in force says."""
        named = {"power": str(self.power_id), "edition": str(self.edition_id), "fee": self.fee}
        return self._said(by, "staffing", public=named)

    @verb(label="核对依据", source=ItemState.CLAIMED, target=ItemState.CHECKED, who=_is_proposing)
    def check_basis(self, *, by, at, found: str, **_):
        """What the register of laws says of its basis today."""
        self.basis = BasisFound(found).value
        return self._said(by, "office", public={"basis": self.basis})

    @verb(label="提出意见", source=WITH_OFFICE, target=ItemState.PROPOSED, who=_is_proposing)
    def propose(self, *, by, at, conclusion: str, reasons="", successor=None, **_):
        """The department says what should become of it; what was said before gives way."""
        self._refuse(conclusion, reasons, successor)
        if conclusion == Conclusion.KEEP and self.basis == BasisFound.ENDED:
            raise Refused(f"“{self}”的依据已经失效，不能保留，请改选规范（换依据）或者取消")
        self.proposed = self.conclusion = conclusion
        self.reasons, self.answer, self.successor = reasons, "", successor
        return self._said(by, "office", public=self._concluded(), reasons=reasons)

    @verb(label="接受编办意见", source=ItemState.DISPUTED, target=ItemState.AGREED, who=_is_proposing)
    def accept(self, *, by, at, **_):
        """The department gives way to the staffing office."""
        self.proposed = self.conclusion
        return self._said(by, "office", public=self._concluded())

    @verb(label="同意", source=ItemState.PROPOSED, target=ItemState.AGREED, who=_is_answering)
    def agree(self, *, by, at, note="", **_):
        """The staffing office is of the same opinion."""
        self.answer = note
        return self._said(by, "staffing", public=self._concluded(), note=note)

    @verb(
        label="提出不同意见", source=[ItemState.PROPOSED, *DECIDED], target=ItemState.DISPUTED, who=_is_answering,
        needs=("reasons",),
    )  # fmt: skip
    def differ(self, *, by, at, conclusion: str, reasons: str, successor=None, **_):
        """The staffing office sees it otherwise, with reasons."""
        self._refuse(conclusion, reasons, successor)
        if (conclusion, successor) == (self.proposed, self.successor):
            raise Refused(f"编办意见和部门意见一样，“{self}”请选同意")
        self.conclusion, self.answer, self.successor = conclusion, reasons, successor
        return self._said(by, "staffing", public=self._concluded(), reasons=reasons)

    @verb(
        label="起草修订",
        source=[*DECIDED, ItemState.CARRYING],
        target=ItemState.CARRYING,
        who=_is_carrying_out,
    )
    def carry_out(self, *, by, at, revision: Revision, **_):
        """The department drafts the revision that carries the conclusion out."""
        self.revision = revision
        return self._said(by, "office", public={"revision": str(revision.pk)})

    def _concluded(self) -> dict:
        return {"conclusion": self.conclusion, "successor": str(self.successor_id or "")}

    def _refuse(self, conclusion: str, reasons: str, successor: Power | None) -> None:
        if conclusion not in allowed(fee=bool(self.fee)):
            raise Refused(f"“{self}”没有“{conclusion}”这个结论，请从列表里选")
        if conclusion != Conclusion.KEEP and not reasons.strip():
            raise Refused(f"“{self}”：不是保留的，请写明理由")
        if (conclusion == Conclusion.MERGE) != (successor is not None):
            raise Refused("合并的，请写明并入哪一项；不是合并的，不写并入哪一项")
        if successor is not None and successor.pk == self.power_id:
            raise Refused(f"“{self}”不能并入它自己，请写另一项的基本编码")


CampaignItem._meta.get_field("state").choices = ItemState.choices
