"""Supplying what is owed (容缺后补): the applicant's word with its files, from the outer net to the case on the inner one.

It waits as a `Supply` until the event of the case comes back, and is then a filing here as it is there. Brought to the
window, a clerk sends it for him and is named. Refused: nothing to hand in, nothing owed, a case that is over.
"""

import secrets
from datetime import date, datetime

from django.db import models, transaction

from exchange import kinds
from exchange.kinds import Blob, TooEarly
from exchange.schemas import HASH, TEXT, closed_object
from ledger import canon
from ledger.clock import now
from ledger.events import Event, read_instant, spell
from ledger.vault import SealedJSONField
from ledger.verbs import NotAllowed, Refused, StaleSubject
from powers.people.people import Unattended
from workflow import policies
from workflow.machine import Case
from workflow.materials import owed_sheet, owing
from workflow.materials.filings import Filing
from workflow.materials.materials import Material
from workflow.states import IN_HAND

SIZE = {"type": "integer", "minimum": 0}
FILE = closed_object(
    {"code": TEXT, "sha256": HASH, "size": SIZE, "media_type": TEXT, "details": {"type": "object"}}
)
SCHEMA = closed_object(
    {
        "case": TEXT,
        "content": {"type": "object"},
        "salt": TEXT,
        "files": {"type": "array", "minItems": 1, "items": FILE},
        "sent_at": TEXT,
        "staff": TEXT,
    }
)


class Supply(models.Model):
    """后补的材料: what was sent on the outer net. `content` is the filing it becomes, `files` its materials."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="supplies")
    content = SealedJSONField()
    files = SealedJSONField()
    salt = models.CharField(max_length=32)
    token = models.CharField(max_length=64, unique=True)
    staff = models.CharField("代收的人", max_length=40, blank=True)
    sent_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"容缺后补 {self.case_id}"

    @property
    def filing(self) -> Filing:
        """The filing this is, under the number its event is going to have."""
        return Filing(case=self.case, kind=Filing.Kind.OWED, content=self.content, salt=self.salt)


def register() -> None:
    kinds.register("case.supply_owed", schema=SCHEMA, apply=apply)


def sheet(case: Case, *, on: date) -> owed_sheet.Sheet:
    """What a case is owed, as the outer net knows it: with what is on its way."""
    return owed_sheet.sheet(
        case, on=on, on_their_way=on_their_way(case) if owing.outstanding(case) else frozenset()
    )


def on_their_way(case: Case) -> set[str]:
    """The materials that were sent and of which the inner net has not told yet."""
    waiting = [supply for supply in case.supplies.all() if supply.arrived_at is None]
    return {file["code"] for supply in waiting for file in supply.files}


def next_days(cases) -> dict:
    """By case, of many: the nearest day by which something is to be supplied that has not been sent. For lists."""
    ids = [case.pk for case in cases if case.state in IN_HAND]
    owed = list(owing.Debt.objects.filter(case__in=ids, supplied_at=None)) if ids else []
    waiting = Supply.objects.filter(case__in={debt.case_id for debt in owed}, arrived_at=None) if owed else ()
    sent = {(supply.case_id, file["code"]) for supply in waiting for file in supply.files}
    days: dict = {}
    for debt in owed:
        if (debt.case_id, debt.code) not in sent:
            days[debt.case_id] = min(debt.due_on, days.get(debt.case_id, debt.due_on))
    return days


def asked(case: Case) -> list[owing.Debt]:
    """What is still to be supplied, and has not been sent."""
    if case.state not in IN_HAND:
        return []
    owed = owing.outstanding(case)
    sent = on_their_way(case) if owed else set()
    return [debt for debt in owed if debt.code not in sent]


def send(case: Case, *, by, at: datetime, note: str, materials: list[Material], token: str) -> None:
    """Send what is owed to the net that holds the case; sent twice (the same `token`) it is sent once."""
    if Supply.objects.filter(token=token).exists():
        return
    if not policies.may_hand_in(by, case):
        raise NotAllowed("您不能替这一件补交材料")
    if not {debt.code for debt in asked(case)} & {material.code for material in materials}:
        raise Refused("请先上传要补交的材料，再提交；已经办结的，不用再补")
    files = [{"code": m.code, "sha256": m.sha256} for m in materials]
    supply = Supply(
        case=case, content=canon.tidy({"note": note, "files": files}), files=[_told(m) for m in materials],
        salt=secrets.token_hex(16), token=token, staff=by.staff_no if not policies.is_applicant(by, case) else "", sent_at=at,
    )  # fmt: skip
    with transaction.atomic():
        supply.save(force_insert=True)
        body = {
            "case": str(case.pk), "content": supply.content, "salt": supply.salt, "files": supply.files, "sent_at": spell(at),
            "staff": supply.staff,
        }  # fmt: skip
        blobs = tuple(Blob(sha256=m.sha256, media_type=m.media_type) for m in materials)
        kinds.post("case.supply_owed", body, subject=case.pk, at=at, blobs=blobs)


def _told(m: Material) -> dict:
    """A file as it crosses; the viewers say of it that it came later."""
    facts = {"size": m.size, "media_type": m.media_type, "details": {**m.details, "owed": True}}
    return {"code": m.code, "sha256": m.sha256, **facts}


def apply(body: dict, *, at) -> None:
    """What was sent arrives where the case is, and is filed unless the case is over."""
    case = Case.objects.select_for_update().filter(pk=body["case"]).first()
    if case is None:
        raise TooEarly(f"something for {body['case']} before the case")
    filing = Filing(case=case, kind=Filing.Kind.OWED, content=body["content"], salt=body["salt"])
    try:
        with transaction.atomic():
            _keep(filing, body["files"], seq=case.seq + 1)
            case.supply_owed(
                by=Unattended("applicant", subject=body["case"]), at=now(), sent_at=body["sent_at"], staff=body["staff"],
                filing={"filing": filing.commitment, "files": len(body["files"])},
                codes=sorted({file["code"] for file in body["files"]}),
            )  # fmt: skip
    except StaleSubject:
        raise
    except Refused:
        return


def arrived(event: Event) -> None:
    """On the outer net: the inner net has filed what was sent; it stands here under the same number."""
    if event.verb != "supply_owed":
        return
    sent = Supply.objects.filter(case_id=event.subject, sent_at=read_instant(event.body["sent_at"]))
    supply = next((each for each in sent if each.filing.commitment == event.body["filing"]), None)
    if supply is None:
        raise ValueError("what the event says was supplied was not sent from here")
    _keep(supply.filing, supply.files, seq=event.seq)
    Supply.objects.filter(pk=supply.pk).update(arrived_at=event.at)


def _keep(filing: Filing, files: list[dict], *, seq: int) -> None:
    filing.seq = seq
    filing.save(force_insert=True)
    Material.objects.bulk_create([Material(case_id=filing.case_id, seq=seq, **file) for file in files])
