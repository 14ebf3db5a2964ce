"""A clean-up campaign (清理规范): every power of the chosen offices is looked at again, three times up and three down.

The departments say what becomes of each power (上), the staffing office answers (下), at most three rounds; then the legal
office reviews the whole, the government approves it, and each conclusion becomes a revision that goes the way of every other
revision. A campaign publishes nothing by itself. What was settled is sealed as one digest, so nobody can alter it later.
"""

from django.db import models
from django.db.models import Q

from ledger.verbs import NEW, verb
from ledger.zone import Zone
from powers.campaigns import people
from powers.people.offices import Area, area_prefix
from powers.revisions.reviewers import DEPARTMENT, REVIEW

ROUNDS = 3
PLACES = "一二三"


class CampaignStage(models.TextChoices):
    UP = "up", "部门清理"
    DOWN = "down", "编办审核"
    LEGAL = "legal", "合法性审查"
    APPROVAL = "approval", "政府批准"
    CARRYING = "carrying", "落实结论"
    CLOSED = "closed", "已公布"
    STOPPED = "stopped", "已停止"


OVER = (CampaignStage.CLOSED, CampaignStage.STOPPED)


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reviewing offices see the campaigns of their areas, departments those that they are in."""
        seen = Q(returns__office__in=user.offices_as(*DEPARTMENT.values()))
        for post in user.posts:
            if post.role in REVIEW.values():
                seen |= Q(area__code__startswith=area_prefix(post.office.area_id))
        return self.filter(seen).distinct()


class Campaign(people.Handled):
    """清理规范: one clean-up of the lists of several offices."""

    KIND = "campaign"
    OWNER = dict.fromkeys((NEW, *CampaignStage.values), Zone.INNER)

    area = models.ForeignKey(Area, models.PROTECT, related_name="campaigns")
    name = models.CharField("名称", max_length=80)
    target = models.PositiveSmallIntegerField("精减目标", null=True, help_text="百分之几")
    round = models.PositiveSmallIntegerField("第几轮", default=1)
    due_on = models.DateField("本轮期限", null=True)
    document = models.CharField("批准文号", max_length=80, blank=True)
    opened_at = models.DateTimeField("开始")
    stage_at = models.DateTimeField("进入本环节")
    closed_at = models.DateTimeField("结束", null=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="campaign_named_once")]

    def __str__(self):
        return self.name

    @property
    def stage(self) -> CampaignStage:
        return CampaignStage(self.state)

    @property
    def area_code(self) -> str:
        return self.area_id

    @property
    def words(self) -> str:
        """一上, 一下, 二上…, or the word of the stage."""
        way = {"up": "上", "down": "下"}.get(self.state)
        return f"{PLACES[self.round - 1]}{way}" if way else self.stage.label

    @verb(label="开始清理", source=NEW, target=CampaignStage.UP, who=people.is_staffing)
    def open(self, *, by, at, offices: list[str], count: int, **_):
        """The staffing office begins: all powers of these offices are claimed."""
        self.opened_at = at
        return self._said(by, "staffing", public={"offices": offices, "items": count})

    @verb(label="收齐，开始审核", source=CampaignStage.UP, target=CampaignStage.DOWN, who=people.is_staffing)
    def gather(self, *, by, at, **_):
        """All departments have handed in; the staffing office answers."""
        return self._said(by, "staffing", public={"round": self.round})

    @verb(
        label="发回部门，开始下一轮",
        source=CampaignStage.DOWN,
        target=CampaignStage.UP,
        who=people.is_staffing,
    )
    def send_down(self, *, by, at, due_on=None, **_):
        """The next round: the departments answer what the staffing office sees otherwise."""
        self.round += 1
        self.due_on = due_on
        return self._said(by, "staffing", public={"round": self.round})

    @verb(
        label="定稿，报合法性审查",
        source=CampaignStage.DOWN,
        target=CampaignStage.LEGAL,
        who=people.is_staffing,
    )
    def settle(self, *, by, at, settled: dict, **_):
        """The conclusions stand; `settled` holds their counts and their digest."""
        return self._said(by, "staffing", public={"round": self.round, **settled})

    @verb(label="审查同意，报政府批准", source=CampaignStage.LEGAL, target=CampaignStage.APPROVAL, who=people.is_legal,
          needs=("note",))  # fmt: skip
    def pass_legal(self, *, by, at, note, **_):
        """The legal office finds the conclusions lawful."""
        return self._said(by, "legal", note=note)

    @verb(label="批准", source=CampaignStage.APPROVAL, target=CampaignStage.CARRYING, who=people.is_government,
          needs=("note",))  # fmt: skip
    def approve(self, *, by, at, note, document="", **_):
        """The government approves; the departments may now draft the revisions."""
        self.document = document
        return self._said(by, "approval", public={"document": document}, note=note)

    @verb(label="退回", source=[CampaignStage.LEGAL, CampaignStage.APPROVAL], target=CampaignStage.DOWN,
          who=lambda user, campaign: people.acts(user, campaign, campaign.state), needs=("reasons",))  # fmt: skip
    def send_back(self, *, by, at, reasons, **_):
        """Whoever has it before them sends it back to the staffing office, with reasons."""
        return self._said(by, self.state, reasons=reasons)

    @verb(
        label="公布结果，结束清理",
        source=CampaignStage.CARRYING,
        target=CampaignStage.CLOSED,
        who=people.is_staffing,
    )
    def close(self, *, by, at, settled: dict, **_):
        """Every conclusion has come into force through its revision."""
        self.closed_at = at
        return self._said(by, "staffing", public=settled)

    @verb(label="停止清理", source=[CampaignStage.UP, CampaignStage.DOWN], target=CampaignStage.STOPPED,
          who=people.is_staffing, needs=("reasons",))  # fmt: skip
    def stop(self, *, by, at, reasons, **_):
        """The campaign is given up; its powers are free for another."""
        self.closed_at = at
        return self._said(by, "staffing", reasons=reasons)

    def project(self, event):
        self.stage_at = event.at


Campaign._meta.get_field("state").choices = CampaignStage.choices
