"""Undertakings (告知承诺): what an applicant promised in writing instead of handing a material in, and what the check found.

The promise is made on the outer net with the application: its event seals who made it, when, and the print of the text that
the office told. Whoever applies at the window signs it on paper, and the clerk who records it keeps the signed sheet with it.
An agent promises only where his letter says so, and the promise binds his principal (民法典 第一百六十二条、第一百六十五条). It
is then the inner net's. After a grant the office checks it within the days of the edition; whatever it finds is told with what
was found out. One that was not true bars its maker from promising again, for any item, until the head of the office sets the
record right: the source knows no number of years (国办发〔2020〕42号：在信用修复前不适用告知承诺制).
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from ledger import vault
from ledger.vault import SealedJSONField
from ledger.verbs import NEW, Machine, Refused, Told, verb
from ledger.zone import Zone
from powers.items import undertakings as told_of
from powers.items.identity_documents import known_as
from powers.people.people import Role, hand
from workflow import listeners, policies
from workflow.clock.clocks import Clock
from workflow.machine import Case
from workflow.materials.materials import sheet_code
from workflow.states import IN_HAND

SOURCE = "国办发〔2020〕42号"
BARRED = "有一次承诺经核查不实，记录更正以前不能用承诺替代，请交材料；不服的，可以向记录它的机关提出"


class Standing(StrEnum):
    MADE = "made"
    TRUE = "true"
    UNCLEAR = "unclear"
    FALSE = "false"
    MENDED = "mended"


# For the applicant, for officials, and the kind of the mark.
NAMES = {
    Standing.MADE: ("已经承诺，等待核查", "等待核查", "info"),
    Standing.TRUE: ("核查属实", "属实", "ok"),
    Standing.UNCLEAR: ("没能核实，不算不实", "无法核实", "warn"),
    Standing.FALSE: ("核查不实", "不实", "bad"),
    Standing.MENDED: ("不实的记录已经更正", "不实，记录已更正", "warn"),
}
OPEN = (Standing.MADE, Standing.UNCLEAR)


@dataclass(frozen=True)
class Word:
    """A promise as it is filed: for which material, on which text, when the points were ticked; `authorised` where an agent
    said that his letter lets him promise."""

    code: str
    digest: str
    at: str
    authorised: bool = False

    def content(self) -> dict:
        told = {"code": self.code, "digest": self.digest, "at": self.at}
        return told | ({"authorised": True} if self.authorised else {})


def is_maker(user, undertaking) -> bool:
    """Who files: the applicant, his agent in his own account, or the clerk who records what was signed at the window."""
    return policies.may_file(user, undertaking.case)


def is_checker(user, undertaking) -> bool:
    """At the desk of the office that relies on the promise, and not who made it."""
    case = undertaking.case
    checks = user.holds(Role.HANDLER, Role.SURVEYOR, Role.REVIEWER, Role.HEAD, office_id=case.office_id)
    return checks and not policies.is_applicant(user, case)


def is_head(user, undertaking) -> bool:
    return policies.is_head(user, undertaking.case)


class UndertakingQuerySet(models.QuerySet):
    def whole(self):
        return self.select_related("case__edition__power", "case__office", "case__party")


class Undertaking(Machine):
    KIND = "undertaking"
    OWNER = {NEW: Zone.OUTER} | dict.fromkeys(Standing, Zone.INNER)

    case = models.ForeignKey(Case, models.PROTECT, related_name="undertakings")
    code = models.CharField("材料", max_length=40)
    digest = models.CharField("告知内容的指纹", max_length=64)
    lookup = models.CharField(max_length=64)
    made_at = models.DateTimeField("承诺")
    found_at = models.DateTimeField("核查", null=True)
    finding = SealedJSONField(null=True)

    objects = UndertakingQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="one_undertaking_a_material")]
        indexes = [
            models.Index(
                fields=["-found_at"], condition=models.Q(found_at__isnull=False), name="undertaking_found"
            ),
            models.Index(fields=["lookup"], condition=models.Q(state="false"), name="undertaking_broken"),
        ]

    def __str__(self):
        return f"{self.code} {self.case_id}"

    @property
    def standing(self) -> Standing:
        return Standing(self.state)

    @property
    def material(self) -> dict:
        """The line of the edition's list, with the text that was told."""
        return told_of.of(self.case.edition)[self.code]

    @property
    def told(self) -> dict:
        return self.material["undertaking"]

    @property
    def check_words(self) -> str:
        return told_of.check_words(self.told)

    @property
    def made_words(self) -> str:
        return made_words(self.case.applied)

    @property
    def public_words(self) -> str:
        return NAMES[self.standing][0]

    @property
    def office_words(self) -> str:
        return NAMES[self.standing][1]

    @property
    def mark(self) -> str:
        return NAMES[self.standing][2]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def facts(self) -> str:
        """What was found out, in the words the applicant reads too."""
        return (self.finding or {}).get("facts", "")

    @property
    def mended(self) -> str:
        return (self.finding or {}).get("mended", "")

    def actor_for(self, by) -> dict:
        return self.case.actor_for(by)

    @verb(label="作出承诺", source=NEW, target=Standing.MADE, who=is_maker, ground=SOURCE)
    def make(self, *, by, at, **_):
        """The applicant promises, on the text that he was told, that what the material would prove is so."""
        edition = self.case.edition
        if self.digest != told_of.digest(told_of.of(edition)[self.code]):
            raise Refused("承诺的内容和办事指南告知的不一样，请重新承诺")
        public = {
            "case": str(self.case_id),
            "edition": str(edition.pk),
            "material": self.code,
            "text": self.digest,
        }
        return Told(public=public, private={})

    @verb(
        label="核查属实", source=OPEN, target=Standing.TRUE, who=is_checker, needs=("facts",), ground=SOURCE
    )
    def find_true(self, *, by, at, facts: str, **_):
        """The check shows that what was promised is so."""
        self.refuse_untimely()
        return Told(public={}, private=hand(by, facts=facts))

    @verb(
        label="核查不实", source=OPEN, target=Standing.FALSE, who=is_checker, needs=("facts", "heard"), ground=SOURCE,
    )  # fmt: skip
    def find_false(self, *, by, at, facts: str, heard: str, **_):
        """The check shows that it is not so, and its maker was heard; until the record is set right he promises no more."""
        self.refuse_untimely()
        return Told(public={}, private=hand(by, facts=facts, heard=heard))

    @verb(label="无法核实", source=Standing.MADE, target=Standing.UNCLEAR, who=is_checker, needs=("facts",))
    def leave_unclear(self, *, by, at, facts: str, **_):
        """Nothing could be found out; that is held against nobody, and what comes out later may still be recorded."""
        self.refuse_untimely()
        return Told(public={}, private=hand(by, facts=facts))

    @verb(
        label="更正记录",
        source=Standing.FALSE,
        target=Standing.MENDED,
        who=is_head,
        needs=("facts",),
        ground=SOURCE,
    )
    def mend(self, *, by, at, facts: str, **_):
        """The head sets the record right: it was wrong, or the credit of its maker is restored; he may promise again."""
        return Told(public={}, private=hand(by, facts=facts))

    def refuse_untimely(self) -> None:
        """A promise is checked while the case is handled, and after it was granted; else nobody relies on it."""
        if self.case.decision != "grant" and self.case.state not in IN_HAND:
            raise Refused("还没有受理，或者没有准予，这个承诺不用核查")

    def project(self, event):
        if event.verb == "make":
            self.made_at = event.at
            return
        key = "mended" if event.verb == "mend" else "facts"
        if event.private_body.get("facts"):
            self.finding = (self.finding or {}) | {key: event.private_body["facts"]}
        if event.verb != "mend":
            self.found_at = event.at
            running = Clock.objects.filter(case=self.case_id, kind=Clock.Kind.CHECK, step=self.code)
            running.filter(ended_at=None).update(ended_at=event.at)
        listeners.tell(self.case, event)


