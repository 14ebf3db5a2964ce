"""Suspending a power and resuming it (暂停、启用): what a revision may ask for, and what the decision sets.

Refused: to suspend what is suspended without an end, or for days that meet another suspension; to resume what is not
suspended; an end that is not after the beginning. A decision that comes after its day counts from the day of the decision.
"""

from datetime import date, datetime

from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.catalogue import Edition, Power
from powers.items.suspensions import Suspension
from powers.revisions.adjustments import HALTING, Kind


def refuse(power: Power, kind: Kind, *, on: date) -> None:
    """Whether a suspension or a resumption can be begun at all today."""
    if kind not in HALTING:
        return
    standing = Suspension.objects.standing(on).filter(power=power)
    if kind == Kind.RESUME and not standing.exists():
        raise Refused("这个事项没有暂停，不用启用")
    if kind == Kind.SUSPEND and standing.filter(ends_on=None).exists():
        raise Refused("这个事项已经暂停，没有定恢复日期；要恢复的，请办“启用”")


def faults(revision, *, on: date) -> list[str]:
    """What is wrong with the days a revision proposes, each a sentence."""
    day, until = max(revision.effective_on, on), revision.resumes_on
    standing = Suspension.objects.standing(on).filter(power=revision.power).order_by("begins_on")
    if revision.kind == Kind.RESUME:
        last = standing.last()
        if last is None:
            return ["这个事项没有暂停，不用启用"]
        ends = last.ends_on
        return [f"这个事项到 {ends} 自动恢复，启用日期请写这一天以前"] if ends and day >= ends else []
    if until and until <= day:
        return [f"自动恢复日期 {until} 要在暂停日期 {day} 以后"]
    met = [each for each in standing if _meet(each, day, until)]
    return [f"这个事项{each.span}，日期和它重叠，请改暂停日期或者自动恢复日期" for each in met]


def _meet(held: Suspension, begins: date, ends: date | None) -> bool:
    return (held.ends_on is None or begins < held.ends_on) and (ends is None or held.begins_on < ends)


def announce(revision, *, by, at: datetime, change: dict) -> None:
    """The edition in force is suspended or resumed, from the day of the revision or, if that is over, from today."""
    today = civil_day(at)
    found = faults(revision, on=today)
    if found:
        raise Refused("；".join(found))
    edition = Edition.objects.select_related("power").get(pk=revision.base_id)
    facts = {"day": max(revision.effective_on, today), "reasons": revision.reasons, "change": change}
    if revision.kind == Kind.SUSPEND:
        edition.suspend(by=by, at=at, until=revision.resumes_on, **facts)
    else:
        edition.resume(by=by, at=at, **facts)
