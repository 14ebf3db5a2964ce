"""One case as its readers see it: clocks, trail, opinions, answers, materials. It only reads."""

from dataclasses import dataclass
from datetime import date, datetime

from ledger.clock import civil_day
from ledger.events import Event
from powers.people.people import signed
from workflow.applying import Way
from workflow.calendar.recomputing import told_days
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock, waits
from workflow.clock.deadlines import counted_days
from workflow.clock.lamps import Lamp, lamp
from workflow.machine import Case

KINDS_OF_ACT = {
    "accept": "ok", "grant": "ok", "refuse": "bad", "decline": "bad", "refer_elsewhere": "bad", "terminate": "bad",
    "ask_to_complete": "warn", "accept_by_silence": "warn", "send_back": "warn", "extend": "warn",
    "return_owed": "warn",
}  # fmt: skip
WORDS = ("note", "reasons", "question", "answer", "record")
POSTS = {"applicant": "申请人", "window": "受理窗口", "clock": "系统自动"}


@dataclass(frozen=True)
class TrailLine:
    at: datetime
    title: str
    who: str
    text: str
    kind: str


@dataclass(frozen=True)
class ClockView:
    clock: Clock
    label: str
    lamp: Lamp
    used: int
    lines: tuple[str, ...]

    @property
    def percent(self) -> int:
        return min(100, 100 * self.used // max(self.clock.whole, 1))


def trail(case: Case, *, without: tuple[str, ...] = ()) -> list[TrailLine]:
    """Everything that was done, oldest first, with the officials' names and words where this zone knows them; `without`
    what this reader is not to see."""
    verbs = Case.verbs()
    names = {step.code: step.name for step in case.edition.flow.steps}
    posts = POSTS | ({"applicant": "代理人"} if case.applied.by_agent else {})
    return [_line(event, verbs, names, posts) for event in case.history if event.verb not in without]


def _line(event: Event, verbs, names, posts) -> TrailLine:
    private = event.private_body
    closes = event.body.get("closes")
    title = verbs[event.verb].label
    if event.verb == "advance":
        title = names.get(closes["step"], closes["step"])
    if event.verb == "submit" and "way" in event.body:
        title = f"登记申请（{Way(event.body['way']).label}）"
    if event.verb == "supply_owed" and "paper" in event.body:
        title = f"{title}（窗口收下纸质原件）"
    who = signed(private) or posts.get(event.actor["post"], "经办人")
    text = next((private[name] for name in WORDS if private.get(name)), "") or told_days(event)
    return TrailLine(event.at, title, who, text, KINDS_OF_ACT.get(event.verb, "info"))


def opinions(case: Case, lines: list[TrailLine]) -> list[TrailLine]:
    """The signed opinions: the lines of the trail that say something."""
    return [line for line in lines if line.text]


def clocks(case: Case, *, at: datetime) -> list[ClockView]:
    """The running clocks of a case, each with its lamp and its sum, line by line; none that would tell of a rating, which is
    anonymous to those who handle the case."""
    calendar, today = Calendar.of(case.office), civil_day(at)
    stops = waits(case)
    running = [
        clock for clock in case.clocks.all() if clock.ended_at is None and clock.kind != Clock.Kind.CALL_BACK
    ]
    return [_view(case, clock, calendar=calendar, today=today, stops=stops) for clock in running]


def _view(case, clock: Clock, *, calendar, today: date, stops) -> ClockView:
    sum_ = clock.reckon(calendar=calendar, stops=stops)
    # A running clock without a day stands still, for a special procedure or for the applicant.
    shown = lamp(clock.due_on, today=today, calendar=calendar, stopped=clock.due_on is None)
    count = {"calendar": calendar, "unit": clock.unit, "pauses": clock.pauses(stops)}
    used = counted_days(clock.started_on, today, **count)
    label = f"{clock.get_kind_display()} {clock.words}"
    if clock.kind == Clock.Kind.STEP:
        label = f"{case.edition.flow.step(clock.step).name}环节 {clock.words}"
    return ClockView(clock, label, shown, used, sum_.lines)


def answers(case: Case) -> dict:
    """What the applicant filled in, as filed first."""
    return case.application.get("answers", {})


def told_items(case: Case) -> list[str]:
    """What the window asked to be completed, from the notice."""
    notice = case.papers.filter(kind="correction_notice").first()
    return notice.fields.get("items", []) if notice else []
