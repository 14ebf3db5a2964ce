"""Filings: what an applicant handed in, at once or as a correction, exactly as it was (行政许可法 第二十九条、第三十一条).

The event of a filing holds a commitment to it, not the content: the content is personal and can be erased, the chain still
verifies. Submitting is one transaction: the case number, the party, the filing, its materials and the event.
"""

import secrets

from django.db import IntegrityError, models, transaction

from exchange import kinds
from ledger import canon, statements
from ledger.clock import civil_day
from ledger.vault import SealedJSONField
from ledger.verbs import Refused, StaleSubject
from powers.codes import case_number
from powers.force import why_closed
from powers.items.identity_documents import known_as
from powers.people.people import Role
from workflow import serials
from workflow.entries import Entry
from workflow.machine import Case
from workflow.materials import owing
from workflow.materials.materials import Material
from workflow.parties import Party


class Filing(models.Model):
    class Kind(models.TextChoices):
        APPLICATION = "application", "申请"
        CORRECTION = "correction", "补正"
        RATING = "rating", "评价"
        OWED = "owed", "容缺补交"

    case = models.ForeignKey(Case, models.PROTECT, related_name="filings")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    content = SealedJSONField()
    salt = models.CharField(max_length=32)
    token = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="one_filing_per_event")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.case_id} #{self.seq}"

    @property
    def commitment(self) -> str:
        return canon.digest({"salt": self.salt, "content": self.content})


class DailyNumber(models.Model):
    """The last case number given in an area on a day."""

    area = models.CharField(max_length=12)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "day"], name="one_counter_per_area_and_day")]

    def __str__(self):
        return f"{self.area} {self.day}: {self.last}"


def submit(
    edition,
    *,
    by,
    at,
    party: dict,
    answers: dict,
    materials: list[Material],
    token: str,
    demo=False,
    renews=None,
    alters=None,
    entry: Entry | None = None,
    words=(),
    owed: dict | None = None,
) -> Case:
    """File an application, perhaps to renew a licence (`renews`), or to change one (`alters`, a `licence_changes.Wish`).

    `entry` is what a clerk of the window, or an agent, says of an application that he files for another, `words` what is
    promised instead of handed in (`undertakings.Word`), `owed` what comes later, each with its day (`owing`). A form sent
    twice (the same `token`) gives the same case. Refused: an edition no longer in force or suspended, an applicant who is
    banned, a licence that cannot be renewed or changed, a promise that may not be made, a day that will not do.
    """
    earlier = filed_before(token, by=by)
    if earlier:
        return earlier
    acts = {"by": by, "principal": known_as(party) if entry and not entry.is_entered else ""}
    _refuse_unfit(edition, **acts, party=party, renews=renews, alters=alters, words=words, on=civil_day(at))
    owing.refuse_unsound(edition, owed or {}, on=civil_day(at))
    try:
        with transaction.atomic():
            return _submit(
                edition, by=by, at=at, party=party, answers=answers, materials=materials, token=token, demo=demo,
                renews=renews, alters=alters, entry=entry, words=words, owed=owed or {},
            )  # fmt: skip
    except IntegrityError:
        earlier = filed_before(token, by=by)
        if earlier is None:
            raise
        return earlier


def _refuse_unfit(edition, *, by, principal: str, party: dict, renews, alters, words, on) -> None:
    from workflow.licences import bans, changes, renewals
    from workflow.materials import undertakings

    closed = why_closed(edition, on=on)
    if closed:
        raise Refused(f"{closed}；您填的内容已经保存")
    if not edition.applicable or edition.state != "published":
        raise Refused("这个事项的办事指南已经更新，请看新的指南再提交；您填的内容已经保存")
    bans.refuse(known_as(party), edition, on=on)
    undertakings.refuse(known_as(party), edition, words)
    if renews:
        renewals.refuse(renews, by=by, edition=edition, on=on, principal=principal)
    if alters:
        changes.refuse(alters, by=by, edition=edition, on=on, principal=principal)


def filed_before(token: str, *, by) -> Case | None:
    """The case of a form that was sent before: one's own, or, for a clerk, one of his offices."""
    filing = _SENT.first(token)
    if filing is None:
        return None
    case = filing.case
    own = case.applicant_id == by.pk if by.is_applicant else case.office_id in by.offices_as(Role.WINDOW)
    return case if own else None


