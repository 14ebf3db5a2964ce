"""Drafts: what an applicant has filled in so far, kept at every step for ninety days, encrypted, and gone once it is filed.

A draft answers one edition. Filing twice gives the same case. A draft of a correction holds what the window asked for until
it is handed in. Two pages on one section do not silently overwrite each other.
"""

import secrets
import uuid
from datetime import datetime, timedelta

from django.db import models, transaction

from exchange import scans
from ledger import canon, clock
from ledger.clock import civil_day
from ledger.vault import SealedJSONField
from ledger.verbs import NotAllowed, Refused
from powers.catalogue import Edition
from powers.form_vocabulary import questions_of
from powers.people import AccountKind, User
from workflow import bans, filings, renewals
from workflow.answers import clean_answers
from workflow.licences import Licence
from workflow.machine import Case
from workflow.materials import upload_code, wanted

from .applicants import id_number, party

KEPT, WARNED = timedelta(days=90), timedelta(days=14)


class Overtaken(Refused):
    """Somebody with another page open has saved the same section meanwhile; what he saved is with the refusal."""

    def __init__(self, draft: "Draft"):
        self.answers, self.at, self.files = draft.answers, draft.updated_at, draft.held()
        super().__init__("这一页刚刚在别的窗口保存过，您填的还没有保存，请核对后再保存一次")


def new_token() -> str:
    return secrets.token_hex(24)


class DraftQuerySet(models.QuerySet):
    def of(self, user):
        """The drafts this person may open."""
        return self.filter(user=user) if user.is_authenticated and user.is_applicant else self.none()

    def open(self, *, at: datetime):
        return self.filter(case=None, expires_at__gt=at)


class Draft(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="drafts")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="drafts")
    is_correction = models.BooleanField(default=False)
    renews = models.ForeignKey(Licence, models.PROTECT, null=True, related_name="+")
    answers = SealedJSONField(default=dict)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = DraftQuerySet.as_manager()
    _held = None

    class Meta:
        indexes = [models.Index(fields=["user", "-updated_at"], name="draft_mine")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(is_correction=True), name="one_correction_draft_a_case"
            )
        ]

    def __str__(self):
        return f"{self.edition} {self.pk}"

    @property
    def sections(self) -> list[dict]:
        return self.edition.form.get("sections", [])

    @property
    def is_stale(self) -> bool:
        """Whether a newer edition is in force, or the item is no longer done."""
        return self.edition.power.current_id != self.edition_id

    @property
    def is_ending(self) -> bool:
        """Whether it is to be deleted soon, which its owner must be told."""
        return self.expires_at - clock.now() <= WARNED

    @property
    def has_uploads(self) -> bool:
        return any(question["kind"] == "upload" for question in questions_of(self.edition.form))

    def held(self) -> dict[str, list[str]]:
        """The names of the files that answer uploads, by question."""
        if not self.has_uploads:
            return {}
        if self._held is None:
            names: dict[str, list[str]] = {}
            for file in self.files.all():
                names.setdefault(file.code, []).append(file.file_name)
            codes = {
                q["code"]: upload_code(q) for q in questions_of(self.edition.form) if q["kind"] == "upload"
            }
            self._held = {code: names[kept] for code, kept in codes.items() if kept in names}
        return self._held

    def forget_held(self) -> None:
        self._held = None

    def filled(self) -> dict:
        """Everything that is answered, files by their names, as judges and readers take it."""
        return self.answers | self.held()

    def section(self, code: str) -> dict | None:
        return next((section for section in self.sections if section["code"] == code), None)

    def touch(self, *, at: datetime) -> None:
        self.updated_at, self.expires_at = at, at + KEPT


def start(edition: Edition, *, by: User, at: datetime, renews: Licence | None = None) -> Draft:
    """The open draft of this person for this item, or a new one; it may be to renew a licence. Refused to who is banned."""
    _refuse_audience(edition, by)
    bans.refuse(id_number(by), edition, on=civil_day(at))
    if renews:
        renewals.refuse(renews, by=by, edition=edition, on=civil_day(at))
    mine = Draft.objects.of(by).open(at=at).filter(edition__power_id=edition.power_id, is_correction=False)
    found = mine.order_by("-updated_at").first()
    if found:
        return _renewing(found, renews)
    draft = Draft(user=by, edition=edition, renews=renews)
    draft.touch(at=at)
    draft.save(force_insert=True)
    return draft


