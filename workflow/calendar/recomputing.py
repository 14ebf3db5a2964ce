"""Computing due dates again when the calendar has changed: a holiday declared late, a list corrected, a year loaded.

Every running clock carries the version of the calendar it was reckoned with; what carries another is looked at, in batches,
and may be interrupted anywhere. A day that moves is an act on the case, told to everybody with the old day, the new day and
the notice; it is recorded by the net that holds the case, and the other net, which has the same notice, comes to the same day.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ledger.verbs import Refused, Told, verb
from ledger.zone import here
from powers.people.people import CLOCK
from powers.wording import zh_date
from workflow import policies
from workflow.calendar.store import held
from workflow.calendar.workdays import Calendar
from workflow.clock import listed_days
from workflow.clock.clocks import Clock, ClockStop
from workflow.clock.winding import WRITTEN, reckon
from workflow.ratings import call_backs
from workflow.states import OPEN

BATCH = 500


class Recomputing:
    """The act by which a case learns that its calendar has changed."""

    @verb(
        label="重新计算期限",
        source=OPEN,
        who=policies.is_clock,
        needs=("moved",),
        ground="民法典 第二百零三条",
    )
    def recompute(self, *, by, at, moved: list[dict], notice: str, **_):
        """Due dates move because the calendar did; each says its old and its new day."""
        return Told(public={"moved": moved, "notice": notice}, private={})


@dataclass(frozen=True)
class Recomputed:
    """What one run did: how many clocks it looked at, how many became certain, how many cases moved."""

    looked: int = 0
    settled: int = 0
    moved: int = 0

    def __add__(self, other: "Recomputed") -> "Recomputed":
        return Recomputed(self.looked + other.looked, self.settled + other.settled, self.moved + other.moved)


def recompute_all(*, at: datetime) -> Recomputed:
    """Look at every running clock that was reckoned with another calendar than today's."""
    done, last = Recomputed(), 0
    while True:
        stale = Clock.objects.filter(ended_at=None).exclude(reckoned_with=held().version)
        batch = list(stale.filter(pk__gt=last).order_by("pk").values_list("pk", "case")[:BATCH])
        if not batch:
            return done
        # A case is looked at whole, so that one act tells all its days.
        whole = stale.filter(case__in={case for _, case in batch}).select_related("case__office")
        done += _recompute(list(whole.order_by("pk")), at=at)
        last = batch[-1][0]


def _recompute(clocks: list[Clock], *, at: datetime) -> Recomputed:
    stops, settled, moved = stops_of(clocks), 0, defaultdict(list)
    still: list[Clock] = []
    for clock in clocks:
        was, unsure = clock.due_on, clock.provisional
        reckon(clock, calendar=Calendar.of(clock.case.office), stops=stops[clock.case_id])
        settled += unsure and not clock.provisional
        if clock.due_on == was:
            still.append(clock)
        else:
            moved[clock.case_id].append((clock, was))
    Clock.objects.bulk_update(still, ("provisional", "reckoned_with"))
    cases = sum(_move(found, at=at) for found in moved.values())
    return Recomputed(len(clocks), settled, cases)


def stops_of(clocks) -> dict:
    """The times that may not count, by case; `waits` for many cases at once."""
    found, cases = defaultdict(list), {clock.case_id for clock in clocks}
    for stop in ClockStop.objects.filter(case__in=cases):
        found[stop.case_id].append(stop)
    for clock in Clock.objects.filter(case__in=cases, kind=Clock.Kind.CORRECTION):
        found[clock.case_id].append(clock)
    return found


def _move(found: list[tuple[Clock, date | None]], *, at: datetime) -> bool:
    """Move the days of one case: by its verb where the case is held, quietly on the net that follows, and quietly where the
    case is over and only the answer to a bad rating is owed."""
    case = found[0][0].case
    if case.OWNER[case.state] == here() and case.state in OPEN:
        try:
            case.recompute(by=CLOCK, at=at, notice=held().notice, moved=[_told(*each) for each in found])
        except Refused:
            return False  # Somebody was at it; the next run finds it again.
        return True
    for clock, was in found:
        _follow(clock, was)
    return True


@transaction.atomic
def _follow(clock: Clock, was: date | None) -> None:
    """Only what still stands as it was read: an event that arrives meanwhile knows better."""
    same = Clock.objects.filter(pk=clock.pk, due_on=was, ended_at=None)
    if not same.update(**{name: getattr(clock, name) for name in WRITTEN}):
        return
    if clock.kind == Clock.Kind.CALL_BACK:
        call_backs.move(clock.case_id, to=clock.due_on)
    elif clock.kind == Clock.Kind.PROMISED:
        type(clock.case).objects.filter(pk=clock.case_id, due_on=was).update(due_on=clock.due_on)
        listed_days.follow(clock.case_id, was=was, now=clock.due_on)


def told_days(event) -> str:
    """What a recomputation moved, in words; empty for any other act."""
    if event.verb != "recompute":
        return ""
    told = [f"{_name(each)}由 {_day(each['was'])}改为 {_day(each['now'])}" for each in event.body["moved"]]
    return f"因{event.body['notice']}，{'，'.join(told)}。"


def _name(each: dict) -> str:
    kind = Clock.Kind(each["kind"])
    return {Clock.Kind.STEP: "本环节到期日"}.get(kind, f"{kind.label}到期日")


def _day(text: str) -> str:
    return zh_date(date.fromisoformat(text), year=True) if text else "没有到期日"


def _told(clock: Clock, was: date | None) -> dict:
    days = {"was": was, "now": clock.due_on}
    spelled = {name: day.isoformat() if day else "" for name, day in days.items()}
    return {"kind": clock.kind, "step": clock.step, **spelled}
