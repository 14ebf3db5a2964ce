"""Drafts: what an applicant has filled in so far, kept at every step for thirty days, encrypted, and gone once it is filed.

A draft answers one edition. When a newer edition is published meanwhile the draft says so, and what was filled in moves to
the new one as far as it fits: same question of the same kind, same material. Filing twice gives the same case. A draft of
a correction holds what the window asked for until it is handed in.
"""

import secrets
import uuid
from datetime import datetime, timedelta

from django.db import models, transaction

from ledger.vault import SealedJSONField
from ledger.verbs import NotAllowed, Refused
from powers.catalogue import Edition
from powers.people import AccountKind, User
from workflow import filings
from workflow.answers import clean_answers, section_form
from workflow.machine import Case

from .applicants import party

KEPT = timedelta(days=30)


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
    answers = SealedJSONField(default=dict)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = DraftQuerySet.as_manager()

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

    def section(self, code: str) -> dict | None:
        return next((section for section in self.sections if section["code"] == code), None)

    def touch(self, *, at: datetime) -> None:
        self.updated_at, self.expires_at = at, at + KEPT


def start(edition: Edition, *, by: User, at: datetime) -> Draft:
    """The open draft of this person for this item, or a new one."""
    _refuse_audience(edition, by)
    mine = Draft.objects.of(by).open(at=at).filter(edition__power_id=edition.power_id, is_correction=False)
    found = mine.order_by("-updated_at").first()
    if found:
        return found
    draft = Draft(user=by, edition=edition)
    draft.touch(at=at)
    draft.save(force_insert=True)
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


def keep(draft: Draft, *, answers: dict, section: dict, at: datetime) -> None:
    """Keep what was typed into a section, right or not; what the other sections hold stays."""
    codes = {question["code"] for question in section["questions"]}
    rest = {code: value for code, value in draft.answers.items() if code not in codes}
    draft.answers = rest | {code: value for code, value in answers.items() if code in codes and value}
    draft.touch(at=at)
    draft.save(update_fields=["answers", "updated_at", "expires_at"])


def renew(draft: Draft, *, at: datetime) -> int:
    """Move a draft to the edition in force; answers how many entries did not fit and are gone."""
    current = draft.edition.power.current
    if current is None or not current.applicable:
        raise Refused("这个事项已经不再办理，草稿不能提交了，请看权力清单或者打 12345")
    fitting = _fitting(draft.answers, current.form)
    lost = len(draft.answers) - len(fitting)
    with transaction.atomic():
        wanted = {(m["code"], m["name"]) for m in current.materials}
        known = {m["code"]: m["name"] for m in draft.edition.materials}
        for file in draft.files.all():
            if (file.code, known.get(file.code)) not in wanted:
                file.delete()
                lost += 1
        draft.edition, draft.answers = current, fitting
        draft.touch(at=at)
        draft.save(update_fields=["edition", "answers", "updated_at", "expires_at"])
    return lost


def _fitting(answers: dict, form: dict) -> dict:
    """The answers that the new form asks for and would accept."""
    fitting = {}
    for section in form.get("sections", ()):
        bound = section_form(section, data=answers)
        bound.is_valid()
        asked = {question["code"] for question in section["questions"]} - bound.errors.keys()
        fitting |= {code: answers[code] for code in asked if answers.get(code)}
    return fitting


def file_application(draft: Draft, *, at: datetime) -> Case:
    """File the draft. What it held is then with the case, and only there."""
    earlier = draft.case or filings.filed_before(draft.token, by=draft.user)
    if earlier is None and draft.is_stale:
        raise Refused("这个事项的办事指南已经更新，请先看改了什么再提交；您填的内容已经保存")
    case = earlier or filings.submit(
        draft.edition, by=draft.user, at=at, party=party(draft.user), token=draft.token,
        answers=clean_answers(draft.edition.form, draft.answers),
        materials=[file.as_material() for file in draft.files.all()],
    )  # fmt: skip
    draft.files.all().delete()
    Draft.objects.filter(pk=draft.pk).update(case=case, answers={})
    return case


def file_correction(draft: Draft, *, at: datetime) -> None:
    """Hand in what the window asked for."""
    materials = [file.as_material() for file in draft.files.all()]
    note = draft.answers.get("note", "")
    with transaction.atomic():
        filings.supplement(
            draft.case, by=draft.user, at=at, note=note, materials=materials, token=draft.token
        )
        draft.files.all().delete()
        draft.delete()


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
