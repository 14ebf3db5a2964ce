"""Cards (监察牌): what the sweep raised, one a clock and stage, each with its event in the ledger.

A card carries two times: the day the rule was met and the moment it was raised; a sweep that was down makes no card vanish,
and none look punctual. It names the post that held the case on that day, never a citizen. Nobody can delete one.
"""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F

from ledger.clock import civil_day
from ledger.events import Act, record_many
from ledger.verbs import NEW, Machine
from ledger.zone import Zone
from powers.people.offices import Office
from powers.people.people import CLOCK, Role
from workflow.clock.clocks import Clock
from workflow.machine import Case

from .rules.time import BY_NUMBER, Rule, Stage
from .scope import offices_of

RAISED = "raised"


class CardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An inspector sees the cards of the offices in his reach; nobody else sees any."""
        return self.filter(office__in=offices_of(user))

    def newest(self):
        return self.order_by("-raised_at", "-number")


class Card(Machine):
    KIND = "card"
    OWNER = {NEW: Zone.INNER, RAISED: Zone.INNER}

    number = models.CharField("监察编号", max_length=16, unique=True)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="cards")
    case = models.ForeignKey(Case, models.PROTECT, related_name="cards")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    rule = models.CharField("规则", max_length=8)
    stage = models.CharField("牌", max_length=10, choices=Stage)
    step = models.CharField("环节", max_length=100, blank=True)
    lane = models.CharField("岗位", max_length=20, blank=True)
    due_on = models.DateField("到期")
    fell_on = models.DateField("触发")
    raised_at = models.DateTimeField("发出")

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["clock", "stage"], name="card_once_per_clock_and_stage")
        ]
        indexes = [
            models.Index(fields=["stage", "-raised_at", "-number"], name="card_newest"),
            models.Index(fields=["office", "-raised_at", "-number"], name="card_of_office"),
            models.Index(fields=["fell_on", "stage"], name="card_by_day"),
        ]

    def __str__(self):
        return f"{self.number} {self.get_stage_display()}"

    @property
    def facts(self) -> Rule:
        return BY_NUMBER[self.rule]

    @property
    def post(self) -> str:
        return Role(self.lane).label if self.lane else ""

    def act(self, *, at: datetime, case_number: str) -> Act:
        """The first event of the card's chain, in the name of the clock."""
        body = {
            "number": self.number, "case": case_number, "office": self.office_id, "rule": self.rule, "stage": str(self.stage),
            "step": self.step, "post": self.lane, "due_on": self.due_on.isoformat(), "fell_on": self.fell_on.isoformat(),
        }  # fmt: skip
        return Act(
            kind=self.KIND, subject=self.pk, seq=1, verb="raise", frm="", to=RAISED, at=at,
            actor={"post": CLOCK.post, "office": "", "staff": ""}, body=body, demo=self.demo,
        )  # fmt: skip


class CardCounter(models.Model):
    """The last card number given in an area and year."""

    area = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="one_card_counter_per_area_and_year")
        ]

    def __str__(self):
        return f"{self.area} {self.year}: {self.last}"


def prepare(watch, rule: Rule, fell_on: date, *, case: Case, step: str, lane: str, at: datetime) -> Card:
    """A card that is not yet raised: no number, no event."""
    return Card(
        id=uuid.uuid4(), seq=1, state=RAISED, demo=case.demo, clock_id=watch.clock_id, case=case, office=case.office,
        rule=rule.number, stage=rule.stage.value, step=step, lane=lane, due_on=watch.due_on, fell_on=fell_on, raised_at=at,
    )  # fmt: skip


def raise_all(cards: list[Card], *, at: datetime) -> list[Card]:
    """Number the cards, write their events, save them: part of the caller's transaction. What was raised before is left out."""
    raised = set(Card.objects.filter(clock__in={c.clock_id for c in cards}).values_list("clock", "stage"))
    new = [card for card in cards if (card.clock_id, card.stage) not in raised]
    _number(new, year=civil_day(at).year)
    record_many([card.act(at=at, case_number=card.case.number) for card in new])
    return Card.objects.bulk_create(new)


def _number(cards: list[Card], *, year: int) -> None:
    """Numbers like 3201-26-00001; areas in order, so that two sweeps never wait for each other in a ring."""
    by_area: dict[str, list[Card]] = {}
    for card in cards:
        by_area.setdefault(card.office.area_id[:4], []).append(card)
    for area in sorted(by_area):
        last = _reserve(area, year=year, count=len(by_area[area]))
        for serial, card in enumerate(by_area[area], start=last - len(by_area[area]) + 1):
            card.number = f"{area}-{year % 100:02d}-{serial:05d}"


def _reserve(area: str, *, year: int, count: int) -> int:
    CardCounter.objects.get_or_create(area=area, year=year)
    counter = CardCounter.objects.filter(area=area, year=year)
    counter.update(last=F("last") + count)
    return counter.values_list("last", flat=True).get()
