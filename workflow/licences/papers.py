"""The papers of acts on a licence.

They stand in the file of the case that gave the licence, but belong to an event of the licence: their place in the case is
0, which no event of a case has.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from ledger.clock import civil_day
from workflow.licences.licences import Licence
from workflow.licences.renewals import Renewal
from workflow.papers import paperwork
from workflow.papers.binding import TURNS
from workflow.papers.facts import basis, remedies
from workflow.papers.papers import Paper, issue


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
    verb: str
    body: dict
    seq: int = 0


def follow(licence: Licence, event) -> None:
    """Issue the paper that the holder is told of an act by; what a case decides has its papers there."""
    kind = next(iter(TURNS.get(event.verb, ())), None)
    if kind is None:
        return
    case = licence.case
    told = {
        **paperwork.common(case), "licence_name": licence.name, "licence_number": licence.number,
        "licensed_on": licence.issued_on, "basis": basis(case),
        **(_deemed(event) if event.verb == "deem_renewed" else _against(case, event)),
    }  # fmt: skip
    paper = issue(case, Aside(event.at, event.verb, event.body), kind=kind, fields=paperwork.texts(told))
    keep(licence.pk, event.seq, paper)


def _against(case, event) -> dict:
    """What an act against the holder rests on, and the way to review."""
    said = event.private_body
    told = {
        **remedies(case),
        "ground": event.body["ground"],
        "facts": said["facts"],
        "from_on": civil_day(event.at),
    }
    return told | ({"compensation": said["compensation"]} if "compensation" in said else {})


def _deemed(event) -> dict:
    """行政许可法 第五十条第二款: silence renews by law, without anybody's decision.

    The law names no paper for it; but the certificate shows a term that is over, so the holder gets in writing what holds
    now, as acceptance by silence is told in writing (第三十二条第二款), and it says that nobody has examined anything.
    """
    renewal = Renewal.objects.get(case=event.body["by_case"])
    term = {"valid_from": event.body["valid_from"], "valid_to": event.body["valid_to"]}
    return {**term, "title": "视为准予延续通知书", "silent": True, "applied_on": renewal.filed_on}


def keep(licence_id, seq: int, paper: Paper) -> None:
    LicencePaper.objects.create(licence_id=licence_id, seq=seq, paper=paper)
