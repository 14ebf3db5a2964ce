"""Filings: what an applicant handed in, at once or as a correction, exactly as it was (行政许可法 第二十九条、第三十一条).

The event of a filing holds a commitment to it, not the content: the content is personal and can be erased, the chain still
verifies. Submitting is one transaction: the case number, the party, the filing, its materials and the event.
"""

import secrets

from django.db import IntegrityError, models, transaction

from exchange import kinds
from ledger import canon
from ledger.clock import civil_day
from ledger.vault import SealedJSONField
from ledger.verbs import Refused
from powers.basis import why_lapsed
from powers.codes import case_number

from .machine import Case
from .materials import Material
from .parties import Party


class Filing(models.Model):
    class Kind(models.TextChoices):
        APPLICATION = "application", "申请"
        CORRECTION = "correction", "补正"
        RATING = "rating", "评价"

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
) -> Case:
    """File an application, perhaps to renew a licence. A form sent twice (the same `token`) gives the same case.

    Refused: an edition no longer in force, an applicant who is banned from applying, a licence that cannot be renewed.
    """
    earlier = filed_before(token, by=by)
    if earlier:
        return earlier
    _refuse_unfit(edition, by=by, party=party, renews=renews, on=civil_day(at))
    try:
        with transaction.atomic():
            return _submit(
                edition,
                by=by,
                at=at,
                party=party,
                answers=answers,
                materials=materials,
                token=token,
                demo=demo,
                renews=renews,
            )
    except IntegrityError:
        earlier = filed_before(token, by=by)
        if earlier is None:
            raise
        return earlier


def _refuse_unfit(edition, *, by, party: dict, renews, on) -> None:
    from . import bans, renewals

    lapsed = why_lapsed(edition, on=on)
    if lapsed:
        raise Refused(f"{lapsed}；您填的内容已经保存")
    if not edition.applicable or edition.state != "published":
        raise Refused("这个事项的办事指南已经更新，请看新的指南再提交；您填的内容已经保存")
    bans.refuse(party.get("id_number", ""), edition, on=on)
    if renews:
        renewals.refuse(renews, by=by, edition=edition, on=on)


def filed_before(token: str, *, by) -> Case | None:
    filing = Filing.objects.filter(token=token, case__applicant=by).select_related("case").first()
    return filing.case if filing else None


def _submit(edition, *, by, at, party, answers, materials, token, demo, renews) -> Case:
    from . import renewals

    number = next_number(area=edition.power.office.area_id, day=civil_day(at))
    case = Case.opening(edition=edition, applicant=by, number=number, demo=demo)
    Party.objects.create(case=case, kind=by.kind, details=party)
    content = {"answers": answers} | ({"renews": str(renews.pk)} if renews else {})
    filing = _filing(case, Filing.Kind.APPLICATION, content, materials, token=token)
    case.submit(by=by, at=at, filing=_told(filing, materials, number=number))
    renewals.note(case, content, at=at)
    return case


def supplement(case: Case, *, by, at, note: str, materials: list[Material], token: str | None = None) -> None:
    """Hand in what the window asked for; the earlier versions stay."""
    if not materials and not note:
        raise Refused("请上传要补正的材料，或者写明情况，再提交补正")
    with transaction.atomic():
        filing = _filing(case, Filing.Kind.CORRECTION, {"note": note}, materials, token=token)
        case.supplement(by=by, at=at, filing=_told(filing, materials))


def rate(case: Case, *, by, at, score: int, comment: str) -> None:
    """Rate the service once; the words are kept as a filing."""
    with transaction.atomic():
        _filing(case, Filing.Kind.RATING, {"comment": comment}, [], token=None)
        case.rate(by=by, at=at, score=score)


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
    counter, one_more = DailyNumber.objects.filter(area=area, day=day), {"last": models.F("last") + 1}
    if not counter.update(**one_more):
        DailyNumber.objects.get_or_create(area=area, day=day)
        counter.update(**one_more)
    return case_number(area=area, day=day, serial=counter.values_list("last", flat=True).get())


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
    filing.save(force_insert=True)
    for material in materials:
        material.case, material.seq = case, filing.seq
    Material.objects.bulk_create(materials)
    return filing


def _told(filing: Filing, materials, **more) -> dict:
    return {"filing": filing.commitment, "files": len(materials), **more}
