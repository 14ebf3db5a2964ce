"""Trying a draft flow out (试办): a made-up case goes through it with a made-up calendar, and nothing is written.

The steps open and close by the same flow, the dates come from the same arithmetic and the papers from the same tables as
in earnest. Decides where a case of an unsound draft would stand still, and says so in words instead of failing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from powers.flow.charting import APPLICANT
from powers.flow.steps import Step, StepKind
from workflow.clock.clocks import ACCEPTANCE_DAYS, CORRECTION_DAYS, DELIVERY_DAYS
from workflow.clock.deadlines import add_workdays
from workflow.clock.limits import Limit, Pause
from workflow.rehearsal.facts import Choice, Passage, Rehearsal, Setting
from workflow.rehearsal.judging import judge, papers

MOST_PASSAGES = 100
ACCEPT, CORRECT, DECLINE = "-accept", "-correct", "-decline"


@dataclass(frozen=True)
class _Open:
    step: Step
    on: date


def play(setting: Setting, choices: Mapping[str, Choice]) -> Rehearsal:
    """One made-up case from filing to its end, or to where it would stand still."""
    return _Play(setting, choices).run()


class _Play:
    def __init__(self, setting: Setting, choices: Mapping[str, Choice]):
        self.setting, self.choices = setting, choices
        self.flow, self.calendar = setting.flow, setting.calendar
        self.told = Rehearsal()
        self.visits: dict[str, int] = {}
        self.running: list[_Open] = []

    def run(self) -> Rehearsal:
        self._application()
        while self.running and not self.told.stuck and not self.told.ending:
            if len(self.told.passages) >= MOST_PASSAGES:
                self.told.stuck = f"走了 {MOST_PASSAGES} 步还没有走完，流程在绕圈"
                break
            self._close(min(self.running, key=self._closing))
        if not self.told.ending and not self.told.stuck:
            self.told.stuck = "没有正在办的环节，办件也没有送达，会合等不齐或者结果没有去向"
        return judge(self.told, self.setting)

    def _application(self) -> None:
        """Filing and acceptance, with at most one supplement (行政许可法 第三十二条 一次告知)."""
        first, day = self.flow.first, self.setting.start
        self._note("-apply", "提交申请", APPLICANT, day, 0, papers=papers("submit", self.setting))
        if first.kind != StepKind.ACCEPTANCE:
            self.told.stuck = f"第一步“{first.name}”不是受理，没有人能接这一件"
            return
        outcome, day = self._accept(day, with_correction=True)
        if outcome == CORRECT:
            days = self._days("-supplement-1", 5)
            limit = Limit(CORRECTION_DAYS)
            day = self._note("-supplement-1", "补正材料", APPLICANT, day, days, limit=limit, can_change=True)
            outcome, day = self._accept(day, with_correction=False)
        if outcome == DECLINE:
            self.told.ending, self.told.ended_on = "不予受理", day
            return
        self.told.accepted_on = day
        if not first.forward:
            self.told.stuck = f"“{first.name}”没有往前走的结果，办件停在这里"
            return
        self._open(first, first.forward[0], day)

    def _accept(self, day: date, *, with_correction: bool) -> tuple[str, date]:
        first = self.flow.first
        visit = 1 if with_correction else 2
        options = [(ACCEPT, first.forward[0].label if first.forward else "受理")]
        options += [(CORRECT, "要补正")] if with_correction else []
        options += [(DECLINE, "不予受理")]
        key = f"{first.code}-{visit}"
        outcome = self._chosen(key, options)
        verb = {ACCEPT: "accept", CORRECT: "ask_to_complete", DECLINE: "decline"}[outcome]
        accepted = (
            {"step": first, "outcome": first.forward[0].code} if outcome == ACCEPT and first.forward else {}
        )
        limit = Limit(min(first.limit_days or ACCEPTANCE_DAYS, ACCEPTANCE_DAYS))
        days = self._days(key, first.limit_days)
        closed = self._note(
            key, first.name, first.lane.label, day, days, outcome=outcome, options=options, limit=limit,
            papers=papers(verb, self.setting, **accepted),
        )  # fmt: skip
        self.visits[first.code] = visit
        return outcome, closed

    def _closing(self, run: _Open):
        days = self._days(self._key(run.step), run.step.limit_days)
        return add_workdays(run.on, days, calendar=self.calendar), self.flow.number(run.step.code)

    def _key(self, step: Step) -> str:
        return f"{step.code}-{self.visits.get(step.code, 0) + 1}"

    def _close(self, run: _Open) -> None:
        step, key = run.step, self._key(run.step)
        options = [(outcome.code, outcome.label) for outcome in step.outcomes]
        if not options and step.kind != StepKind.DELIVERY:
            self.told.stuck = f"“{step.name}”没有结果可选，办件停在这里"
            return
        chosen = self._chosen(key, options, first=step.forward) if options else ""
        days = self._days(key, step.limit_days)
        closed = self._note(
            key, step.name, step.lane.label, run.on, days, outcome=chosen, options=options, limit=_limit(step),
            stops=step.stops_clock, papers=papers(_verb(step, chosen), self.setting, step=step, outcome=chosen),
        )  # fmt: skip
        self.visits[step.code] = self.visits.get(step.code, 0) + 1
        self.running.remove(run)
        self._follow(run, chosen, closed)

    def _follow(self, run: _Open, chosen: str, closed: date) -> None:
        """What the closing of a step brings with it: the clock runs on, the case is decided or over, others open."""
        step = run.step
        if step.stops_clock:
            self.told.pauses.append(Pause(run.on, closed, step.name))
        if step.kind == StepKind.DECISION and chosen in ("grant", "refuse"):
            self.told.decided_on = closed
        if step.kind == StepKind.DELIVERY:
            self.told.ending, self.told.ended_on = "送达，办结", closed
        else:
            self._open(step, step.outcome(chosen), closed)

    def _open(self, step: Step, outcome, day: date) -> None:
        running = {run.step.code for run in self.running}
        if not all(code in self.flow for code in outcome.to) or not outcome.to:
            self.told.stuck = f"“{step.name}”的结果“{outcome.label}”没有去向，办件停在这里"
            return
        for code in self.flow.opened_by(step.code, outcome.code, running=running):
            if code in running:
                self.told.stuck = f"“{self.flow.step(code).name}”还在办，又开一次，会办两遍"
                return
            self.running.append(_Open(self.flow.step(code), day))

    def _chosen(self, key: str, options, *, first=()) -> str:
        codes = [code for code, _ in options]
        usual = first[0].code if first else codes[0]
        wanted = self.choices.get(key, Choice()).outcome
        return wanted if wanted in codes else usual

    def _days(self, key: str, usual: int) -> int:
        days = self.choices.get(key, Choice()).days
        return usual if days is None else days

    def _note(self, key, name, who, day, days, *, outcome="", options=(), can_change=False, **facts) -> date:
        closed = add_workdays(day, days, calendar=self.calendar)
        kept = tuple(options) or ((("", "补好"),) if can_change else ())
        self.told.passages.append(Passage(key, name, who, day, closed, days, outcome, kept, **facts))
        return closed


ACTS = {StepKind.DELIVERY: "deliver"}


def _verb(step: Step, outcome: str) -> str:
    if step.kind == StepKind.DECISION and outcome in ("grant", "refuse"):
        return outcome
    return "pause" if step.stops_clock else ACTS.get(step.kind, "advance")


def _limit(step: Step) -> Limit | None:
    if step.kind == StepKind.DELIVERY:
        return Limit(step.limit_days or DELIVERY_DAYS)
    return Limit(step.limit_days) if step.limit_days else None
