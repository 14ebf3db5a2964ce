"""Changes of a licence (变更) on application of its holder: which licence, and what is to be written otherwise.

Said in what was filed, so that both nets know it and nothing personal is kept twice. The case runs like any other of the
same item; a grant gives a new certificate with the same term. Refused: somebody else's licence, another item, one that is
no longer in force, a second application while one is open, and one that asks for nothing. Source: 行政许可法 第四十九条.
"""

from dataclasses import dataclass

from django.db import models

from ledger.clock import civil_day
from ledger.verbs import Refused
from workflow.licences import holders
from workflow.licences.licences import AskingQuerySet, Licence, Standing
from workflow.machine import Case

LONGEST = 200


class Particular(models.TextChoices):
    """What of a licence can be changed without its being another licence: the holder stays the same person."""

    NAME = "name", "持证人的名称（姓名）"
    ADDRESS = "address", "住所（地址）"
    LEGAL_PERSON = "legal_person", "法定代表人（负责人）"
    CONTENT = "content", "许可内容"
    OTHER = "other", "其他登记事项"


@dataclass(frozen=True)
class Wish:
    """What a holder asks for: a licence, and the new words by particular."""

    licence: Licence
    to: dict[str, str]

    @property
    def content(self) -> dict:
        """As the filing keeps it."""
        return {"alters": {"licence": str(self.licence.pk), "to": self.to}}


class LicenceChange(models.Model):
    """An application of the same item that names the licence it changes."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="licence_change")
    licence = models.ForeignKey(Licence, models.PROTECT, related_name="changes")
    filed_on = models.DateField("申请变更")

    objects = AskingQuerySet.as_manager()

    def __str__(self):
        return f"{self.licence} {self.filed_on}"

    @property
    def to(self) -> dict[str, str]:
        """The new words, as they were filed."""
        filed = self.case.filings.filter(kind="application").first()
        return filed.content["alters"]["to"] if filed else {}

    @property
    def lines(self) -> list[tuple[str, str]]:
        return lines(self.to)


def lines(to: dict[str, str]) -> list[tuple[str, str]]:
    """(what, new words), in the order of the vocabulary."""
    return [(each.label, to[each]) for each in Particular if to.get(each)]


def note(case: Case, content: dict, *, at) -> None:
    """Keep what a filing says of the licence it changes; most say nothing."""
    asked = content.get("alters")
    licence = Licence.objects.filter(pk=asked["licence"]).first() if asked else None
    if licence is not None:
        LicenceChange.objects.create(case=case, licence=licence, filed_on=civil_day(at))


def refuse(wish: Wish, *, by, edition, on, principal: str = "") -> None:
    """Why this person may not ask for this change today, for himself or for his principal."""
    licence = wish.licence
    holders.refuse_other(licence, by=by, edition=edition, principal=principal)
    if not licence.is_valid or (licence.valid_to is not None and on > licence.valid_to):
        words = "已经过期" if licence.is_valid else licence.standing_words
        raise Refused(f"这份证件{words}，不能变更，请重新申请")
    if licence.changes.open_one() is not None:
        where = "不用再申请" if principal else "请在“我的办件”里看进度"
        raise Refused(f"这份证件的变更申请正在办理，{where}")
    if not any(text.strip() for text in wish.to.values()):
        raise Refused("请至少写明一项要变更的内容，没有变的空着")
    if set(wish.to) - set(Particular) or any(len(text) > LONGEST for text in wish.to.values()):
        raise Refused(f"请从列出的各项里写要变更的内容，每项不超过 {LONGEST} 个字")


def refuse_grant(case: Case) -> None:
    """A licence that is no longer in force is not changed by a decision on the application."""
    change = LicenceChange.objects.of(case)
    if change and change.licence.state != Standing.VALID:
        raise Refused(f"要变更的证件{change.licence.standing_words}，不能准予变更，请作出不予决定并说明理由")
