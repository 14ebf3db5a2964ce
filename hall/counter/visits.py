"""Visits (来件): for whom a clerk of the window enters a draft, how he applied, and what came on paper.

Kept encrypted for a week, and emptied once the application is filed; it is with the case then.
"""

from datetime import timedelta

from django.db import models

from hall.accounts.applicants import Applicant, fingerprint
from hall.apply.drafts import Draft
from ledger.vault import SealedJSONField
from powers.items.identity_documents import word_of
from powers.people.people import AccountKind, User
from workflow.applying import Way
from workflow.entries import Entry
from workflow.parties import mask_id, mask_name, mask_phone


class Visit(models.Model):
    """来件: for whom a draft is entered, how he applied, and which materials came on paper."""

    KEPT = timedelta(days=7)
    draft = models.OneToOneField(Draft, models.CASCADE, primary_key=True, related_name="visit")
    kind = models.CharField(max_length=10, choices=AccountKind)
    way = models.CharField("申请方式", max_length=10, choices=Way)
    details = SealedJSONField()
    paper = models.JSONField(default=dict)

    def __str__(self):
        return f"{self.way} {self.draft_id}"

    @property
    def is_enterprise(self) -> bool:
        return self.kind == AccountKind.ENTERPRISE

    @property
    def has_proxy(self) -> bool:
        """Somebody acts for a person, and shows that he may; who acts for an enterprise is its own man."""
        return not self.is_enterprise and bool(self.details.get("agent"))

    @property
    def masked_name(self) -> str:
        name = self.details.get("name", "")
        return name if self.is_enterprise else mask_name(name)

    def facts(self) -> list[tuple[str, str]]:
        """To read over to the applicant, who is there: names in full, numbers by head and tail."""
        told, agent = self.details, "经办人" if self.is_enterprise else "代理人"
        facts = [
            ("单位名称" if self.is_enterprise else "姓名", told["name"]),
            (
                word_of(told["id_kind"]),
                told["id_number"] if self.is_enterprise else mask_id(told["id_number"]),
            ),
            ("联系电话", mask_phone(told["phone"])),
            ("法定代表人", told["legal_person"]),
            (agent, told["agent"]),
            (f"{agent}{word_of(told.get('agent_kind', ''))}", mask_id(told["agent_id"])),
        ]
        return [("申请方式", self.get_way_display()), *(fact for fact in facts if fact[1])]

    def note_paper(self, typed: dict[str, int]) -> None:
        self.paper = {code: copies for code, copies in (self.paper | typed).items() if copies}
        self.save(update_fields=["paper"])

    def entry(self, codes) -> Entry:
        """What the case keeps; of the papers only those that are asked for."""
        paper = {code: copies for code, copies in self.paper.items() if code in codes}
        return Entry(kind=self.kind, way=Way(self.way), account=account_of(self), paper=paper)

    def filed_as(self, case) -> None:
        """What was entered is with the case now, and only there."""
        self.details, self.paper = {}, {}
        self.save(update_fields=["details", "paper"])


def account_of(visit: Visit) -> User | None:
    """The applicant's own account: the same number and the same name, or none."""
    known = Applicant.objects.filter(id_lookup=fingerprint(visit.details)).select_related("user")
    same = next((each for each in known if each.details["name"] == visit.details["name"]), None)
    return same.user if same and same.user.kind == visit.kind else None
