"""Which act starts, stops, extends and ends which clocks of a case, the same in both zones.

Reads verbs and bodies of events only. The statutory limit begins with the event its statute names: with the application
where it says 收到申请之日, with the last documents where it says 收到全部有效文件之日, else with acceptance or what follows it.
A clock is written once a step; what has just been written is kept on the case and not read again.
"""

from datetime import date, datetime
from functools import cache, partial

from django.db.models import Q

from ledger import statements
from ledger.clock import start_of
from powers.flow.steps import StepKind
from powers.items.limit_units import Start, starts_from, statutory
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import (
    ACCEPTANCE_DAYS,
    CORRECTION_DAYS,
    DELIVERY_DAYS,
    STOP_TIMES,
    Clock,
    ClockStop,
)
from workflow.materials import undertaking_checks
from workflow.ratings import call_backs

ACCEPTANCE, CORRECTION, PROMISED, STATUTORY, STEP, DELIVERY, CALL_BACK, CHECK = (
    Clock.Kind.ACCEPTANCE, Clock.Kind.CORRECTION, Clock.Kind.PROMISED, Clock.Kind.STATUTORY, Clock.Kind.STEP,
    Clock.Kind.DELIVERY, Clock.Kind.CALL_BACK, Clock.Kind.CHECK,
)  # fmt: skip
EVERY = tuple(Clock.Kind)
ENDS = {
    "ask_to_complete": (ACCEPTANCE, STEP),
    "supplement": (CORRECTION,),
    "accept": (ACCEPTANCE, STEP),
    "accept_by_silence": (ACCEPTANCE, STEP),
    "decline": EVERY,
    "refer_elsewhere": EVERY,
    "lapse": EVERY,
    "grant": EVERY,
    "refuse": EVERY,
    "terminate": EVERY,
    "deliver": tuple(kind for kind in EVERY if kind != CHECK),
    "withdraw": EVERY,
    "resume": STOP_TIMES,
    "record_hearing": STOP_TIMES,
    "answer_rating": (CALL_BACK,),
}
WRITTEN = ("due_on", "provisional", "reckoned_with")
ACCEPTS = ("accept", "accept_by_silence")
# 行政许可法 第四十五条：从书面告知到结果；听证从通知到笔录。
STOPS, GOES_ON = ("pause", "call_hearing"), ("resume", "record_hearing")


def project(case, event, *, closed, opened) -> None:
    """Start, stop, extend and end the clocks as an event says; the caller saves the case."""
    _end(case, event, closed)
    _start(case, event, closed=closed, opened=opened)
    if event.verb in STOPS:
        ClockStop.objects.create(
            case=case, ground=event.body["ground"], days=event.body["days"], started_at=event.at
        )
    elif event.verb in GOES_ON:
        ClockStop.objects.filter(case_id=case.pk, ended_at=None).update(ended_at=event.at)
    elif event.verb == "extend":
        limits = Clock.objects.filter(case_id=case.pk, kind__in=(PROMISED, STATUTORY), ended_at=None)
        limits.update(extension=event.body["days"])
    if event.verb in (*STOPS, *GOES_ON, "extend", "recompute") or _halts(case, event):
        recompute(case, calendar=Calendar.of(case.office))


def _halts(case, event) -> bool:
    """Whether the applicant's own time begins or ends within a limit that already runs."""
    return (
        event.verb in ("ask_to_complete", "supplement")
        and starts_from(case.edition.details) == Start.RECEIVED
    )


def running(case, kind: str) -> Clock | None:
    """The running clock of a kind, as this step wrote it, else as the table has it."""
    wound = next((clock for clock in getattr(case, "wound", ()) if clock.kind == kind), None)
    return wound or Clock.objects.filter(case_id=case.pk, kind=kind, ended_at=None).first()


def recompute(case, *, calendar: Calendar) -> list[tuple[Clock, date | None]]:
    """Do the sums of a case's running clocks again; returns those whose day moved, each with its old day."""
    clocks = list(Clock.objects.filter(Q(ended_at=None) | Q(kind=CORRECTION), case_id=case.pk))
    stops = [*ClockStop.objects.filter(case_id=case.pk), *(c for c in clocks if c.kind == CORRECTION)]
    moved = []
    for clock in clocks:
        before = clock.due_on, clock.provisional
        if clock.ended_at is None and before != reckon(clock, calendar=calendar, stops=stops):
            moved.append((clock, before[0]))
    Clock.objects.bulk_update([clock for clock, _ in moved], WRITTEN)
    _copy_promise(case, [clock for clock, _ in moved])
    return moved


def reckon(clock: Clock, *, calendar: Calendar, stops) -> tuple[date | None, bool]:
    """Write the day that comes out into the clock, unsaved."""
    sum_ = clock.reckon(calendar=calendar, stops=stops)
    clock.due_on, clock.provisional, clock.reckoned_with = sum_.on, sum_.provisional, calendar.version
    return clock.due_on, clock.provisional


def _end(case, event, closed) -> None:
    kinds, codes = ENDS.get(event.verb, ()), [run.code for run in closed]
    if kinds or codes:
        _ending(event.verb, len(codes))(case.pk, event.at, *codes)