def _renewing(draft: Draft, renews: Licence | None) -> Draft:
    """An open draft becomes one to renew a licence; what was filled in stays."""
    if renews and draft.renews_id != renews.pk:
        draft.renews = renews
        draft.save(update_fields=["renews"])
    return draft


def _refuse_audience(edition: Edition, by: User) -> None:
    if not by.is_applicant:
        raise NotAllowed("工作账号不能申请办事，请用个人或者单位的账户登录")
    if not edition.applicable or edition.state != "published":
        raise Refused("这个事项现在不能在网上申请，请看权力清单或者打 12345")
    if by.kind == AccountKind.PERSON and not edition.for_person:
        raise NotAllowed("这个事项由企业和组织申请，请用单位的账户登录")
    if by.kind == AccountKind.ENTERPRISE and not edition.for_enterprise:
        raise NotAllowed("这个事项由个人申请，请用个人的账户登录")


def keep(draft: Draft, *, answers: dict, section: dict, at: datetime, seen: str | None = None) -> None:
    """Keep what was typed into a section, right or not; what the other sections hold stays.

    `seen` is the print of the section as the page showed it: Overtaken when another page has changed it since.
    """
    typed = section_part(section, answers)
    with transaction.atomic():
        stored = Draft.objects.select_for_update().get(pk=draft.pk)
        stored.edition = draft.edition
        if stored.case_id:
            raise Refused("这份申请已经提交，不能再改；要补充的，等窗口告知后补正")
        before = section_part(section, stored.answers)
        if seen and seen != print_of(section, stored.answers) and typed != before:
            raise Overtaken(stored)
        rest = {code: value for code, value in stored.answers.items() if code not in before}
        draft.answers = rest | typed
        draft.touch(at=at)
        draft.save(update_fields=["answers", "updated_at", "expires_at"])


def section_part(section: dict, answers: dict) -> dict:
    """The answers of one section, without what was left blank."""
    codes = {question["code"] for question in section["questions"]}
    return canon.tidy({code: value for code, value in answers.items() if code in codes and value})


def print_of(section: dict, answers: dict) -> str:
    """A short fingerprint of what a section holds."""
    return canon.digest(section_part(section, answers))[:16]


def file_application(draft: Draft, *, at: datetime) -> Case:
    """File the draft. What it held is then with the case, and only there."""
    earlier = draft.case or filings.filed_before(draft.token, by=draft.user)
    if earlier is None and draft.is_stale:
        raise Refused("这个事项的办事指南已经更新，请先看改了什么再提交；您填的内容已经保存")
    case = earlier or filings.submit(
        draft.edition, by=draft.user, at=at, party=party(draft.user), token=draft.token,
        answers=clean_answers(draft.edition.form, draft.filled()),
        materials=_as_materials(wanted_files(draft)), renews=draft.renews,
    )  # fmt: skip
    draft.files.all().delete()
    Draft.objects.filter(pk=draft.pk).update(case=case, answers={})
    return case


def wanted_files(draft: Draft) -> list:
    """The files the answers call for; what was uploaded for another course of things is not handed in."""
    codes = {material["code"] for material in wanted(draft.edition, draft.filled())}
    return [file for file in draft.files.all() if file.code in codes]


def file_correction(draft: Draft, *, at: datetime) -> None:
    """Hand in what the window asked for."""
    materials = _as_materials(list(draft.files.all()))
    note = draft.answers.get("note", "")
    with transaction.atomic():
        filings.supplement(
            draft.case, by=draft.user, at=at, note=note, materials=materials, token=draft.token
        )
        draft.files.all().delete()
        draft.delete()


def _as_materials(files: list) -> list:
    scans.refuse_infected(file.sha256 for file in files)
    return [file.as_material() for file in files]


def correction(case: Case, *, by: User, at: datetime) -> Draft:
    draft = Draft(user=by, edition=case.edition, case=case, is_correction=True)
    draft.touch(at=at)
    facts = {"user": by, "edition": case.edition, "updated_at": at, "expires_at": draft.expires_at}
    return Draft.objects.get_or_create(case=case, is_correction=True, defaults=facts)[0]


def drop_expired(*, at: datetime) -> int:
    """Forget drafts that nobody came back to, and those long filed."""
    expired = Draft.objects.filter(expires_at__lte=at)
    for draft in expired:
        draft.files.all().delete()
    return expired.delete()[0]
