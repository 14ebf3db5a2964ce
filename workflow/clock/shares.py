"""Whose time it was: how many working days of a case the office has used, how many the applicant, how many the law excludes.

Counted like the clocks: the day of submission is not counted, a day of correction is the applicant's, a day of a special
procedure is nobody's, and every other working day until the decision is the office's own, at the window until acceptance and
in handling afterwards. So the applicant's own time never counts against the office, and never hides the office's own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ledger.clock import civil_day
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock
from workflow.states import State

AWAITED = {
    State.SUBMITTED: "受理窗口答复",
    State.CORRECTION: "申请人补正",
    State.HANDLING: "审查机关办理",
    State.PAUSED: "特别程序的结果",
    State.GRANTED: "申请人签收",
    State.REFUSED: "申请人签收",
}


@dataclass(frozen=True)
class Shares:
    """Working days; `awaited` says whose turn it is now, in words, and is empty when the case is closed."""

    window: int = 0
    handling: int = 0
    applicant: int = 0
    excluded: int = 0
    decided: bool = False
    awaited: str = ""

    @property
    def office(self) -> int:
        return self.window + self.handling

    @property
    def words(self) -> str:
        until = "从提交到决定" if self.decided else "从提交到现在"
        said = (
            f"{until}，机关用了 {self.office} 个工作日（窗口 {self.window} 个，审查 {self.handling} 个），"
            f"申请人补正用了 {self.applicant} 个，依法不计入 {self.excluded} 个"
        )
        return f"{said}；现在等{self.awaited}。" if self.awaited else f"{said}。"


def shares(case, *, at: datetime, calendar: Calendar | None = None) -> Shares:
    """The working days of a case until its decision, its end or `at`; reads only what `Case.whole` has read."""
    calendar, ended = calendar or Calendar.of(case.office), case.decided_at or case.concluded_at
    corrections = [clock.as_pause() for clock in case.clocks.all() if clock.kind == Clock.Kind.CORRECTION]
    stops = [stop.as_pause() for stop in case.stops.all()]
    accepted_on = civil_day(case.accepted_at) if case.accepted_at else None
    counts = dict.fromkeys(("window", "handling", "applicant", "excluded"), 0)
    for day in _workdays(civil_day(case.submitted_at), civil_day(ended or at), calendar):
        if any(pause.holds(day) for pause in corrections):
            counts["applicant"] += 1
        elif any(pause.holds(day) for pause in stops):
            counts["excluded"] += 1
        else:
            counts["window" if accepted_on is None or day <= accepted_on else "handling"] += 1
    return Shares(**counts, decided=case.decided_at is not None, awaited=AWAITED.get(case.stage, ""))


def _workdays(start: date, end: date, calendar: Calendar):
    for number in range(1, (end - start).days + 1):
        day = start + timedelta(days=number)
        if calendar.is_workday(day):
            yield day
