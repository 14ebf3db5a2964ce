"""A revision (修订): what a department proposes to change in the catalogue, from the draft to the day it takes effect.

The verbs stand in the order of review (部门起草 → 负责人签发 → 编办初审 → 合法性审查 → 政府批准 → 生效). What is before a
reviewer cannot change; at each stage it can be sent back with reasons. Only the clock publishes, on the day it takes
effect and never before the last consent. Revisions live on the inner net; what crosses is the edition they end in.
"""

from django.db import models
from django.db.models import F, Q

from ledger.clock import civil_day
from ledger.verbs import NEW, Machine, Refused, Told, verb
from ledger.zone import Zone
from powers.catalogue import Edition, Power, PowerClass
from powers.people.offices import Level, Office
from powers.people.people import hand
from powers.revisions import review_clock, reviewers
from powers.revisions.adjustments import ADDING, APPROVED_BY_GOVERNMENT, Kind

# 清单动态调整：法律公布或者机构变动之日起 20 个工作日内提出，审查机关 10 个工作日内审查完。
DEPARTMENT_DAYS, REVIEW_DAYS = 20, 10


class Stage(models.TextChoices):
    DRAFT = "draft", "部门起草"
    SIGNING = "signing", "负责人签发"
    STAFFING = "staffing", "编办初审"
    LEGAL = "legal", "合法性审查"
    APPROVAL = "approval", "政府批准"
    READY = "ready", "待生效"
    PUBLISHED = "published", "已发布"
    DISCARDED = "discarded", "作废"


UNDER_REVIEW = (Stage.SIGNING, Stage.STAFFING, Stage.LEGAL, Stage.APPROVAL)
CLOSED = (Stage.PUBLISHED, Stage.DISCARDED)
PROPOSED = ("kind", "level", "content", "reasons", "document", "effective_on", "resumes_on", "successor")


class RevisionQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(state__in=CLOSED)

    def visible_to(self, user):
        """Departments see their own revisions, reviewing offices those of their area."""
        return self.filter(reviewers.within_sight(user))


