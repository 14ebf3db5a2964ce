"""Drafts: what an applicant has filled in so far, kept at every step for ninety days, encrypted, and gone once it is filed.

A draft answers one edition. Filing twice gives the same case. A draft of a correction holds what the window asked for until
it is handed in. Two pages on one section do not silently overwrite each other.
"""

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models, transaction

from exchange import scans
from hall.accounts.applicants import identity, party
from hall.apply import draft_undertakings, putting_off
from hall.apply.audience import refuse_audience
from ledger import canon, clock
from ledger.clock import civil_day
from ledger.vault import SealedJSONField
from ledger.verbs import Refused, StaleSubject
from powers.catalogue import Edition
from powers.forms.vocabulary import questions_of
from powers.people.people import Role, User
from workflow.forms.answers import clean_answers
from workflow.licences import bans, renewals
from workflow.licences import changes as licence_changes
from workflow.licences.changes import Wish
from workflow.licences.changes import lines as change_lines
from workflow.licences.licences import Licence
from workflow.machine import Case
from workflow.materials import filings
from workflow.materials.materials import PROXY, upload_code, wanted

KEPT, WARNED = timedelta(days=90), timedelta(days=14)


class DraftGone(StaleSubject):
    """What was being written has been handed in or thrown away meanwhile, on another page or by a second click."""

    def __init__(self):
        super().__init__("这份材料刚刚已经提交或者删除，请看最新情况")


class Overtaken(Refused):
    """Somebody with another page open has saved the same section meanwhile; what he saved is with the refusal."""

    def __init__(self, draft: "Draft"):
        self.answers, self.at, self.files = draft.answers, draft.updated_at, draft.held()
        super().__init__("这一页刚刚在别的窗口保存过，您填的还没有保存，请核对后再保存一次")


def new_token() -> str:
    return secrets.token_hex(24)


class DraftQuerySet(models.QuerySet):
    def of(self, user):
        """The drafts this person may open: an applicant his own, a clerk those he enters at his window for others."""
        if not user.is_authenticated:
            return self.none()
        if user.is_applicant:
            return self.filter(user=user)
        offices = user.offices_as(Role.WINDOW)
        return self.filter(user=user, edition__power__office__in=offices)

    def open(self, *, at: datetime):
        return self.filter(case=None, expires_at__gt=at)


class Draft(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="drafts")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="drafts")
    is_correction = models.BooleanField(default=False)
    renews = models.ForeignKey(Licence, models.PROTECT, null=True, related_name="+")
    alters = models.ForeignKey(Licence, models.PROTECT, null=True, related_name="+")
    alterations = SealedJSONField(null=True)
    answers = SealedJSONField(default=dict)
    undertakings = SealedJSONField(default=dict)
    put_off = models.JSONField("容缺后补", default=list)
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
    def entered(self):
        """For whom a clerk enters this at the counter (`visits.Visit`); None for what an applicant fills in himself."""
        return getattr(self, "visit", None)

    @property
    def for_another(self):
        """What somebody else says of the applicant: a clerk (`entered`), or his agent (`agency.Agency`)."""
        return self.entered or getattr(self, "agency", None)

    @property
    def wish(self) -> Wish | None:
        """What a draft to change a licence asks for."""
        return Wish(self.alters, self.alterations or {}) if self.alters else None

    @property
    def changes(self) -> list[tuple[str, str]]:
        return change_lines(self.alterations or {})

    @property
    def is_stale(self) -> bool:
        """Whether a newer edition is in force, or the item is no longer done."""
        return self.edition.power.current_id != self.edition_id

    @property
    def is_ending(self) -> bool:
        """Whether it is to be deleted soon, which its owner must be told."""
        return not self.entered and self.expires_at - clock.now() <= WARNED

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
        self.updated_at, self.expires_at = at, at + (type(self.entered).KEPT if self.entered else KEPT)


def start(
    edition: Edition, *, by: User, at: datetime, renews: Licence | None = None, alters: Wish | None = None
) -> Draft:
    """The open draft of this person for this item, or a new one; it may be to renew or to change a licence.

    Refused to who is banned, and for a licence that cannot be renewed or changed.
    """
    refuse_audience(edition, by, on=civil_day(at))
    bans.refuse(identity(by), edition, on=civil_day(at))
    if renews:
        renewals.refuse(renews, by=by, edition=edition, on=civil_day(at))
    if alters:
        licence_changes.refuse(alters, by=by, edition=edition, on=civil_day(at))
    mine = Draft.objects.of(by).open(at=at).filter(edition__power_id=edition.power_id, is_correction=False)
    found = mine.filter(agency=None).order_by("-updated_at").first()
    if found:
        return mean(found, renews, alters)
    draft = Draft(user=by, edition=edition)
    _mean(draft, renews, alters)
    draft.touch(at=at)
    draft.save(force_insert=True)
    return draft


def mean(draft: Draft, renews: Licence | None, alters: Wish | None) -> Draft:
    """An open draft becomes one to renew or to change a licence; what was filled in stays."""
    if renews or alters:
        _mean(draft, renews, alters)
        draft.save(update_fields=["renews", "alters", "alterations"])
    return draft


def _mean(draft: Draft, renews: Licence | None, alters: Wish | None) -> None:
    draft.renews = renews
    draft.alters, draft.alterations = (alters.licence, alters.to) if alters else (None, None)


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
    other, codes = draft.for_another, wanted_codes(draft)
    case = earlier or filings.submit(
        draft.edition, by=draft.user, at=at, party=other.details if other else party(draft.user), token=draft.token,
        answers=clean_answers(draft.edition.form, draft.filled()), materials=as_materials(wanted_files(draft)),
        renews=draft.renews, alters=draft.wish, entry=other.entry(codes) if other else None,
        words=draft_undertakings.filed(draft, codes), owed=putting_off.owed(draft, codes),
    )  # fmt: skip
    if other:
        other.filed_as(case)
    draft.files.all().delete()
    emptied = {"answers": {}, "undertakings": {}, "put_off": [], "alterations": None}
    Draft.objects.filter(pk=draft.pk).update(case=case, **emptied)
    return case


def wanted_files(draft: Draft) -> list:
    """The files the answers call for; what was uploaded for another course of things is not handed in."""
    codes = wanted_codes(draft)
    return [file for file in draft.files.all() if file.code in codes]


def wanted_codes(draft: Draft) -> set[str]:
    proxy = {PROXY["code"]} if draft.for_another and draft.for_another.has_proxy else set()
    proxy |= draft_undertakings.sheets_filed(draft)
    return proxy | {material["code"] for material in wanted(draft.edition, draft.filled())}


def file_correction(draft: Draft, *, at: datetime) -> None:
    """Hand in what the window asked for."""
    hand_in(draft, filings.supplement, at=at)


def hand_in(draft: Draft, act: Callable, *, at: datetime) -> None:
    """Give a case what its one draft holds, by the act that takes it, and let the draft go."""
    materials = as_materials(list(draft.files.all()))
    note = draft.answers.get("note", "")
    with transaction.atomic():
        act(draft.case, by=draft.user, at=at, note=note, materials=materials, token=draft.token)
        draft.files.all().delete()
        draft.delete()


def as_materials(files: list) -> list:
    scans.refuse_infected(file.sha256 for file in files)
    return [file.as_material() for file in files]


def drop_expired(*, at: datetime) -> int:
    """Forget drafts that nobody came back to, and those long filed."""
    expired = Draft.objects.filter(expires_at__lte=at)
    for draft in expired:
        draft.files.all().delete()
    return expired.delete()[0]
