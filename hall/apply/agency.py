"""Agents online (代理): a person or an enterprise applies in the name of another who gave a letter of authority.

申请人可以委托代理人提出行政许可申请，依法应当由申请人到办公场所提出的除外 (行政许可法 第二十九条第一款); the letter names
agent, matter, powers and term (民法典 第一百六十五条), and what he does within them is the principal's act (第一百六十二条).
Agent and principal are persons or enterprises, in any pair. An enterprise acts by its 经办人, who holds its account; that is
no delegation to a third (第一百七十条). The principal is named as the applicant and bans are his; the agent's account holds the
case, is told of it and reads it. Refused: one's own agency, items done in person, a kind of applicant the item does not take.
"""

from datetime import datetime

from django.db import models, transaction

from hall.accounts.applicants import CREDIT_CODE, fingerprint, identity, party, told_of
from hall.apply.audience import refuse_item
from hall.apply.drafts import Draft
from ledger.clock import civil_day
from ledger.vault import SealedJSONField
from ledger.verbs import NotAllowed, Refused
from ledger.zone import Zone, here
from powers.catalogue import Edition
from powers.items.identity_documents import known_as, word_of
from powers.people.people import AccountKind, User
from workflow.applying import Way
from workflow.entries import Entry
from workflow.licences import bans
from workflow.licences.holders import NotHis, is_held_by
from workflow.machine import Case
from workflow.parties import mask_id, mask_name, mask_phone
from workflow.turns.mandates import Mandate

NOT_ONLINE = "1"


class Agency(models.Model):
    """For whom a draft is filled in; once it is filed, that the applicant's account of the case is his agent's.

    Of a filed one `principal` is the fingerprint of the applicant; `agent` whose it was, once his authority has ended.
    """

    draft = models.OneToOneField(Draft, models.CASCADE, null=True, related_name="agency")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="agency")
    kind = models.CharField(max_length=10, choices=AccountKind, default=AccountKind.PERSON)
    details = SealedJSONField(default=dict)
    principal = models.CharField(max_length=64, blank=True, default="", db_index=True)
    agent = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    has_proxy = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft=None, case__isnull=False) | models.Q(draft__isnull=False, case=None),
                name="agency_of_draft_or_case",
            )
        ]

    def __str__(self):
        return f"agency of {self.draft_id or self.case_id}"

    @property
    def is_enterprise(self) -> bool:
        """Whether the principal is one."""
        return self.kind == AccountKind.ENTERPRISE

    @property
    def masked_name(self) -> str:
        name = self.details.get("name", "")
        return name if self.is_enterprise else mask_name(name)

    def facts(self) -> list[tuple[str, str]]:
        """To check before filing: whom one has named, and oneself; what is public of an enterprise is not masked."""
        told = self.details
        number = told["id_number"] if self.is_enterprise else mask_id(told["id_number"])
        facts = [
            ("单位名称" if self.is_enterprise else "姓名", told["name"]),
            (word_of(told["id_kind"]), number),
            ("法定代表人", told["legal_person"]),
            ("联系电话", mask_phone(told["phone"])),
            *_agent_facts(told),
        ]
        return [fact for fact in facts if fact[1]]

    def entry(self, codes) -> Entry:
        """What the case keeps: the agent's account, and under the seal of the filing for whom he filed."""
        refuse_in_person(self.draft.edition)
        refuse_kind(self.draft.edition, self.kind)
        return Entry(kind=self.kind, way=Way.ONLINE, account=self.draft.user, paper={})

    def filed_as(self, case: Case) -> None:
        self.principal = fingerprint(self.details)
        self.draft, self.case, self.details = None, case, {}
        self.save()


def follow(case: Case, event) -> None:
    """An authority has ended: who was agent keeps item and number in his list, and what he was writing goes."""
    if event.kind != Mandate.KIND or event.verb != "end_mandate" or here() != Zone.OUTER:
        return
    Agency.objects.filter(case=case).update(agent=case.applicant_id)
    for draft in Draft.objects.filter(case=case, user=case.applicant_id, is_correction=True):
        draft.files.all().delete()
        draft.delete()


def _agent_facts(told: dict) -> list[tuple[str, str]]:
    if not told.get("handler"):
        return [
            ("代理人", mask_name(told["agent"])),
            (f"代理人{word_of(told['agent_kind'])}", mask_id(told["agent_id"])),
        ]
    return [
        ("代理人", told["agent"]),
        (f"代理人{word_of(told['agent_kind'])}", told["agent_id"]),
        ("代理人的经办人", mask_name(told["handler"])),
    ]


