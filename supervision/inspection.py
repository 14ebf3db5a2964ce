"""One card for the inspector: why it was raised, how its last day was reckoned, and the course of the case.

Time and flow of every case are open to inspectors, its content is not: the trail is read from the sealed public part of the
events and says what was done, by which post, when, and how long it took.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ledger.events import Event
from powers.people.people import Role
from workflow.calendar.recomputing import told_days
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock, waits
from workflow.clock.shares import shares
from workflow.engine import StepRun
from workflow.machine import Case

from .cards import Card

POSTS = {"applicant": "申请人", "window": Role.WINDOW.label, "clock": "系统自动", "official": "经办岗位"}
NEVER = timedelta(0)


@dataclass(frozen=True)
class Mark:
    """One line of the course of a case."""

    at: datetime
    step: str
    post: str
    act: str
    spent: str = ""
    colour: str = ""


def course(card: Card) -> list[Mark]:
    """What was done to the case and which cards fell, in the order of time."""
    runs = {run.closed_seq: run for run in StepRun.objects.filter(case=card.case_id) if run.closed_seq}
    marks = [_act(event, runs.get(event.seq)) for event in Event.objects.of(card.case_id).defer("private")]
    marks += [_fallen(other) for other in Card.objects.filter(case=card.case_id)]
    return sorted(marks, key=lambda mark: mark.at)


def _act(event: Event, run: StepRun | None) -> Mark:
    words = told_days(event) or Case.verbs()[event.verb].label
    post = POSTS.get(event.actor["post"], "")
    if run is None:
        return Mark(event.at, "", post, words)
    if event.actor["post"] == "official":
        post = Role(run.lane).label
    return Mark(event.at, run.name, post, words, _spent(run.closed_at - run.opened_at))


def _fallen(card: Card) -> Mark:
    return Mark(card.raised_at, card.step, POSTS["clock"], card.facts.words, colour=card.stage)


def _spent(time: timedelta) -> str:
    hours = max(time, NEVER) / timedelta(hours=1)
    return f"{hours / 24:.1f} 天" if hours >= 24 else f"{hours:.1f} 小时"


def reckoning(card: Card) -> tuple[str, ...]:
    """The sum of the clock that ran out, line by line, as citizen and official read it."""
    clock: Clock = card.clock
    return clock.reckon(calendar=Calendar.of(card.office), stops=waits(card.case)).lines


def facts(card: Card, *, at: datetime) -> list[tuple[str, str]]:
    rule = card.facts
    held = "，".join(part for part in (card.step, card.post) if part)
    return [
        ("监察编号", card.number), ("触发规则", f"{rule.number} {rule.words}"), ("依据", rule.law),
        ("办理机关", card.office.name), ("谁的时间", shares(card.case, at=at).words), ("环节和岗位", held or "没有打开的环节"),
    ]  # fmt: skip
