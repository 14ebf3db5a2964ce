"""The rarer turns in the demonstration: some steps are taken in hand, some slow cases get more time from the head."""

import random

from ledger.clock import civil_day
from powers.people.people import Post, Role
from workflow.turns.extension import most_days

REASONS = "需要会同有关部门核对现场情况，原期限内不能作出决定（演示）"


def play(case, run, story, *, by, at) -> bool:
    """What happens to a step before it is handled; returns whether the case moved and must be read again."""
    dice = random.Random(f"turn {case.number} {run.code}")
    if story.pace != "quick" and is_extensible(case, at):
        _extend(case, at=at)
        return True
    if dice.random() < 0.3:
        case.claim(by=by, at=at, step=run.code)
        return True
    return False


def is_extensible(case, at) -> bool:
    limit = case.clocks.filter(kind="statutory", ended_at=None).first()
    return not case.extended_days and bool(limit) and bool(limit.due_on) and civil_day(at) <= limit.due_on


def _extend(case, *, at) -> None:
    heads = Post.objects.filter(office=case.office, role=Role.HEAD, active=True)
    case.extend(
        by=heads.select_related("user").first().user, at=at, days=min(5, most_days(case)), reasons=REASONS
    )