def begin(
    edition: Edition, *, by: User, at: datetime, details: dict, kind: str = AccountKind.PERSON
) -> Draft:
    """The open draft for this principal and item, or a new one."""
    refuse_agent(edition, by, on=civil_day(at))
    refuse_kind(edition, kind)
    told = _principal(edition, by=by, at=at, kind=kind, details=details)
    found = _begun(edition, by, told, at=at)
    if found:
        return found
    with transaction.atomic():
        draft = Draft(user=by, edition=edition)
        draft.touch(at=at)
        draft.save(force_insert=True)
        Agency.objects.create(draft=draft, kind=kind, details=told)
    return draft


def rename(draft: Draft, *, at: datetime, details: dict) -> None:
    """Somebody else is the applicant, or he is written otherwise; what was filled in stays, and so does whose licence it is."""
    licence = draft.renews or draft.alters
    if licence and not is_held_by(licence, known_as(details)):
        raise NotHis
    named = {"kind": draft.agency.kind, "details": details}
    draft.agency.details = _principal(draft.edition, by=draft.user, at=at, **named)
    draft.touch(at=at)
    with transaction.atomic():
        draft.agency.save(update_fields=["details"])
        draft.save(update_fields=["updated_at", "expires_at"])


def _principal(edition: Edition, *, by: User, at: datetime, kind: str, details: dict) -> dict:
    """The applicant as the draft keeps him; refused where he is the agent himself, or banned."""
    told = _named(details, kind, by)
    if known_as(told) == identity(by):
        raise Refused(OWN[kind])
    bans.refuse(known_as(told), edition, on=civil_day(at))
    return told


OWN = {
    AccountKind.PERSON: "申请人就是您本人，不用代办，请返回上一页为本人申请",
    AccountKind.ENTERPRISE: "申请人就是您单位，不用代办，请返回上一页为本单位申请",
}


def _named(details: dict, kind: str, by: User) -> dict:
    """The principal as applicant, and the holder of the account as his agent; of an enterprise also who acts for it."""
    me = party(by)
    agent = {"agent": me["name"], "agent_kind": me["id_kind"], "agent_id": me["id_number"]}
    named = told_of(kind, details | agent) | {"agent_phone": me["phone"]}
    if me["id_kind"] != CREDIT_CODE:
        return named
    return named | {
        "handler": me["agent"],
        "handler_kind": me.get("agent_kind", ""),
        "handler_id": me["agent_id"],
    }


def _begun(edition: Edition, by: User, told: dict, *, at: datetime) -> Draft | None:
    mine = Draft.objects.of(by).open(at=at).filter(edition__power_id=edition.power_id, agency__isnull=False)
    return next((each for each in mine.select_related("agency") if each.agency.details == told), None)


def refuse_agent(edition: Edition, by: User, *, on) -> None:
    """Why this account cannot act for anybody at this item."""
    if not by.is_applicant:
        raise NotAllowed("工作账号不能代他人申请，请用个人或者单位的账户登录")
    refuse_item(edition, kind="", on=on)
    refuse_in_person(edition)


def refuse_kind(edition: Edition, kind: str) -> None:
    """Who the item does not take cannot be applied for either."""
    if kind not in kinds(edition):
        raise Refused(
            "这个事项由个人申请，不能代单位申请"
            if kind == AccountKind.ENTERPRISE
            else "这个事项由企业和组织申请，不能代个人申请"
        )


def kinds(edition: Edition) -> list[str]:
    """The kinds of principal that the item takes."""
    takes = ((AccountKind.PERSON, edition.for_person), (AccountKind.ENTERPRISE, edition.for_enterprise))
    return [kind.value for kind, taken in takes if taken]


def refuse_in_person(edition: Edition) -> None:
    reason = in_person(edition)
    if reason:
        raise Refused(f"这个事项要本人到现场办理（{reason}），不能由代理人在网上申请")


def in_person(edition: Edition) -> str:
    """Why the applicant himself must come, as the edition says it (必须现场办理的原因、网办深度); empty when he need not."""
    told = edition.details or {}
    return told.get("visit_reason", "") or ("不能网上办" if told.get("depth") == NOT_ONLINE else "")


def may_act(edition: Edition, user: User) -> bool:
    """Whether the page offers it."""
    return user.is_applicant and bool(kinds(edition)) and not in_person(edition)
