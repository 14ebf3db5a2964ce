"""Bans on applying again (不得再次申请), found by a fingerprint of what the applicant is known by alone.

Each net writes the ban from the event and its own copy of the party, with its own key; no number crosses for it. A ban
reaches the same item at every office: its basic code. Sources: 行政许可法 第七十八条 (one year after untruth in an
application), 第七十九条 (three years after a licence got by fraud), both in matters of safety only; 民法典 第二百零一条、
第二百零二条: the day itself is not counted, the corresponding day is the last.
"""

from datetime import date

from django.db import models

from ledger import statements, vault
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.items.identity_documents import known_as
from powers.wording import zh_date
from workflow.licences.grounds import Falsehood
from workflow.licences.terms import months_after
from workflow.machine import Case


class BanQuerySet(models.QuerySet):
    def on(self, known: str, edition, *, on: date):
        """The bans of who is known by this (`identity_documents.known_as`) that run on a day, the longest first."""
        return self.found(fingerprint(known), edition.power.basic_code, on)

    def found(self, lookup: str, basic_code: str, on: date):
        return self.filter(lookup=lookup, basic_code=basic_code, until__gte=on).order_by("-until")


class Ban(models.Model):
    class Ground(models.TextChoices):
        FALSE_MATERIAL = "false_material", "隐瞒有关情况或者提供虚假材料申请行政许可"
        FRAUD = "fraud", "以欺骗、贿赂等不正当手段取得行政许可"

    lookup = models.CharField(max_length=64)
    basic_code = models.CharField(max_length=12)
    ground = models.CharField("事由", max_length=16, choices=Ground)
    since = models.DateField("自")
    until = models.DateField("至")
    case = models.OneToOneField(Case, models.PROTECT, related_name="ban")

    objects = BanQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["lookup", "basic_code", "until"], name="ban_of_applicant")]

    def __str__(self):
        return f"{self.ground} {self.until}"

    @property
    def sentence(self) -> str:
        law = f"《中华人民共和国行政许可法》{ARTICLES[self.ground]}"
        until = zh_date(self.until, year=True)
        return f"因{self.get_ground_display()}，依照{law}，到{until}为止不能再次申请这个事项"


ARTICLES = {Ban.Ground.FALSE_MATERIAL: "第七十八条", Ban.Ground.FRAUD: "第七十九条"}
YEARS = {Ban.Ground.FALSE_MATERIAL: 1, Ban.Ground.FRAUD: 3}


def fingerprint(known: str) -> str:
    return vault.lookup(known, where="ban of applicant")


_RUNNING = statements.Kept(
    lambda lookup, code, on: Ban.objects.found(lookup, code, on),
    lambda: Ban._meta.get_field("lookup"),
    lambda: Ban._meta.get_field("basic_code"),
    lambda: Ban._meta.get_field("until"),
)


def refuse(known: str, edition, *, on: date) -> None:
    """Refuse an application while a ban runs, with law and last day."""
    ban = _RUNNING.first(fingerprint(known), edition.power.basic_code, on) if known else None
    if ban:
        raise Refused(ban.sentence)


def of_case(case: Case, *, on: date) -> list[Ban]:
    """The bans that run against the applicant of a case; for the official's eye."""
    known = known_as(case.party.details)
    return list(Ban.objects.on(known, case.edition, on=on)) if known else []


def project(case: Case, event) -> None:
    """A refusal for untruth in a matter of safety begins a ban of one year."""
    if event.verb == "refuse" and event.body.get("falsehood") == Falsehood.SAFETY:
        _begin(case, Ban.Ground.FALSE_MATERIAL, event)


def after_fraud(licence, event) -> None:
    """A licence got by fraud and revoked begins a ban of three years."""
    _begin(licence.case, Ban.Ground.FRAUD, event)


def _begin(case: Case, ground: str, event) -> None:
    known, since = known_as(case.party.details), civil_day(event.at)
    if known:
        Ban.objects.create(
            lookup=fingerprint(known), basic_code=case.edition.power.basic_code, ground=ground, since=since,
            until=months_after(since, 12 * YEARS[ground]), case=case,
        )  # fmt: skip