@cache
def _ending(verb: str, steps: int) -> statements.KeptChange:
    """How an act ends clocks, when it closes so many steps."""

    def build(case, at, *codes):
        which = Q(kind__in=ENDS.get(verb, ())) | Q(kind=STEP, step__in=codes)
        if verb == "ask_to_complete":
            # 收到全部有效文件之日：文件还不齐，期限还没有开始。
            which |= Q(kind=STATUTORY, starts_from=Start.COMPLETE)
        return Clock.objects.filter(which, case=case, ended_at=None), {"ended_at": at}

    field = Clock._meta.get_field
    steps_closed = [partial(field, "step")] * steps
    return statements.KeptChange(build, partial(field, "case"), partial(field, "ended_at"), *steps_closed)


def _start(case, event, *, closed, opened) -> None:
    case.wound = [clock for clock in _begun(case, event, closed=closed, opened=opened) if clock.days]
    if case.wound:
        calendar = Calendar.of(case.office)
        for clock in case.wound:
            stops = _earlier_waits(case) if clock.started_at < event.at and clock.kind == STATUTORY else ()
            reckon(clock, calendar=calendar, stops=stops)
        statements.insert(*case.wound)
        _copy_promise(case, case.wound)


def _begun(case, event, *, closed, opened):
    """The clocks that begin with this event."""
    verb, at = event.verb, event.at
    if verb in ("submit", "supplement"):
        yield _clock(case, ACCEPTANCE, ACCEPTANCE_DAYS, at, Start.RECEIVED)
    elif verb == "ask_to_complete":
        yield _clock(case, CORRECTION, event.body.get("days", CORRECTION_DAYS), at, Start.NOTIFIED)
    elif verb in ACCEPTS:
        accepted, start = _acceptance(event)
        yield _clock(case, PROMISED, case.edition.promised_days, accepted, start)
    elif verb in ("grant", "refuse"):
        yield _clock(case, DELIVERY, DELIVERY_DAYS, at, Start.DECIDED)
        for code, days in undertaking_checks.owed(case) if verb == "grant" else ():
            yield _clock(case, CHECK, days, at, Start.DECIDED, step=code)
    elif verb in STOPS:
        yield _clock(case, _stop_kind(case, event), event.body["days"], at, Start.TOLD)
    elif call_backs.is_opened_by(event):
        yield _clock(case, CALL_BACK, call_backs.DAYS, at, Start.RATED)
    begins = _statutory_start(case, event, closed)
    if begins:
        days, unit = statutory(case.edition.statutory_days, case.edition.details)
        yield _clock(case, STATUTORY, days, *begins, unit=unit)
    for run in case.runs.filter(closed_at=None) if verb == "supplement" else opened:
        yield _clock(case, STEP, run.step.limit_days, at, Start.OPENED, step=run.code)


def _clock(case, kind, days: int | None, at: datetime, start: Start, **more) -> Clock:
    return Clock(case=case, kind=kind, days=days or 0, started_at=at, starts_from=start, **more)


def _stop_kind(case, event) -> Clock.Kind:
    """A stop for what the case was stopped for before is a kind of its own: supervision looks at it at once."""
    before = ClockStop.objects.filter(case_id=case.pk, ground=event.body["ground"])
    return Clock.Kind.STOP_AGAIN if before.exists() else Clock.Kind.STOP


def _acceptance(event) -> tuple[datetime, Start]:
    """When acceptance counts from; silence past the limit counts from the receipt of the materials (第三十二条)."""
    if event.verb == "accept_by_silence":
        return start_of(date.fromisoformat(event.body["since"])), Start.SILENT
    return event.at, Start.ACCEPTED


def _statutory_start(case, event, closed) -> tuple[datetime, Start] | None:
    """The instant from which the statutory limit counts, if it begins with this event."""
    start, verb = starts_from(case.edition.details), event.verb
    if not case.edition.statutory_days:
        return None
    if start in (Start.RECEIVED, Start.COMPLETE):
        begins = verb == "submit" or (verb == "supplement" and start == Start.COMPLETE)
        return (event.at, start) if begins else None
    if start == Start.SURVEYED:
        surveyed = any(run.kind == StepKind.INSPECTION for run in closed)
        known = surveyed and Clock.objects.filter(case_id=case.pk, kind=STATUTORY).exists()
        return (event.at, start) if surveyed and not known else None
    if verb not in ACCEPTS:
        return None
    if start == Start.CLOSED:
        return start_of(_acceptance_end(case)), start
    accepted, usual = _acceptance(event)
    return accepted, usual if start == Start.ACCEPTED else start


def _acceptance_end(case) -> date:
    """The last day of the acceptance period, whenever within it the case was accepted."""
    last = Clock.objects.filter(case_id=case.pk, kind=ACCEPTANCE).order_by("-pk")
    return last.values_list("due_on", flat=True)[0]


def _earlier_waits(case) -> list[Clock]:
    return list(Clock.objects.filter(case_id=case.pk, kind=CORRECTION))


def _copy_promise(case, clocks) -> None:
    for clock in clocks:
        if clock.kind == PROMISED:
            case.due_on = clock.due_on
