"""The sweep: follow the clocks, then raise what is due. It may be killed at any line and run by several at once.

A batch is one transaction: the cards, their events and the watches' next alarms are there together or not at all, and rows
that another sweep holds are passed over. While the outer net is silent, nothing is raised over acts of the window: what was
done there in time may not have arrived. Cards come late then, never wrongly.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Min

from exchange.alarms import is_open
from ledger.clock import civil_day, start_of
from powers.people.people import Role
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock
from workflow.engine import StepRun
from workflow.machine import Case

from . import balancing, cards, heartbeat
from .following import follow, follow_all
from .watch import Watch, store

BATCH = 500
DEAF = ("silence", "fork", "chain")
MOVED = ("due_on", "ended_on", "stage", "alarm_on", "colour")


@dataclass(frozen=True)
class Swept:
    followed: int
    raised: int


def sweep(*, at: datetime, everything: bool = False, tick: Callable[[], datetime] | None = None) -> Swept:
    """Follow and raise until nothing is due. `tick` dates each batch of a long sweep by its own time."""
    if not balancing.is_built():
        balancing.build(at=at)
    followed = (follow_all if everything else follow)(at=at)
    raised = raise_due(at=at, tick=tick)
    heartbeat.beat(at=tick() if tick else at)
    return Swept(followed, raised)


def raise_due(*, at: datetime, tick: Callable[[], datetime] | None = None, only_demo: bool = False) -> int:
    """Batch after batch until nothing is due; returns how many cards were raised."""
    raised, deaf = 0, any(is_open(kind) for kind in DEAF)
    while True:
        looked, new = raise_batch(at=tick() if tick else at, deaf=deaf, only_demo=only_demo)
        raised += new
        if not looked:
            return raised


def replay(*, until: datetime) -> int:
    """Raise the cards of demonstration cases day by day, each dated on the morning it would have come."""
    first = Clock.objects.filter(case__demo=True).aggregate(first=Min("started_at"))["first"]
    if first is None:
        return 0
    raised, day = 0, civil_day(first)
    follow_all(at=first)
    while start_of(day) < until:
        raised += raise_due(at=start_of(day), only_demo=True)
        day += timedelta(days=1)
    return raised


@transaction.atomic
def raise_batch(*, at: datetime, deaf: bool = False, only_demo: bool = False) -> tuple[int, int]:
    """One batch of what is due; returns how many watches were looked at and how many cards were raised."""
    today = civil_day(at)
    watches = _claim(today, deaf=deaf, only_demo=only_demo)
    if not watches:
        return 0, 0
    clocks = Clock.objects.in_bulk([watch.clock_id for watch in watches])
    due = []
    for watch in watches:
        known = {"today": today, "calendar": Calendar.of(watch.office)}
        watch.align(clocks[watch.clock_id], **known)
        due += [(watch, rule, day) for rule, day in watch.take_due(**known)]
    raised = cards.raise_all(_cards(due, at=at), at=at) if due else []
    store(watches, MOVED)
    return len(watches), len(raised)


def _claim(today: date, *, deaf: bool, only_demo: bool) -> list[Watch]:
    watches = Watch.objects.filter(alarm_on__lte=today)
    if deaf:
        watches = watches.exclude(lane=Role.WINDOW)
    if only_demo:
        watches = watches.filter(demo=True)
    claimed = watches.select_related("office").order_by("alarm_on", "pk")
    return list(claimed.select_for_update(skip_locked=True, of=("self",))[:BATCH])


def _cards(due, *, at: datetime) -> list[cards.Card]:
    ids = {watch.case_id for watch, _, _ in due}
    cases = Case.objects.select_related("office").only("number", "demo", "state", "office").in_bulk(ids)
    runs: dict = {}
    for run in StepRun.objects.filter(case__in=ids):
        runs.setdefault(run.case_id, []).append(run)
    return [
        cards.prepare(
            watch,
            rule,
            day,
            case=cases[watch.case_id],
            at=at,
            **_held_by(watch, day, runs.get(watch.case_id, ())),
        )
        for watch, rule, day in due
    ]


def _held_by(watch: Watch, day: date, runs) -> dict:
    """The step of the clock; for a limit of the whole case, the steps that were open when it ran out."""
    if watch.step:
        return {"step": watch.step, "lane": watch.lane}
    moment = start_of(day)
    held = [
        run for run in runs if run.opened_at < moment and (run.closed_at is None or run.closed_at >= moment)
    ]
    lanes = {run.lane for run in held}
    return {
        "step": "、".join(run.name for run in held)[:100],
        "lane": lanes.pop() if len(lanes) == 1 else watch.lane,
    }