class Revision(Machine):
    """修订: one proposal to add, change, suspend, resume or end one power."""

    KIND = "revision"
    OWNER = dict.fromkeys((NEW, *Stage.values), Zone.INNER)

    office = models.ForeignKey(Office, models.PROTECT, related_name="revisions")
    power_class = models.ForeignKey(PowerClass, models.PROTECT, related_name="+")
    power = models.ForeignKey(Power, models.PROTECT, null=True, related_name="revisions")
    base = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="revisions")
    successor = models.ForeignKey(Power, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("调整情形", max_length=10, choices=Kind)
    level = models.PositiveSmallIntegerField("行使层级", choices=Level)
    content = models.JSONField("拟定内容", default=dict)
    reasons = models.TextField("调整理由", blank=True)
    document = models.CharField("依据文号", max_length=80, blank=True)
    duty = models.CharField("限期调整的由来", max_length=200, blank=True)
    effective_on = models.DateField("拟生效日期", null=True)
    resumes_on = models.DateField("自动恢复日期", null=True)
    due_on = models.DateField("本环节期限", null=True)
    opened_at = models.DateTimeField("开始")
    stage_at = models.DateTimeField("进入本环节")
    ready_at = models.DateTimeField("审定", null=True)
    published_at = models.DateTimeField("发布", null=True)
    hands = models.JSONField(default=dict, help_text="who has acted at which stage")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "-stage_at"]
        indexes = [models.Index(fields=["state", "due_on"], name="revision_todo")]
        constraints = [
            models.UniqueConstraint(
                fields=["power"], condition=~Q(state__in=[s.value for s in CLOSED]), name="revision_one_open"
            ),
            models.CheckConstraint(
                condition=Q(power__isnull=False) | Q(kind__in=[k.value for k in ADDING]), name="revision_of_a_power"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("ready_at")),
                name="revision_after_approval",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()}：{self.name}"

    @property
    def name(self) -> str:
        return self.content.get("name") or (self.power.name if self.power else "")

    @property
    def stage(self) -> Stage:
        return Stage(self.state)

    @property
    def needs_approval(self) -> bool:
        return self.kind in APPROVED_BY_GOVERNMENT

    def actor_for(self, by) -> dict:
        stage = self.hands.get(str(by.pk))
        if stage is None:
            return {"post": by.post, "office": ""}
        return {"post": reviewers.STAGE_ROLES[stage].value, "office": reviewers.office_as(by, self, stage)}

    @verb(label="起草", source=NEW, target=Stage.DRAFT, who=reviewers.may_open)
    def open(self, *, by, at, **_):
        """The department begins to draft, or the law lays the duty on it."""
        self.opened_at = at
        self._touched(by, "draft")
        return Told(public={"kind": self.kind}, private=hand(by))

    @verb(label="保存", source=Stage.DRAFT, who=reviewers.is_drafter)
    def amend(self, *, by, at, proposed: dict, **_):
        """The department writes down what it proposes; only what is named changes."""
        for name in PROPOSED:
            if name in proposed:
                setattr(self, name, proposed[name])
        self._touched(by, "draft")
        return Told(public={}, private=hand(by))

    @verb(label="送签", source=Stage.DRAFT, target=Stage.SIGNING, who=reviewers.is_drafter)
    def send(self, *, by, at, **_):
        """The draft goes to the head of the department."""
        self._touched(by, "draft")
        if not self.reasons.strip():
            raise Refused("请写明调整理由再送签")
        return Told(public={"kind": self.kind}, private=hand(by, note=self.reasons))

    @verb(label="签发", source=Stage.SIGNING, target=Stage.STAFFING, who=reviewers.is_signer)
    def sign(self, *, by, at, note="", **_):
        """The head of the department answers for the draft and files it with the staffing office."""
        return self._passed(by, "signing", note)

    @verb(label="初审同意", source=Stage.STAFFING, target=Stage.LEGAL, who=reviewers.is_staffing)
    def pass_staffing(self, *, by, at, note="", **_):
        """The staffing office finds the proposal within the duties of the office (三定)."""
        return self._passed(by, "staffing", note)

    @verb(label="审查同意", source=Stage.LEGAL, target=Stage.READY, who=reviewers.is_legal)
    def pass_legal(self, *, by, at, note="", **_):
        """The legal office finds the proposal lawful; nobody else need consent."""
        self.ready_at = at
        return self._passed(by, "legal", note)

    @verb(
        label="审查同意，报政府批准",
        source=Stage.LEGAL,
        target=Stage.APPROVAL,
        who=reviewers.is_legal_before_government,
    )
    def pass_to_government(self, *, by, at, note="", **_):
        """The legal office finds the proposal lawful; it adds, ends or moves a power, so the government decides."""
        return self._passed(by, "legal", note)

    @verb(label="批准", source=Stage.APPROVAL, target=Stage.READY, who=reviewers.is_government)
    def approve(self, *, by, at, note="", **_):
        """The government approves."""
        self.ready_at = at
        return self._passed(by, "approval", note)

    @verb(
        label="退回", source=[*UNDER_REVIEW, Stage.READY], target=Stage.DRAFT, who=reviewers.is_judging, needs=("reasons",)
    )  # fmt: skip
    def send_back(self, *, by, at, reasons, **_):
        """Whoever has it before them sends it back to the department, with reasons."""
        self.ready_at = None
        self._touched(by, "staffing" if self.state == Stage.READY else self.state)
        return Told(public={}, private=hand(by, reasons=reasons))

    @verb(
        label="作废",
        source=Stage.DRAFT,
        target=Stage.DISCARDED,
        who=reviewers.is_drafter,
        needs=("reasons",),
    )
    def discard(self, *, by, at, reasons, **_):
        """The department gives the draft up."""
        self._touched(by, "draft")
        return Told(public={}, private=hand(by, reasons=reasons))

    @verb(label="生效", source=Stage.READY, target=Stage.PUBLISHED, who=reviewers.is_clock)
    def take_effect(self, *, by, at, power: Power, edition: Edition | None, **_):
        """The day has come: the edition it proposed is in force, or the power is struck, or its days of suspension are set."""
        self.power, self.edition, self.published_at = power, edition, at
        return Told(
            public={"edition": str(edition.pk) if edition else "", "power": str(power.pk)}, private={}
        )

    def project(self, event):
        """A new stage begins a new limit."""
        if event.public["from"] == event.state:
            return
        self.stage_at = event.at
        if event.state != Stage.SIGNING:  # drafting and signing share the department's limit
            days = self._limit(event)
            self.due_on = review_clock.due_on(civil_day(event.at), days) if days else None

    def _limit(self, event) -> int | None:
        if event.state == Stage.DRAFT:
            return DEPARTMENT_DAYS if self.duty or event.seq > 1 else None
        return REVIEW_DAYS if event.state in UNDER_REVIEW else None

    def _passed(self, by, stage: str, note: str) -> Told:
        self._touched(by, stage)
        return Told(public={}, private=hand(by, note=note))

    def _touched(self, by, stage: str) -> None:
        if by.pk is not None:
            self.hands = {**self.hands, str(by.pk): stage}


Revision._meta.get_field("state").choices = Stage.choices
