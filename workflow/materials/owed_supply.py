"""Supplying what is owed (容缺后补): the applicant's word with its files, from the outer net to the case on the inner one.

It waits as a `Supply` until the event of the case comes back, and is then a filing here as it is there. Brought to the
window, a clerk sends it for him and is named; what he holds as an original on paper he records with its copies, scanned or
not. Refused: nothing to hand in, nothing owed, a case that is over, an original that nobody at a window has taken in.
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
from workflow.materials import owed_late, owed_sheet, owing
from workflow.materials.filings import Filing
from workflow.materials.materials import Material
from workflow.states import IN_HAND

SIZE = {"type": "integer", "minimum": 0}
FILE = closed_object(
    {"code": TEXT, "sha256": HASH, "size": SIZE, "media_type": TEXT, "details": {"type": "object"}}
)
ORIGINAL = closed_object({"code": TEXT, "copies": {"type": "integer", "minimum": 1, "maximum": 99}})
HANDED_IN = {
    "note": {"type": "string"},
    "files": {"type": "array", "items": closed_object({"code": TEXT, "sha256": HASH})},
}
CONTENT = closed_object(HANDED_IN, may={"paper": {"type": "array", "items": ORIGINAL}})
SCHEMA = closed_object(
    {
        "case": TEXT,
        "content": CONTENT,
        "salt": TEXT,
        "files": {"type": "array", "items": FILE},
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

    @property
    def codes(self) -> set[str]:
        """The materials that were sent, as files or as originals at the window."""
        return set(_codes(self.files, self.content.get("paper", ())))


def register() -> None:
    kinds.register("case.supply_owed", schema=SCHEMA, apply=apply)


def sheet(case: Case, *, on: date) -> owed_sheet.Sheet:
    """What a case is owed, as the outer net knows it: with what is on its way."""
    rounds = owing.rounds(case)
    sent = on_their_way(case) if any(each[-1].is_outstanding for each in rounds) else frozenset()
    return owed_sheet.of_rounds(case, rounds, on=on, on_their_way=sent)


def on_their_way(case: Case) -> set[str]:
    """The materials that were sent and of which the inner net has not told yet."""
    waiting = [supply for supply in case.supplies.all() if supply.arrived_at is None]
    return {code for supply in waiting for code in supply.codes}


def next_days(cases) -> dict:
    """By case, of many: the nearest day by which something is to be supplied that has not been sent. For lists."""
    ids = [case.pk for case in cases if case.state in IN_HAND]
    owed = list(owing.Debt.objects.filter(case__in=ids, supplied_at=None)) if ids else []
    waiting = Supply.objects.filter(case__in={debt.case_id for debt in owed}, arrived_at=None) if owed else ()
    sent = {(supply.case_id, code) for supply in waiting for code in supply.codes}
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


def send(
    case: Case,
    *,
    by,
    at: datetime,
    note: str,
    materials: list[Material],
    token: str,
    paper: dict | None = None,
) -> None:
    """Send what is owed to the net that holds the case; sent twice (the same `token`) it is sent once.

    `paper` are the copies of each original that the clerk has taken in.
    """
    if Supply.objects.filter(token=token).exists():
        return
    if not policies.may_hand_in(by, case):
        raise NotAllowed("您不能替这一件补交材料")
    staff = "" if policies.is_applicant(by, case) else by.staff_no
    originals = [{"code": code, "copies": copies} for code, copies in sorted((paper or {}).items()) if copies]
    owed, codes = {debt.code for debt in asked(case)}, {material.code for material in materials}
    _refuse_originals(originals, owed=owed, staff=staff)
    if not owed & (codes | {row["code"] for row in originals}):
        raise Refused("请先上传要补交的材料，再提交；已经办结的，不用再补")
    files = [{"code": m.code, "sha256": m.sha256} for m in materials]
    content = {"note": note, "files": files} | ({"paper": originals} if originals else {})
    supply = Supply(
        case=case, content=canon.tidy(content), files=[_told(m) for m in materials],
        salt=secrets.token_hex(16), token=token, staff=staff, sent_at=at,
    )  # fmt: skip
    _post(supply, materials, at=at)


def _refuse_originals(originals: list[dict], *, owed: set[str], staff: str) -> None:
    if originals and not staff:
        raise Refused("纸质原件要交到受理窗口，由窗口登记；网上请上传扫描件")
    if {row["code"] for row in originals} - owed:
        raise Refused("这一件没有还要补交的这份原件，请看最新情况")


def _post(supply: Supply, materials: list[Material], *, at: datetime) -> None:
    case = supply.case
    with transaction.atomic():
        supply.save(force_insert=True)
        body = {
            "case": str(case.pk), "content": supply.content, "salt": supply.salt, "files": supply.files, "sent_at": spell(at),
            "staff": supply.staff,
        }  # fmt: skip
        blobs = tuple(Blob(sha256=m.sha256, media_type=m.media_type) for m in materials)
        kinds.post("case.supply_owed", body, subject=case.pk, at=at, blobs=blobs)


def _codes(files: list[dict], paper) -> list[str]:
    return sorted({row["code"] for row in (*files, *paper)})


def _told(m: Material) -> dict:
    """A file as it crosses; the viewers say of it that it came later."""
    facts = {"size": m.size, "media_type": m.media_type, "details": {**m.details, "owed": True}}
    return {"code": m.code, "sha256": m.sha256, **facts}


def apply(body: dict, *, at) -> None:
    """What was sent arrives where the case is and is filed; where nothing is owed any more it is kept without effect."""
    case = Case.objects.select_for_update().filter(pk=body["case"]).first()
    if case is None:
        raise TooEarly(f"something for {body['case']} before the case")
    filing = Filing(case=case, kind=Filing.Kind.OWED, content=body["content"], salt=body["salt"])
    paper = body["content"].get("paper", [])
    try:
        with transaction.atomic():
            _keep(filing, body["files"], seq=case.seq + 1)
            case.supply_owed(
                by=Unattended("applicant", subject=body["case"]), at=now(), sent_at=body["sent_at"], staff=body["staff"],
                filing={"filing": filing.commitment, "files": len(body["files"])},
                codes=_codes(body["files"], paper), paper=paper,
            )  # fmt: skip
    except StaleSubject:
        raise
    except Refused:
        owed_late.keep(case, body, at=now())


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