_SENT = statements.Kept(
    lambda token: Filing.objects.filter(token=token).select_related("case"),
    lambda: Filing._meta.get_field("token"),
)


def _submit(
    edition, *, by, at, party, answers, materials, token, demo, renews, alters, entry, words, owed
) -> Case:
    from workflow.licences import changes, renewals
    from workflow.materials import undertakings

    undertakings.refuse_unproven(entry, party, words, {material.code for material in materials})
    number = next_number(area=edition.power.office.area_id, day=civil_day(at))
    applicant, kind = (entry.account, entry.kind) if entry else (by, by.kind)
    case = Case.opening(edition=edition, applicant=applicant, number=number, demo=demo)
    statements.insert(Party(case=case, kind=kind, details=party))
    content = {"answers": answers} | ({"renews": str(renews.pk)} if renews else {})
    content |= alters.content if alters else {}
    content |= entry.content(party) if entry else {}
    content |= {"undertakings": [word.content() for word in words]} if words else {}
    content |= owing.as_content(owed)
    filing = _filing(case, Filing.Kind.APPLICATION, content, materials, token=token)
    way = {"way": entry.way.value} if entry and entry.is_entered else {}
    case.submit(by=by, at=at, filing=_told(filing, materials, number=number, **way))
    renewals.note(case, content, at=at)
    changes.note(case, content, at=at)
    undertakings.make(case, words, by=by, at=at)
    return case


def supplement(case: Case, *, by, at, note: str, materials: list[Material], token: str | None = None) -> None:
    """Hand in what the window asked for; the earlier versions stay. Sent twice (the same `token`) it is handed in once."""
    if token and filed_before(token, by=by):
        return
    if not materials and not note:
        raise Refused("请上传要补正的材料，或者写明情况，再提交补正")
    with transaction.atomic():
        _refuse_overtaken(case)
        filing = _filing(case, Filing.Kind.CORRECTION, {"note": note}, materials, token=token)
        case.supplement(by=by, at=at, filing=_told(filing, materials))


def rate(case: Case, *, by, at, score: int, comment: str, tags=()) -> None:
    """Rate the service once; the words are kept as a filing."""
    with transaction.atomic():
        _refuse_overtaken(case)
        _filing(case, Filing.Kind.RATING, {"comment": comment}, [], token=None)
        case.rate(by=by, at=at, score=score, tags=tags)


def ask_to_withdraw(case: Case, *, by, at) -> bool:
    """Withdraw now, or, while the inner net holds the case, send the applicant's word across. True when done now."""
    if case.OWNER[case.state] == "outer":
        case.withdraw(by=by, at=at)
        return True
    petition(case, "withdraw", at=at)
    return False


def petition(case: Case, act: str, *, at) -> None:
    """Send the applicant's word to the net that holds the case; the same word twice is one."""
    Petition.objects.get_or_create(case=case, act=act, defaults={"asked_at": at})
    kinds.post("case.petition", {"case": str(case.pk), "act": act}, subject=case.pk, at=at)


class Petition(models.Model):
    """The applicant's word that is on its way to the net that holds the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="petitions")
    act = models.CharField(max_length=20)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "act"], name="one_petition_of_a_kind")]

    def __str__(self):
        return f"{self.act} {self.case_id}"


def next_number(*, area: str, day) -> str:
    """The next 16-digit case number of an area and day; the counter row is locked until the case is saved."""
    return case_number(area=area, day=day, serial=serials.draw(DailyNumber, area=area, day=day))


def _refuse_overtaken(case: Case) -> None:
    """A filing stands under the number of the act it comes with, which somebody else may have taken meanwhile."""
    if not Case.objects.select_for_update().filter(pk=case.pk, seq=case.seq).exists():
        raise StaleSubject


def _filing(case, kind, content: dict, materials, *, token) -> Filing:
    files = [{"code": m.code, "sha256": m.sha256} for m in materials]
    filing = Filing(
        case=case,
        seq=case.seq + 1,
        kind=kind,
        content=canon.tidy({**content, "files": files}),
        salt=secrets.token_hex(16),
        token=token,
    )
    statements.insert(filing)
    for material in materials:
        material.case, material.seq = case, filing.seq
    statements.insert(*materials)
    return filing


def _told(filing: Filing, materials, **more) -> dict:
    return {"filing": filing.commitment, "files": len(materials), **more}
