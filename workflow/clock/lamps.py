"""The lamp of a clock: how much time is left, as a shape and words (设计指南：灯). It decides colours for nobody else.

ok: more than one working day left; warn: today or tomorrow; bad: past; mute: the clock stands still by law.
"""

from dataclasses import dataclass
from datetime import date

from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import counted_days


@dataclass(frozen=True)
class Lamp:
    kind: str
    words: str


STOPPED = Lamp("mute", "停钟")
NONE = Lamp("mute", "没有期限")


def lamp(due_on: date | None, *, today: date, calendar: Calendar, stopped: bool = False) -> Lamp:
    """The lamp on `today` of a clock that ends on `due_on`."""
    if stopped:
        return STOPPED
    if due_on is None:
        return NONE
    if today > due_on:
        return Lamp("bad", f"超期 {counted_days(due_on, today, calendar=calendar) or 1} 天")
    left = counted_days(today, due_on, calendar=calendar)
    if due_on == today:
        return Lamp("warn", "今天到期")
    return Lamp("warn", "明天到期") if left <= 1 else Lamp("ok", f"剩 {left} 天")


def answer_lamp(due_on: date | None, *, today: date, waiting: bool = False, act: str = "答复") -> Lamp:
    """The lamp of the window: by which day the applicant must have an answer, or the decision (`act` 送达)."""
    if waiting:
        return Lamp("mute", "等补正")
    if due_on is None:
        return NONE
    if today > due_on:
        return Lamp("bad", f"过了{act}期限")
    return Lamp("warn", f"今天要{act}") if today == due_on else Lamp("ok", f"{due_on:%m-%d} 前")
