"""The catalogue of administrative powers (行政权力库): what is not in it cannot be exercised.

A Power is the identity; an Edition is what was published of it, whole: basis, limits, materials, form and flow. A published
edition never changes; the next one supersedes it. Both are the same rows in both zones: the inner zone is the master, the
outer zone follows its events.
"""

import uuid
from datetime import date
from functools import cached_property

from django.db import models

from ledger.clock import civil_day, now
from ledger.verbs import NEW, Machine, Told, verb
from ledger.zone import Zone
from powers.flow.flow import Flow
from powers.items import suspensions
from powers.items.limit_units import statutory, words
from powers.people.offices import Level, Office


class PowerClass(models.Model):
    """职权类别 as data, GB/T 39046-2020 A.1 and the province's own."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField("类别", max_length=20, unique=True)
    on_application = models.BooleanField("依申请")

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name


class Power(models.Model):
    """权力事项: one power of one office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    basic_code = models.CharField("基本编码", max_length=12)
    power_class = models.ForeignKey(PowerClass, models.PROTECT)
    office = models.ForeignKey(Office, models.PROTECT, related_name="powers")
    level = models.PositiveSmallIntegerField("行使层级", choices=Level)
    name = models.CharField("事项名称", max_length=200)
    current = models.ForeignKey("Edition", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["basic_code"]
        indexes = [models.Index(fields=["basic_code"], name="power_by_code")]
        constraints = [models.UniqueConstraint(fields=["office", "basic_code"], name="power_code_in_office")]

    def __str__(self):
        return self.name

    def suspended_on(self, day):
        """The suspension that holds on a day, if any: no new case while it does, open ones go on."""
        return suspensions.of(self, day)


class EditionState(models.TextChoices):
    PUBLISHED = "published", "现行"
    SUPERSEDED = "superseded", "旧版"
    CANCELLED = "cancelled", "已取消"


def is_registrar(user, edition) -> bool:
    """The catalogue is written by the loading command for now, in the name of the staffing office."""
    return getattr(user, "post", "") == "registrar"


class EditionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(state=EditionState.PUBLISHED)


class Edition(Machine):
    """事项版本: what was published of a power, whole and for ever."""

    KIND = "edition"
    OWNER = {NEW: Zone.INNER, "published": Zone.INNER, "superseded": Zone.INNER, "cancelled": Zone.INNER}
    TEXTS = ("name", "result_name", "theme", "case_type", "limit_wording", "fee_basis", "conditions")
    FACTS = ("statutory_days", "promised_days", "promise_is_demo", "for_person", "for_enterprise", "charges")
    DOCUMENTS = ("basis", "materials", "form", "flow_data", "details")

    power = models.ForeignKey(Power, models.PROTECT, related_name="editions")
    version = models.PositiveIntegerField("版本")
    name = models.CharField("事项名称", max_length=200)
    statutory_days = models.PositiveSmallIntegerField("法定办结时限", null=True, help_text="工作日")
    promised_days = models.PositiveSmallIntegerField("承诺办结时限", null=True, help_text="工作日")
    promise_is_demo = models.BooleanField(default=False)
    limit_wording = models.TextField("时限原文", blank=True)
    case_type = models.CharField("办件类型", max_length=10, blank=True)
    for_person = models.BooleanField("面向自然人", default=False)
    for_enterprise = models.BooleanField("面向法人", default=False)
    charges = models.BooleanField("收费", default=False)
    fee_basis = models.TextField("收费依据", blank=True)
    conditions = models.TextField("受理条件", blank=True)
    result_name = models.CharField("审批结果", max_length=200, blank=True)
    theme = models.CharField("主题", max_length=40, blank=True)
    basis = models.JSONField("设定依据", default=list)
    materials = models.JSONField("申请材料", default=list)
    form = models.JSONField("申请表", default=dict)
    flow_data = models.JSONField("办理流程", default=dict)
    details = models.JSONField("其他要素", default=dict)
    content_digest = models.CharField(max_length=64)
    effective_at = models.DateTimeField("生效")
    ended_at = models.DateTimeField("失效", null=True)
    lapses_on = models.DateField("依据失效", null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["power", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["power", "version"], name="edition_version_once"),
            models.UniqueConstraint(
                fields=["power"], condition=models.Q(state="published"), name="edition_one_in_force"
            ),
        ]
        indexes = [
            models.Index(
                fields=["ended_at"], condition=models.Q(ended_at__isnull=False), name="edition_ended"
            ),
            models.Index(
                fields=["lapses_on"], condition=models.Q(lapses_on__isnull=False), name="edition_lapsing"
            ),
        ]

    def __str__(self):
        return f"{self.name} 第 {self.version} 版"

    @cached_property
    def flow(self) -> Flow | None:
        """The flow that is drawn, run and counted: one document, read by one reader."""
        return Flow.from_data(self.flow_data) if self.flow_data else None

    @property
    def applicable(self) -> bool:
        """Whether people can apply for it today: in force, not suspended, with a flow, its basis still holding."""
        today = civil_day(now())
        if self.state != EditionState.PUBLISHED or self.lapsed_on(today) or self.power.suspended_on(today):
            return False
        return bool(self.flow_data) and self.power.power_class.on_application

    @property
    def statutory_words(self) -> str:
        """The statutory limit in its own unit; empty where the law gives no number."""
        days, unit = statutory(self.statutory_days, self.details)
        return words(days, unit) if days else ""

    def lapsed_on(self, day) -> bool:
        """Whether its last basis in law has ended by this day: no new case from then on (法无授权不可为)."""
        return self.lapses_on is not None and day >= self.lapses_on

    def content(self) -> dict:
        """What publication publishes; its digest is in the event and travels with every case."""
        return {name: getattr(self, name) for name in (*self.TEXTS, *self.FACTS, *self.DOCUMENTS)}

    def actor_for(self, by) -> dict:
        return {"post": by.post, "office": ""}

    @verb(
        label="发布",
        source=NEW,
        target=EditionState.PUBLISHED.value,
        who=is_registrar,
        ground="行政许可法 第三十条",
    )
    def publish(self, *, by, at, change=None, **_):
        """The edition takes effect; from now on nothing of it can change."""
        self.effective_at = at
        told = {"content": self.content_digest, "version": self.version, "change": change or {}}
        return Told(public=told, private={})

    @verb(label="换版", source="published", target=EditionState.SUPERSEDED.value, who=is_registrar)
    def supersede(self, *, by, at, **_):
        """A newer edition takes its place; running cases keep this one for life."""
        self.ended_at = at

    @verb(
        label="取消",
        source="published",
        target=EditionState.CANCELLED.value,
        who=is_registrar,
        needs=("reasons",),
    )
    def cancel(self, *, by, at, reasons, change=None, **_):
        """The power is struck from the catalogue; no new case from now on."""
        self.ended_at = at
        return Told(public={"reasons": reasons, "change": change or {}}, private={})

    @verb(label="依据失效", source="published", who=is_registrar, needs=("day", "basis"))
    def lapse(self, *, by, at, day, basis: list[str], **_):
        """The last provision it rests on ends: from that day no new case; running cases go on under it."""
        return Told(public={"day": day.isoformat(), "basis": basis}, private={})

    @verb(label="依据恢复", source="published", who=is_registrar, needs=("basis",))
    def regain(self, *, by, at, basis: list[str], **_):
        """A provision it rests on turns out to hold: new cases as before."""
        return Told(public={"basis": basis}, private={})

    @verb(label="暂停", source="published", who=is_registrar, needs=("day", "reasons"))
    def suspend(self, *, by, at, day, reasons, until=None, change=None, **_):
        """The power takes no new case from a day on, perhaps until another; it stays in the catalogue, open cases go on."""
        days = {"day": day.isoformat(), "until": until.isoformat() if until else ""}
        return Told(public={**days, "reasons": reasons, "change": change or {}}, private={})

    @verb(label="启用", source="published", who=is_registrar, needs=("day", "reasons"))
    def resume(self, *, by, at, day, reasons, change=None, **_):
        """A suspended power takes cases again from a day on."""
        return Told(public={"day": day.isoformat(), "reasons": reasons, "change": change or {}}, private={})

    def project(self, event):
        if event.verb in ("suspend", "resume"):
            suspensions.follow(self, event)
        elif event.verb in ("supersede", "cancel"):
            self.ended_at = event.at
        elif event.verb in ("lapse", "regain"):
            day = event.body.get("day")
            self.lapses_on = date.fromisoformat(day) if day else None
