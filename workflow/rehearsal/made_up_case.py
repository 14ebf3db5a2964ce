"""A made-up case and act, as far as the writers of papers ask: with the dates of a try and the words of a draft.

Nothing of it is written; it is no case of any table.
"""

from datetime import date, datetime, time
from types import SimpleNamespace

from django.utils.timezone import get_current_timezone

from powers.items.undertakings import digest, is_told
from workflow.clock.clocks import ACCEPTANCE_DAYS, CORRECTION_DAYS, Clock
from workflow.clock.deadlines import due
from workflow.clock.limits import Limit
from workflow.entries import of_filing
from workflow.rehearsal.facts import Called, Passage, Rehearsal, Setting
from workflow.turns.special import Special

APPLICANT, CASE_NUMBER, NUMBER = "张某某", "0000000000000000", "样张，没有文号"
OPINION, REASONS = "（这里是审核人写的意见）", "（这里是决定人写的理由）"
MISSING = "（这里列出窗口认为缺少的材料和要怎样补）"


def case(told: Rehearsal, passage: Passage, *, setting: Setting, revision):
    """What the writers ask of a case, with the dates of the try and the words of the draft."""
    content, accepted_on = revision.content, told.accepted_on or passage.closed_on
    edition = SimpleNamespace(
        name=revision.name, basis=content["basis"], materials=content["materials"], flow=setting.flow,
        result_name=content["result_name"], promised_days=setting.promised_days, details=content.get("details", {}),
        power=SimpleNamespace(power_class=revision.power_class),
    )  # fmt: skip
    return SimpleNamespace(
        pk=None, number=CASE_NUMBER, edition=edition, office=revision.office,
        application={"undertakings": _promised(content["materials"], setting)},
        party=SimpleNamespace(name=APPLICANT, kind="person", details={}), applied=of_filing({}),
        submitted_at=_at(setting.start), accepted_at=_at(accepted_on), wound=_clocks(accepted_on, passage, setting),
        papers=SimpleNamespace(all=lambda: _delivered(told)),
    )  # fmt: skip


def _promised(materials: list, setting: Setting) -> list[dict]:
    """Every promise that the draft lets be made, so that its text can be read."""
    at = _at(setting.start).isoformat()
    return [{"code": m["code"], "digest": digest(m), "at": at} for m in materials if is_told(m)]


def _clocks(accepted_on: date, passage: Passage, setting: Setting) -> list:
    """The clocks whose last day a paper tells."""
    limits = {
        Clock.Kind.ACCEPTANCE: (setting.start, Limit(ACCEPTANCE_DAYS)),
        Clock.Kind.CORRECTION: (passage.closed_on, Limit(CORRECTION_DAYS)),
        Clock.Kind.PROMISED: (accepted_on, Limit(setting.promised_days or 0)),
    }
    reckoned = {kind: due(start, limit, calendar=setting.calendar) for kind, (start, limit) in limits.items()}
    return [
        SimpleNamespace(kind=kind, due_on=found.on, provisional=found.provisional)
        for kind, found in reckoned.items()
    ]


def _delivered(told: Rehearsal) -> list:
    """The papers of the decision, which the receipt lists."""
    kinds = ("grant_decision", "refusal_decision", "licence")
    called = [each for passage in told.passages for each in passage.papers if each.kind in kinds]
    return [SimpleNamespace(kind=each.kind, number=NUMBER, label=each.name) for each in called]


def act(called: Called, passage: Passage):
    """The act that issues the paper, with its public and its private words."""
    ground = next((each for each in Special if each.label in passage.name), Special.EXPERT_REVIEW)
    step = passage.key.rpartition("-")[0]
    body = {
        "closes": {"step": step, "outcome": passage.outcome},
        "ground": ground.value if called.verb == "pause" else "other",
        "days": passage.days or 1,
        "way": "online",
        "valid_from": passage.closed_on,
    }
    private = {"note": OPINION, "reasons": REASONS, "items": [{"name": "申请材料", "text": MISSING}]}
    return SimpleNamespace(verb=called.verb, body=body, private_body=private, at=_at(passage.closed_on))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), get_current_timezone())
