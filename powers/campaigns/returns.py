"""A department's return (报送) in a campaign: it hands in its conclusions round by round, the staffing office answers.

The clerk hands in, the head of the department signs; either the head or the staffing office may send back, with reasons.
The counts of each way are written down when it is signed or answered, as they stood then.
"""

from django.db import models

from ledger.verbs import NEW, verb
from ledger.zone import Zone
from powers.campaigns import people
from powers.campaigns.campaigns import Campaign
from powers.people.offices import Office
from powers.revisions.reviewers import DEPARTMENT


class ReturnState(models.TextChoices):
    ASKED = "asked", "部门清理中"
    SIGNING = "signing", "待负责人签报"
    RETURNED = "returned", "已报送"
    ANSWERED = "answered", "编办已反馈"


def _sends_back(user, returned) -> bool:
    if returned.state == ReturnState.SIGNING:
        return people.is_head(user, returned)
    return returned.is_open and people.is_staffing(user, returned)


class ReturnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A department sees its own return; reviewers all of the campaigns they see."""
        seen = Campaign.objects.visible_to(user)
        if user.holds(*people.REVIEW.values()):
            return self.filter(campaign__in=seen)
        return self.filter(office__in=user.offices_as(*DEPARTMENT.values()))


class CampaignReturn(people.Handled):
    """部门报送: what one department says in a campaign."""

    KIND = "campaign return"
    OWNER = dict.fromkeys((NEW, *ReturnState.values), Zone.INNER)

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="returns")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    counts = models.JSONField("各轮项数", default=dict)
    stage_at = models.DateTimeField()

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "office"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "office"], name="campaign_return_once"),
        ]

    def __str__(self):
        return f"{self.campaign}：{self.office}"

    @property
    def stage(self) -> ReturnState:
        return ReturnState(self.state)

    @property
    def area_code(self) -> str:
        return self.campaign.area_id

    @property
    def is_open(self) -> bool:
        return self.campaign.state in ("up", "down")

    @verb(label="下达", source=NEW, target=ReturnState.ASKED, who=people.is_staffing)
    def ask(self, *, by, at, **_):
        """The department is asked to look at every power it has."""
        return self._said(by, "staffing")

    @verb(label="报负责人", source=ReturnState.ASKED, target=ReturnState.SIGNING, who=people.is_clerk)
    def hand_in(self, *, by, at, note="", **_):
        """Every item has a conclusion; the head of the department is to sign."""
        return self._said(by, "office", note=note)

    @verb(label="签报", source=ReturnState.SIGNING, target=ReturnState.RETURNED, who=people.is_head)
    def sign(self, *, by, at, counts: dict, note="", **_):
        """The head answers for the return; the counts stand as they are now."""
        return self._said(by, "signing", public=self._counted("up", counts), note=note)

    @verb(
        label="退回", source=[ReturnState.SIGNING, ReturnState.RETURNED], target=ReturnState.ASKED, who=_sends_back,
        needs=("reasons",),
    )  # fmt: skip
    def send_back(self, *, by, at, reasons, **_):
        """The head, or the staffing office, sends the return back with reasons."""
        stage = "signing" if self.state == ReturnState.SIGNING else "staffing"
        return self._said(by, stage, reasons=reasons)

    @verb(label="反馈", source=ReturnState.RETURNED, target=ReturnState.ANSWERED, who=people.is_staffing)
    def answer(self, *, by, at, counts: dict, note="", **_):
        """The staffing office has said of every item whether it agrees."""
        return self._said(by, "staffing", public=self._counted("down", counts), note=note)

    @verb(label="再报", source=ReturnState.ANSWERED, target=ReturnState.ASKED, who=people.is_staffing)
    def ask_again(self, *, by, at, **_):
        """The next round begins."""
        return self._said(by, "staffing")

    def _counted(self, way: str, counts: dict) -> dict:
        return {"round": f"{self.campaign.round}{way}", "counts": counts}

    def project(self, event):
        self.stage_at = event.at
        if "counts" in event.body:
            self.counts = {**self.counts, event.body["round"]: event.body["counts"]}


CampaignReturn._meta.get_field("state").choices = ReturnState.choices
