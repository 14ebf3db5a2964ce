"""The papers of acts on a licence, and the mark that a certificate no longer holds.

They stand in the file of the case that gave the licence, but belong to an event of the licence: their place in the case is
0, which no event of a case has.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from ledger.clock import civil_day

from . import paperwork
from .licences import Licence
from .paper_facts import basis, remedies
from .papers import Paper, issue


class LicencePaper(models.Model):
    """Which event of a licence a paper belongs to."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="acts")
    seq = models.PositiveIntegerField()
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="licence_act")

    class Meta:
        ordering = ["seq"]

    def __str__(self):
        return f"{self.paper} {self.licence}"


@dataclass(frozen=True)
class Aside:
    """A moment outside the case's own chain."""

    at: datetime
    seq: int = 0


KINDS = {
    "revoke": "revocation_decision",
    "withdraw_licence": "licence_withdrawal",
    "cancel": "deregistration_decision",
}


def follow(licence: Licence, event) -> None:
    """Issue the decision that an act against the holder is told by; other acts have none of their own."""
    kind = KINDS.get(event.verb)
    if kind is None:
        return
    case, said = licence.case, event.private_body
    told = {
        **paperwork.common(case), **remedies(case), "licence_name": licence.name, "licence_number": licence.number,
        "licensed_on": licence.issued_on, "basis": basis(case), "ground": event.body["ground"], "facts": said["facts"],
        "from_on": civil_day(event.at), "compensation": said.get("compensation", ""),
    }  # fmt: skip
    if kind != "licence_withdrawal":
        told.pop("compensation")
    paper = issue(case, Aside(event.at), kind=kind, fields=paperwork.texts(told))
    keep(licence.pk, event.seq, paper)


def keep(licence_id, seq: int, paper: Paper) -> None:
    LicencePaper.objects.create(licence_id=licence_id, seq=seq, paper=paper)


def certificates_of(licence: Licence):
    """The certificates in force, as this net has them; a corrected one stands in the same case."""
    cases = [pk for pk in (licence.case_id, licence.renewed_by_id) if pk]
    return Paper.objects.filter(case__in=cases, kind="licence", status=Paper.Status.ISSUED)


def supersede(licence: Licence, *, besides: str) -> None:
    """Another certificate, of the case `besides`, takes the place of these."""
    certificates_of(licence).exclude(case=besides).update(status=Paper.Status.SUPERSEDED)


def mark_revoked(licence: Licence) -> None:
    certificates_of(licence).update(status=Paper.Status.REVOKED)
