"""Applicants: who a citizen or an enterprise is, kept encrypted, found by a keyed fingerprint of what he is known
by alone (`powers/identity_documents.py`).

One account per person and per enterprise. Refused: a second account for the same number or telephone; the refusal does not
say which of the two is known. What a case names as its applicant is taken from here, never from a form of the case.
"""

from django.db import IntegrityError, models, transaction

from ledger import vault
from ledger.vault import SealedJSONField
from ledger.verbs import Refused
from powers.items.identity_documents import RESIDENT, known_as, word_of
from powers.people.people import AccountKind, User, login_key
from workflow.parties import mask_id, mask_name, mask_phone

CREDIT_CODE = "统一社会信用代码"
DETAILS = ("name", "id_kind", "id_number", "phone", "legal_person", "agent", "agent_kind", "agent_id")


class AlreadyKnown(Refused):
    def __init__(self):
        super().__init__(
            "用这些信息没有注册成功，可能已经注册过，请直接登录；忘了密码或者不是您注册的，打 12345"
        )


class Applicant(models.Model):
    """What an account's holder told us of himself at registration."""

    user = models.OneToOneField(User, models.PROTECT, related_name="applicant")
    details = SealedJSONField()
    id_lookup = models.CharField(max_length=64, unique=True)

    def __str__(self):
        return self.masked_name

    @property
    def is_enterprise(self) -> bool:
        return self.user.kind == AccountKind.ENTERPRISE

    @property
    def masked_name(self) -> str:
        name = self.details["name"]
        return name if self.is_enterprise else mask_name(name)

    @property
    def masked_id(self) -> str:
        number = self.details["id_number"]
        return number if self.is_enterprise else mask_id(number)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.details["phone"])

    def masked_facts(self) -> list[tuple[str, str]]:
        """The account as its own page shows it: enough to recognise, too little to copy."""
        told = self.details
        facts = [
            ("单位名称" if self.is_enterprise else "姓名", self.masked_name),
            (word_of(told["id_kind"]), self.masked_id),
            ("手机号", self.masked_phone),
        ]
        if self.is_enterprise:
            facts += [
                ("法定代表人", mask_name(told["legal_person"])),
                ("经办人", mask_name(told["agent"])),
                (f"经办人{word_of(told.get('agent_kind', ''))}", mask_id(told["agent_id"])),
            ]
        return facts


def register(*, kind: str, details: dict, password: str, demo: bool = False) -> User:
    """Open an account for a person or an enterprise; AlreadyKnown when the number or the telephone has one."""
    told = told_of(kind, details)
    try:
        with transaction.atomic():
            user = User.objects.create_user(login_key(told["phone"]), password, kind=kind, demo=demo)
            Applicant.objects.create(user=user, details=told, id_lookup=fingerprint(told))
    except IntegrityError as error:
        raise AlreadyKnown from error
    return user


def told_of(kind: str, details: dict) -> dict:
    """What is kept of an applicant; who says no kind of paper has a resident identity card."""
    told = {name: details.get(name, "") for name in DETAILS}
    told["id_kind"] = CREDIT_CODE if kind == AccountKind.ENTERPRISE else told["id_kind"] or RESIDENT
    return told | ({"agent_kind": told["agent_kind"] or RESIDENT} if told["agent_id"] else {})


def fingerprint(told: dict) -> str:
    return vault.lookup(known_as(told), where="applicant id")


def fingerprints(user: User) -> list[str]:
    """What rows may have kept of who the account says it belongs to, under the key of today and those of before."""
    known = identity(user)
    return vault.lookups(known, where="applicant id") if known else []


def party(user: User) -> dict:
    """The applicant as a case names him; all text, nothing empty but by right."""
    try:
        return dict(user.applicant.details)
    except Applicant.DoesNotExist:
        raise Refused("这个账户还没有登记身份，不能申请，请打 12345") from None


def identity(user: User) -> str:
    """By what the applicant is known; empty for an account without an identity."""
    found = Applicant.objects.filter(user=user).first()
    return known_as(found.details) if found else ""
