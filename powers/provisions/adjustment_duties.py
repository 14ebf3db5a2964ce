"""The duty to adjust (限期调整): a provision was repealed or amended, and each office whose power cites it has 20 working
days to propose the change of the list.

A duty is laid by the legal office's act, power by power. It ends when a later edition of the power cites the article no
more, or its new version; when the power is cancelled; or when the repeal turns out to be a mistake. Nobody can end it
otherwise. 清单动态调整：法律公布或者修改、废止之日起 20 日内提出调整申请。
"""

from datetime import datetime

from django.db import models
from django.db.models import Q

from ledger.clock import civil_day
from ledger.verbs import NEW, Machine, Told, verb
from ledger.zone import Zone
from powers.catalogue import Power
from powers.people.offices import Office
from powers.people.people import REGISTRAR, Role
from powers.provisions.citations import Citation
from powers.provisions.provisions import Provision
from powers.revisions import review_clock

DAYS = 20
SEES_OWN = (Role.CATALOGUE, Role.HEAD, Role.LEGAL)
SEES_ALL = (Role.LEGAL_OFFICE, Role.STAFFING, Role.GOVERNMENT)


class DutyState(models.TextChoices):
    OPEN = "open", "待调整"
    MET = "met", "已调整"
    LIFTED = "lifted", "已解除"


def is_registrar(user, duty) -> bool:
    return getattr(user, "post", "") == "registrar"


class DutyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Departments see their own duties; the reviewing offices all of them."""
        if user.holds(*SEES_ALL):
            return self
        return self.filter(office__in=user.offices_as(*SEES_OWN))

    def open(self):
        return self.filter(state=DutyState.OPEN)


class AdjustmentDuty(Machine):
    """调整任务: one power must be adjusted because one provision it cites has ended."""

    KIND = "adjustment"
    OWNER = {NEW: Zone.INNER, **dict.fromkeys(DutyState.values, Zone.INNER)}

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="duties")
    power = models.ForeignKey(Power, models.PROTECT, related_name="duties")
    office = models.ForeignKey(Office, models.PROTECT, related_name="duties")
    opened_at = models.DateTimeField("开始")
    due_on = models.DateField("期限", null=True)
    closed_at = models.DateTimeField("完成", null=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "office", "due_on"], name="duty_todo")]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "power"], condition=Q(closed_at=None), name="duty_once"
            )
        ]

    def __str__(self):
        return f"{self.power}：{self.provision}"

    @property
    def stage(self) -> DutyState:
        return DutyState(self.state)

    def actor_for(self, by) -> dict:
        return {"post": by.post, "office": ""}

    @verb(label="下达", source=NEW, target=DutyState.OPEN.value, who=is_registrar)
    def lay(self, *, by, at, **_):
        """The office has 20 working days from now."""
        return Told(public={"provision": str(self.provision_id), "power": str(self.power_id)}, private={})

    @verb(label="完成", source="open", target=DutyState.MET.value, who=is_registrar)
    def meet(self, *, by, at, edition: str, **_):
        """A later edition cites the ended provision no more, or the power is cancelled (no edition)."""
        return Told(public={"edition": edition}, private={})

    @verb(label="解除", source="open", target=DutyState.LIFTED.value, who=is_registrar, needs=("reasons",))
    def lift(self, *, by, at, reasons: str, **_):
        """The end of the provision was entered by mistake."""
        return Told(public={"reasons": reasons}, private={})

    def project(self, event):
        if event.verb == "lay":
            self.opened_at = event.at
            self.due_on = review_clock.due_on(civil_day(event.at), DAYS)
        else:
            self.closed_at = event.at


def lay(provision: Provision, power: Power, *, at: datetime) -> AdjustmentDuty | None:
    """Lay the duty on the office of a power; nothing when it lies there already."""
    if AdjustmentDuty.objects.open().filter(provision=provision, power=power).exists():
        return None
    duty = AdjustmentDuty(provision=provision, power=power, office=power.office)
    duty.lay(by=REGISTRAR, at=at)
    return duty


def settle_duties(power: Power, *, at: datetime) -> int:
    """After a publication or a cancellation: end the duties that it meets; how many."""
    edition = power.current
    still = set()
    if edition:
        still = set(Citation.objects.filter(edition=edition).values_list("provision_id", flat=True))
    met = 0
    for duty in AdjustmentDuty.objects.open().filter(power=power):
        if duty.provision_id not in still:
            duty.meet(by=REGISTRAR, at=at, edition=str(edition.pk) if edition else "")
            met += 1
    return met
