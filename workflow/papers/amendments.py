"""Amendments (文书更正): the head of the office corrects a clerical error in an issued paper, or takes the paper back.

A corrected paper is a new paper of the same kind in the same case, with a number of its own and a line that names the old
one; a notice tells what was changed. The old paper is marked superseded, or revoked, on both nets, and verification leads
on to the new one. Refused: a paper that is not in force, a correction that changes nothing, and what is no clerical error:
limits, dates, grounds and the decision itself are no words to correct.
"""

import dataclasses
import typing

from django.db import models

from ledger.verbs import NEW, Machine, Refused, StaleSubject, Told, verb
from ledger.zone import Zone, here
from powers.people.people import Role, hand
from workflow.papers.filling import field_label
from workflow.papers.kinds import KINDS
from workflow.papers.papers import Paper, issue

CORRECTED, REVOKED = "corrected", "revoked"
# Whom and what a paper is about comes from the case: another name is another case, not a slip of the pen.
LOCKED = frozenset(
    {"applicant", "matter", "certificate", "holder_id", "case_no", "power_class", "decision", "ground", "way", "outcome",
     "replaces", "query_code", "licence_number", "notice_number", "old_number", "new_number", "title"}
)  # fmt: skip
MARKS = {CORRECTED: Paper.Status.SUPERSEDED, REVOKED: Paper.Status.REVOKED}
# What is about another paper is not corrected by one more.
NEVER = ("amendment_notice",)


def is_head_of_office(user, amendment) -> bool:
    return user.holds(Role.HEAD, office_id=amendment.paper.office_id)


class Amendment(Machine):
    """One act on one issued paper."""

    KIND = "amendment"
    OWNER = {NEW: Zone.INNER, CORRECTED: Zone.INNER, REVOKED: Zone.INNER}

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="amended_by")
    made_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.paper} {self.state}"

    def actor_for(self, by) -> dict:
        return {"post": "official", "office": self.paper.office_id, "staff": ""}

    @verb(label="更正文书", source=NEW, target=CORRECTED, who=is_head_of_office, needs=("reasons", "words"))
    def correct(self, *, by, at, reasons: str, words: dict, **_):
        """New words for a paper with a clerical error; `words` are fields by name."""
        self.refuse_out_of_force()
        changed = changes(self.paper, words)
        if not changed:
            raise Refused("没有改动任何内容，请把写错的地方改对再更正")
        return Told(public=self.whom(), private={**hand(by, reasons=reasons), "words": changed})

    @verb(label="撤销文书", source=NEW, target=REVOKED, who=is_head_of_office, needs=("reasons",))
    def revoke(self, *, by, at, reasons: str, **_):
        """The paper is no longer good, and none stands in its place."""
        self.refuse_out_of_force()
        return Told(public=self.whom(), private=hand(by, reasons=reasons))

    def refuse_out_of_force(self) -> None:
        if self.paper.status != Paper.Status.ISSUED:
            raise Refused("这份文书已经不在用，请看新的文书")
        if self.paper.kind in NEVER:
            raise Refused("更正通知书不再更正，请更正它说的新文书")

    def whom(self) -> dict:
        return {"case": str(self.paper.case_id), "office": self.paper.office_id, "number": self.paper.number}

    def project(self, event):
        self.made_at = event.at
        in_force = Paper.objects.filter(pk=self.paper_id, status=Paper.Status.ISSUED)
        if not in_force.update(status=MARKS[event.state]) and event.zone == here():
            raise StaleSubject("这份文书刚刚有人更正过，请看新的文书")
        if event.zone == here() and event.state == CORRECTED:
            _issue_anew(self, event)


def correctable(paper: Paper) -> list[tuple[str, str, str]]:
    """(name, label, words) of what may hold a clerical error: words, one item a line; never dates, limits or grounds."""
    types = typing.get_type_hints(KINDS[paper.kind])
    rows = []
    for field in dataclasses.fields(KINDS[paper.kind]):
        value = paper.fields.get(field.name)
        if field.name not in LOCKED and value and types[field.name] in (str, tuple[str, ...]):
            words = value if isinstance(value, str) else "\n".join(value)
            rows.append((field.name, field_label(paper.kind, field.name), words))
    return rows


def changes(paper: Paper, words: dict) -> dict:
    """The fields that really change, as the paper keeps them."""
    changed = {}
    for name, _, old in correctable(paper):
        new = "\n".join(line.strip() for line in words.get(name, old).splitlines() if line.strip())
        if new != "\n".join(line.strip() for line in old.splitlines()):
            changed[name] = new if isinstance(paper.fields[name], str) else new.split("\n")
    return changed


def _issue_anew(amendment: Amendment, event) -> None:
    old, words = amendment.paper, event.private_body["words"]
    new = issue(
        old.case,
        event,
        kind=old.kind,
        fields={**old.fields, **words, "replaces": old.number},
        amendment=amendment,
    )
    if old.inside:
        return
    shared = ("applicant", "matter", "case_no", "organisation", "power_class")
    told = {name: new.fields[name] for name in shared if name in new.fields} | {
        "old_title": old.label, "old_number": old.number, "old_on": old.issued_on.isoformat(), "new_number": new.number,
        "errors": [_error(old, name, value) for name, value in words.items()],
    }  # fmt: skip
    issue(old.case, event, kind="amendment_notice", fields=told, amendment=amendment)


def _error(old: Paper, name: str, value) -> str:
    before, after = (each if isinstance(each, str) else "；".join(each) for each in (old.fields[name], value))
    return f"{field_label(old.kind, name)}：“{before}”更正为“{after}”"