def of_case(case: Case) -> list[Undertaking]:
    """The promises of a case; nobody asks where its edition lets none be made."""
    if not told_of.of(case.edition):
        return []
    found = list(Undertaking.objects.filter(case=case.pk))
    for undertaking in found:
        undertaking.case = case
    return found


def made_words(applied) -> str:
    """By whose hand it was promised."""
    if applied.by_agent:
        return "代理人经授权在网上代为承诺"
    return "在窗口签了纸质告知承诺书" if applied.is_entered else "在网上承诺"


def refuse_unproven(entry, party: dict, words, codes) -> None:
    """Refuse a promise for another that shows no authority, and one at the window without the signed sheet among `codes`."""
    if entry is None:
        return
    needs = not entry.is_entered or (entry.kind == "person" and bool(party.get("agent")))
    for word in words:
        if needs and not word.authorised:
            raise Refused(
                "代理人承诺，要有授权委托书写明可以代为承诺；没有写明的，请申请人本人承诺，或者交材料"
            )
        if entry.is_entered and sheet_code(word.code) not in codes:
            raise Refused("在窗口承诺的，要上传申请人签名的告知承诺书扫描件")


def fingerprint(known: str) -> str:
    return vault.lookup(known, where="maker of undertaking")


def is_barred(known: str) -> bool:
    """Whether a promise of who is known so was found untrue, and the record stands."""
    return (
        bool(known) and Undertaking.objects.filter(lookup=fingerprint(known), state=Standing.FALSE).exists()
    )


def refuse(known: str, edition, words) -> None:
    """Refuse promises of who may make none, and for materials that the edition does not let be promised."""
    if words and is_barred(known):
        raise Refused(BARRED)
    offered = told_of.of(edition)
    for word in words:
        if word.code not in offered or word.digest != told_of.digest(offered[word.code]):
            raise Refused("承诺的内容和办事指南告知的不一样，请重新承诺，或者交材料")


def make(case: Case, words, *, by, at) -> None:
    """Enter the promises that came with an application; part of its transaction."""
    lookup = fingerprint(known_as(case.party.details))
    for word in words:
        undertaking = Undertaking(
            case=case, code=word.code, digest=word.digest, lookup=lookup, demo=case.demo
        )
        undertaking.make(by=by, at=at)
