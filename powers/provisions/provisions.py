"""Provisions (法律条款) as records: law, article, text, and from when until when it holds.

An article that is amended is a new provision that follows the old one; an article that is repealed is followed by none.
`effective_to` is the first day on which it holds no more. A day or a text that nobody has looked up stays open (待核对) and
is filled once; what has been filled changes by an amendment only. Only the legal office amends a provision, with
its ground; a repeal may also stand in a file that is loaded.
What an end means for powers, cases and offices is decided in `cascade`.
"""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from ledger.verbs import NEW, Machine, Refused, Told, verb
from ledger.zone import Zone
from powers.people.people import Role, hand
from powers.provisions.laws import NAMESPACE, Law, article_of


class ProvisionState(models.TextChoices):
    STANDING = "standing", "现行"
    REPEALED = "repealed", "已废止"
    AMENDED = "amended", "已修改"


def is_legal_office(user, provision=None) -> bool:
    return user.holds(Role.LEGAL_OFFICE)


def may_enter(user, provision=None) -> bool:
    """The loading command keeps the register in the name of the registrar, the legal office by hand."""
    return getattr(user, "post", "") == "registrar" or is_legal_office(user)


class ProvisionQuerySet(models.QuerySet):
    def standing_on(self, day: date):
        begun = Q(effective_from=None) | Q(effective_from__lte=day)
        return self.filter(begun, Q(effective_to=None) | Q(effective_to__gt=day))


class Provision(Machine):
    """法律条款: one article in one of its versions."""

    KIND = "provision"
    OWNER = {NEW: Zone.INNER, **dict.fromkeys(ProvisionState.values, Zone.INNER)}

    law = models.ForeignKey(Law, models.PROTECT, related_name="provisions")
    article = models.CharField("条款", max_length=100)
    text = models.TextField("条文", blank=True)
    effective_from = models.DateField("施行日期", null=True)
    effective_to = models.DateField("失效日期", null=True)
    ground = models.TextField("废止或者修改的依据", blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        ordering = ["law__name", "article", "effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["law", "article"], condition=Q(effective_to=None), name="provision_one_open"
            ),
            models.CheckConstraint(
                condition=Q(effective_to=None)
                | Q(effective_from=None)
                | Q(effective_to__gt=models.F("effective_from")),
                name="provision_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"《{self.law.name}》{self.article}"

    @classmethod
    def drawn_up(cls, law: Law, article: str, *, text="", effective_from=None, follows=None) -> "Provision":
        """A provision that nobody has entered yet; `enter` puts it into the register."""
        article = article_of(article)
        key = f"{law.name}|{article}|{effective_from if follows else ''}"
        return cls(
            pk=uuid.uuid5(NAMESPACE, key), law=law, article=article, text=text, effective_from=effective_from,
            follows=follows,
        )  # fmt: skip

    @property
    def stage(self) -> ProvisionState:
        return ProvisionState(self.state)

    @property
    def is_checked(self) -> bool:
        """Whether the day it took effect and its words have been looked up."""
        return bool(self.effective_from and self.text)

    def holds_on(self, day: date) -> bool:
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day < self.effective_to)

    def actor_for(self, by) -> dict:
        if not by.posts:
            return {"post": by.post, "office": ""}
        return {"post": "legal_office", "office": min(by.offices_as(Role.LEGAL_OFFICE), default="")}

    @verb(label="登记", source=NEW, target=ProvisionState.STANDING.value, who=may_enter)
    def enter(self, *, by, at, **_):
        """The provision comes into the register, with what is known of it."""
        law = {"name": self.law.name, "kind": self.law.kind, "number": self.law.number}
        known = {"article": self.article, "text": self.text, "from": _spell(self.effective_from)}
        return Told(public={"law": law, **known, "follows": str(self.follows_id or "")}, private=_hand(by))

    @verb(label="补录", source=list(ProvisionState.values), who=may_enter)
    def complete(self, *, by, at, text: str = "", effective_from: date | None = None, **_):
        """What was open is looked up: the words of the article, and the day it took effect."""
        if self.text and text and text != self.text:
            raise Refused(f"{self}的条文已经录过；法律修改了的，请办“修改”")
        if self.effective_from and effective_from and effective_from != self.effective_from:
            raise Refused(f"{self}的施行日期已经核对过，是 {self.effective_from}")
        if self.effective_to and effective_from and effective_from >= self.effective_to:
            raise Refused(f"施行日期要早于失效日期 {self.effective_to}")
        facts = {"text": text or self.text, "from": _spell(effective_from or self.effective_from)}
        return Told(public=facts, private=_hand(by))

    @verb(
        label="废止",
        source="standing",
        target=ProvisionState.REPEALED.value,
        who=may_enter,
        needs=("ground",),
    )
    def repeal(self, *, by, at, day: date, ground: str, **_):
        """It holds no more from `day` on, and nothing takes its place."""
        return self._ended(day, ground, by)

    @verb(
        label="修改",
        source="standing",
        target=ProvisionState.AMENDED.value,
        who=is_legal_office,
        needs=("ground",),
    )
    def amend(self, *, by, at, day: date, ground: str, **_):
        """From `day` on another wording takes its place."""
        return self._ended(day, ground, by)

    @verb(
        label="撤销废止登记", source="repealed", target=ProvisionState.STANDING.value, who=is_legal_office,
        needs=("reasons",),
    )  # fmt: skip
    def reinstate(self, *, by, at, reasons: str, **_):
        """The repeal was entered by mistake: the provision holds as before."""
        return Told(public={"reasons": reasons}, private=_hand(by))

    def _ended(self, day: date, ground: str, by) -> Told:
        if self.effective_from and day <= self.effective_from:
            raise Refused(f"{self}自 {self.effective_from} 起施行，失效日期要在这以后")
        return Told(public={"day": day.isoformat(), "ground": ground}, private=_hand(by))

    def project(self, event):
        body = event.body
        if event.verb == "enter":
            self.law = Law.named(**body["law"])
            self.article, self.follows_id = body["article"], body["follows"] or None
        if event.verb in ("enter", "complete"):
            self.text, self.effective_from = body["text"], _read(body["from"])
        elif event.verb in ("repeal", "amend"):
            self.effective_to, self.ground = _read(body["day"]), body["ground"]
        elif event.verb == "reinstate":
            self.effective_to, self.ground = None, ""


def _hand(by) -> dict:
    return hand(by) if by.staff_no else {}


def _spell(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
