"""The to-do list of the inner desk: open steps of the posts a person holds, nearest due day first, paged by key."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from powers.people import HANDLING_ROLES

from . import newest_first, policies
from .deadlines import add_workdays
from .engine import StepRun
from .lamps import Lamp, lamp
from .machine import Case
from .paging import after_key, make_token
from .states import State
from .talk_marks import Mark, for_office
from .workdays import Calendar

PAGE = 20
FAR = date(9999, 12, 31)


@dataclass(frozen=True)
class Row:
    case: Case
    run: StepRun
    lamp: Lamp
    may_act: bool
    mark: Mark | None = None


@dataclass(frozen=True)
class Filter:
    words: str = ""
    light: str = ""
    after: str = ""


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    next: str


def runs_of(user):
    """Open steps on the inner net whose post this person holds in the office of the case."""
    mine = Q(pk__in=[])
    for post in user.posts:
        if post.role in HANDLING_ROLES:
            mine |= Q(lane=post.role, case__office_id=post.office_id)
    inner = Q(case__state__in=[State.HANDLING, State.PAUSED])
    return StepRun.objects.filter(mine & inner, closed_at=None)


def page(user, *, wanted: Filter, today: date) -> Page:
    runs = _filtered(runs_of(user), wanted, today)
    runs = runs.annotate(due=Coalesce("case__due_on", FAR)).order_by("due", "pk")
    runs = after_key(
        runs, wanted.after, fields=("due", "pk"), convert=lambda v: (date.fromisoformat(v[0]), int(v[1]))
    )
    found = list(
        runs.select_related("case__edition", "case__party").prefetch_related("case__runs", "case__office")[
            : PAGE + 1
        ]
    )
    marks = for_office([run.case_id for run in found[:PAGE]])
    rows = [_row(user, run, today=today, mark=marks.get(run.case_id)) for run in found[:PAGE]]
    more = make_token([found[PAGE - 1].due.isoformat(), found[PAGE - 1].pk]) if len(found) > PAGE else ""
    return Page(rows, more)


def _row(user, run: StepRun, *, today, mark) -> Row:
    case = run.case
    stopped = case.state == State.PAUSED
    shown = lamp(case.due_on, today=today, calendar=Calendar.of(case.office), stopped=stopped)
    return Row(case, run, shown, policies.may_act(user, run), mark)


def _filtered(runs, wanted: Filter, today: date):
    if wanted.words:
        runs = runs.filter(
            Q(case__number__contains=wanted.words.replace(" ", ""))
            | Q(case__edition__name__contains=wanted.words)
        )
    return runs.filter(light_query(wanted.light, today=today)) if wanted.light else runs


def light_query(light: str, *, today: date) -> Q:
    """The open steps that show a lamp; the same bounds as `lamps.lamp`."""
    tomorrow = next_workday(today)
    paused = Q(case__state=State.PAUSED)
    return {
        "bad": ~paused & Q(case__due_on__lt=today),
        "warn": ~paused & Q(case__due_on__gte=today, case__due_on__lte=tomorrow),
        "ok": ~paused & Q(case__due_on__gt=tomorrow),
        "mute": paused | Q(case__due_on=None),
    }.get(light, Q())


def next_workday(today: date) -> date:
    return add_workdays(today, 1, calendar=Calendar.load())


def counts(user, *, today: date) -> dict[str, int]:
    """How many open steps show each lamp: one grouped read."""
    runs = runs_of(user)
    return runs.aggregate(
        **{kind: Count("pk", filter=light_query(kind, today=today)) for kind in ("bad", "warn", "ok", "mute")}
    )


def done_by(user, *, after: str) -> Page:
    """Steps this person closed, newest first."""
    runs = StepRun.objects.filter(closed_by=user.staff_no).exclude(closed_by="")
    found, following = newest_first.page(
        runs.select_related("case__edition", "case__party"), by="closed_at", after=after, size=PAGE
    )
    rows = [Row(run.case, run, Lamp("info", run.case.stage.label), False) for run in found]
    return Page(rows, following)
