"""Licences (行政许可证件): what a granted application gives its holder, from issue to the register's last line.

A licence belongs to the case that gave it and names its holder by it; it is owned by the inner net and followed on the
outer one. Only the head of the office takes it back, with ground, facts and reasons of the closed lists of the law. Time
does what the law says of time: a term ends, or is renewed by silence. Sources: 行政许可法 第八条, 第三十九条, 第四十九条,
第五十条, 第六十九条, 第七十条.
"""

from enum import StrEnum
from functools import cache

from django.db import models
from django.db.models import Q

from ledger import statements
from ledger.verbs import NEW, Machine, Refused, Told, verb
from ledger.zone import Zone
from powers.catalogue import Power
from powers.people.offices import Office
from powers.people.people import HANDLING_ROLES, hand
from workflow import policies
from workflow.licences.grounds import CANCELLING, REVOKING, WITHDRAWING
from workflow.machine import Case


class Standing(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


NAMES = {
    Standing.VALID: "有效",
    Standing.EXPIRED: "已经过期",
    Standing.REVOKED: "已经撤销",
    Standing.WITHDRAWN: "已经撤回",
    Standing.CANCELLED: "已经注销",
}
TAKEN = (Standing.REVOKED, Standing.WITHDRAWN)
# The ground of article 70 that fits what has happened to the licence before; the others end one that is still valid.
FITTING = {
    Standing.EXPIRED: ("expired", "dead", "ended"),
    Standing.REVOKED: ("revoked",),
    Standing.WITHDRAWN: ("revoked",),
    Standing.VALID: ("dead", "ended", "revoked", "impossible", "other"),
}


def is_registrar(user, licence) -> bool:
    """What follows from a decision by itself."""
    return getattr(user, "post", "") == "registrar"


def is_clock(user, licence) -> bool:
    return policies.is_clock(user, licence.case)


def is_head(user, licence) -> bool:
    """The head of the office that issued it, who is not its holder."""
    return policies.is_head(user, licence.case)


class LicenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Applicants their own, officials those of the offices in which they handle cases."""
        if not user.is_authenticated:
            return self.none()
        if user.is_applicant:
            return self.filter(case__applicant=user)
        return self.filter(office__in=user.offices_as(*HANDLING_ROLES))

    def whole(self):
        return self.select_related("case__edition", "case__office", "case__party", "office", "power")

    def ending(self, before):
        """Valid ones whose term has ended before a day."""
        return self.filter(state=Standing.VALID, valid_to__lt=before)


class AskingQuerySet(models.QuerySet):
    """Applications of the same item that name a licence, to renew it or to change it: a row each, with its case."""

    def open_one(self):
        """The one that waits for its decision."""
        waiting = self.filter(case__decided_at=None, case__concluded_at=None)
        return waiting.select_related("case").order_by("filed_on", "pk").first()

    def of(self, case):
        return _asking(self.model).first(case.pk)


@cache
def _asking(model) -> statements.Kept:
    return statements.Kept(
        lambda case: model.objects.select_related("licence__case").filter(case=case),
        lambda: model._meta.get_field("case"),
    )


class Licence(Machine):
    """One licence; `number` and `issued_on` are those of the certificate that is in use now."""

    KIND = "licence"
    OWNER = {NEW: Zone.INNER} | dict.fromkeys(Standing, Zone.INNER)

    case = models.OneToOneField(Case, models.PROTECT, related_name="licence")
    office = models.ForeignKey(Office, models.PROTECT, related_name="licences")
    power = models.ForeignKey(Power, models.PROTECT, related_name="licences")
    name = models.CharField("证件", max_length=200)
    number = models.CharField("证号", max_length=60)
    issued_on = models.DateField("发证")
    valid_from = models.DateField("有效期起")
    valid_to = models.DateField("有效期止", null=True)
    is_deemed = models.BooleanField("视为准予延续", default=False)
    renewed_by = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    changed_by = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField("失效", null=True)
    ground = models.CharField("事由", max_length=20, blank=True)
    last_at = models.DateTimeField("最近一步")

    objects = LicenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="licence_number_once_an_office"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="licence_term_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["valid_to"], name="licence_ending", condition=Q(state="valid")),
            models.Index(fields=["office", "-last_at"], name="licence_of_office"),
            models.Index(fields=["number"], name="licence_by_number"),
        ]

    def __str__(self):
        return self.number

    @property
    def standing(self) -> Standing:
        return Standing(self.state)

    @property
    def standing_words(self) -> str:
        return NAMES[self.standing]

    @property
    def is_valid(self) -> bool:
        return self.state == Standing.VALID

    def actor_for(self, by) -> dict:
        return {
            "post": by.post if not by.posts else "official",
            "office": self.office_id if by.posts else "",
            "staff": "",
        }

    @verb(label="发证", source=NEW, target=Standing.VALID, who=is_registrar, ground="行政许可法 第三十九条")
    def issue(self, *, by, at, number: str, term: dict, **_):
        """The certificate that follows from the decision is entered in the register."""
        return Told(
            public={"case": str(self.case_id), "name": self.name, "number": number, **term}, private={}
        )

    @verb(label="变更", source=Standing.VALID, who=is_registrar, ground="行政许可法 第四十九条")
    def change(self, *, by, at, number: str, case, what: list[str], **_):
        """A granted application for a change gives a new certificate of the same term; the new words stay in the papers."""
        return Told(public={"by_case": str(case.pk), "number": number, "what": what}, private={})

    @verb(label="延续", source=Standing.VALID, who=is_registrar, ground="行政许可法 第五十条")
    def renew(self, *, by, at, number: str, term: dict, case, **_):
        """A granted application for renewal gives a new term and a new certificate."""
        return Told(public={"by_case": str(case.pk), "number": number, **term}, private={})

    @verb(label="视为准予延续", source=Standing.VALID, who=is_clock, ground="行政许可法 第五十条第二款")
    def deem_renewed(self, *, by, at, term: dict, case, **_):
        """Asked for in time and not decided before the term ended: renewed by silence."""
        return Told(public={"by_case": str(case.pk), **term}, private={})

    @verb(label="到期", source=Standing.VALID, target=Standing.EXPIRED, who=is_clock)
    def expire(self, *, by, at, **_):
        """The last day of the term is over."""
        return Told(public={"on": self.valid_to.isoformat()}, private={})

    @verb(
        label="撤销", source=Standing.VALID, target=Standing.REVOKED, who=is_head, needs=("ground", "facts"),
        ground="行政许可法 第六十九条",
    )  # fmt: skip
    def revoke(self, *, by, at, ground: str, facts: str, safety: bool = False, **_):
        """The licence should not have been given; one got by fraud in a matter of safety brings a ban of three years."""
        _refuse_unlisted(ground, REVOKING)
        if safety and ground != "fraud":
            raise Refused(
                "只有以欺骗、贿赂等不正当手段取得的，才在三年内不得再次申请；请改选情形，或者去掉这一项"
            )
        return Told(public={"ground": ground, "safety": bool(safety)}, private=hand(by, facts=facts))

    @verb(
        label="撤回", source=Standing.VALID, target=Standing.WITHDRAWN, who=is_head,
        needs=("ground", "facts", "compensation"), ground="行政许可法 第八条第二款",
    )  # fmt: skip
    def withdraw_licence(self, *, by, at, ground: str, facts: str, compensation: str, **_):
        """Law or facts have changed and the public interest asks for it; the holder is told of the compensation."""
        _refuse_unlisted(ground, WITHDRAWING)
        return Told(public={"ground": ground}, private=hand(by, facts=facts, compensation=compensation))

    @verb(
        label="注销", source=[Standing.VALID, Standing.EXPIRED, *TAKEN], target=Standing.CANCELLED, who=is_head,
        needs=("ground", "facts"), ground="行政许可法 第七十条",
    )  # fmt: skip
    def cancel(self, *, by, at, ground: str, facts: str, **_):
        """The licence is struck off the register, on a ground that fits what has become of it."""
        _refuse_unlisted(ground, CANCELLING)
        if ground not in FITTING[self.standing]:
            raise Refused(f"证件{self.standing_words}，不是这个注销情形，请改选合适的情形")
        return Told(public={"ground": ground}, private=hand(by, facts=facts))

    def project(self, event):
        from workflow.licences import licensing

        licensing.project(self, event)


def _refuse_unlisted(ground: str, listed) -> None:
    if ground not in dict(listed):
        raise Refused("请从列出的情形里选一种")
