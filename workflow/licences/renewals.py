"""Renewals (延续): which licence an application asks to renew, said in what was filed, so that both nets know.

Refused: somebody else's licence, another item, one that is no longer valid, and a second application while one is open.
"""

from django.db import models

from ledger.clock import civil_day
from ledger.verbs import Refused
from workflow.licences import holders, terms
from workflow.licences.licences import AskingQuerySet, Licence, Standing
from workflow.machine import Case


class Renewal(models.Model):
    """An application of the same item that names the licence it renews; `is_timely` is judged on the day of filing."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="renewal")
    licence = models.ForeignKey(Licence, models.PROTECT, related_name="renewals")
    filed_on = models.DateField("申请延续")
    is_timely = models.BooleanField("期限届满三十日前提出")

    objects = AskingQuerySet.as_manager()

    def __str__(self):
        return f"{self.licence} {self.filed_on}"


def note(case: Case, content: dict, *, at) -> None:
    """Keep what a filing says of the licence it renews; most say nothing."""
    licence = Licence.objects.filter(pk=content["renews"]).first() if content.get("renews") else None
    if licence is None:
        return
    filed_on = civil_day(at)
    timely = licence.valid_to is not None and filed_on <= terms.file_by(licence.valid_to)
    Renewal.objects.create(case=case, licence=licence, filed_on=filed_on, is_timely=timely)


def refuse(licence: Licence, *, by, edition, on, principal: str = "") -> None:
    """Why this person may not ask to renew this licence today, for himself or for his principal."""
    holders.refuse_other(licence, by=by, edition=edition, principal=principal)
    if licence.valid_to is None:
        raise Refused("这份证件没有写明期限，不用延续")
    if licence.state != Standing.VALID or on > licence.valid_to:
        raise Refused(
            f"这份证件{licence.standing_words if not licence.is_valid else '已经过期'}，不能延续，请重新申请"
        )
    if licence.renewals.open_one() is not None:
        where = "不用再申请" if principal else "请在“我的办件”里看进度"
        raise Refused(f"这份证件的延续申请正在办理，{where}")


def refuse_grant(case: Case) -> None:
    """A licence that has been taken back meanwhile is not renewed by a decision on the application."""
    renewal = Renewal.objects.of(case)
    if renewal and renewal.licence.state not in (Standing.VALID, Standing.EXPIRED):
        raise Refused(f"要延续的证件{renewal.licence.standing_words}，不能准予延续，请作出不予决定并说明理由")
