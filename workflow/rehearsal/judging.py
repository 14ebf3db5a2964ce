"""What a made-up case would get: papers by the tables of the real acts, due days and lamps by the real arithmetic."""

from dataclasses import replace

from powers.flow import step_papers
from powers.flow.paper_vocabulary import PaperKind, name_of
from powers.flow.steps import Step, StepKind
from workflow.clock.deadlines import counted_days, due
from workflow.clock.lamps import STOPPED, lamp
from workflow.clock.limits import Limit, Unit
from workflow.papers.binding import TURNS
from workflow.rehearsal.facts import Called, Held, Passage, Rehearsal, Setting


def papers(verb: str, setting: Setting, *, step: Step | None = None, outcome: str = "") -> tuple[Called, ...]:
    """The papers an act calls for by the binding of the real engine, and the one the step itself describes."""
    kinds = [k for k in TURNS.get(verb, ()) if k != PaperKind.UNDERTAKING or setting.promises]
    if step and verb not in TURNS:
        kinds = _bound(step, outcome)
    called = {name: Called(name, kind, verb) for kind in kinds if (name := _name(kind, setting))}
    # At a decision the act alone tells which of the two papers it is that the step describes.
    own = step.paper if step and not (step.kind == StepKind.DECISION and kinds) else ""
    if own:
        called.setdefault(own, Called(own))
    return tuple(called.values())


def _bound(step: Step, outcome: str) -> tuple[str, ...]:
    if step.kind == StepKind.DELIVERY:
        return step_papers.papers_at_end(step)
    return step_papers.papers_of(step, step.outcome(outcome))


def _name(kind: str, setting: Setting) -> str:
    """As in earnest: a certificate by its own name where the power gives one, papers of other classes by theirs."""
    return (
        setting.certificate if kind == PaperKind.LICENCE else name_of(kind, power_class=setting.power_class)
    )


def judge(told: Rehearsal, setting: Setting) -> Rehearsal:
    """Due days and lamps, once all pauses are known."""
    told.passages = [_dated(each, told, setting) for each in told.passages]
    if told.accepted_on and told.decided_on:
        limits = {
            "承诺期限": (setting.promised_days, Unit.WORKING),
            "法定期限": (setting.statutory_days, setting.statutory_unit),
        }
        told.held = [
            _held(label, Limit(*limit), told, setting) for label, limit in limits.items() if limit[0]
        ]
    return told


def _dated(passage: Passage, told: Rehearsal, setting: Setting) -> Passage:
    if passage.stops:
        return replace(passage, lamp=STOPPED)
    if passage.limit is None:
        return passage
    pauses = [pause for pause in told.pauses if pause.end >= passage.opened_on]
    on = due(passage.opened_on, passage.limit, calendar=setting.calendar, pauses=pauses).on
    return replace(passage, due_on=on, lamp=lamp(on, today=passage.closed_on, calendar=setting.calendar))


def _held(label: str, limit: Limit, told: Rehearsal, setting: Setting) -> Held:
    start, end, pauses, calendar = told.accepted_on, told.decided_on, told.pauses, setting.calendar
    last = due(start, limit, calendar=calendar, pauses=pauses)
    used = counted_days(start, end, calendar=calendar, unit=limit.unit, pauses=pauses)
    return Held(label, last, used, end <= last.on, lamp(last.on, today=end, calendar=calendar))
