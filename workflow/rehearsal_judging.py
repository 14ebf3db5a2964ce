"""What a made-up case would get: papers by the tables of the real acts, due days and lamps by the real arithmetic."""

from dataclasses import replace

from powers.steps import StepKind

from .deadlines import counted_days, due
from .engine import DECISIONS
from .lamps import STOPPED, lamp
from .limits import Limit, Unit
from .paper_kinds import KINDS, LICENCE
from .paperwork import called_for
from .rehearsal_facts import Held, Passage, Rehearsal, Setting


def papers(verb: str, setting: Setting, *, own: str = "", step: StepKind | None = None) -> tuple[str, ...]:
    """The papers an act calls for, and the one the step itself names."""
    labels = [KINDS[kind].label for kind in called_for(verb, step)]
    # 其他类别的决定书用本类别的名称，和正式办理时一样。
    if setting.power_class != LICENCE:
        labels = [each.replace(LICENCE, setting.power_class) for each in labels]
    # At a decision the act alone tells which of the two papers it is that the step names.
    is_decided = verb in DECISIONS and labels
    return tuple(dict.fromkeys([*labels, *([own] if own and not is_decided else [])]))


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
