"""The to-do list of the inner desk: open steps of the posts a person holds, nearest due day first, paged by key.

Reviewer and head may look at the whole office. What narrows the list is a range of an index (office, post, holder, item, step)
or is looked up first (a message, a number), so a page costs the same in an office with a hundred thousand open cases.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from powers.catalogue import Power
from powers.people.people import HANDLING_ROLES, Role
from workflow import newest_first
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.clock.lamps import Lamp
from workflow.clock.listed_days import FAR
from workflow.desk.todo_filter import LIGHTS, Filter
from workflow.desk.todo_rows import rows_of
from workflow.engine import StepRun
from workflow.machine import Case
from workflow.paging import after_key, make_token
from workflow.ranges import Range, bounded_counts, first_keys
from workflow.talk.talk import Message, Place

PAGE = 20
# More items or cases than these fit the words: then they are so common that the list itself is the quicker way.
ITEMS, CASES = 8, 50
HEAVY = tuple(f"case__edition__{name}" for name in ("flow_data", "form", "materials", "basis", "details"))


@dataclass(frozen=True)
class Done:
    case: Case
    run: StepRun
    lamp: Lamp


@dataclass(frozen=True)
class Page:
    rows: list
    next: str


def posts_of(user, wanted: Filter) -> list[tuple[str, str]]:
    """The posts whose steps are asked for: the own, or every post of the offices where the person reviews or decides."""
    own = {(p.office_id, p.role) for p in user.posts if p.role in HANDLING_ROLES}
    if wanted.whole:
        places = user.offices_as(Role.REVIEWER, Role.HEAD)
        own = {(place, role.value) for place in places for role in HANDLING_ROLES}
    return sorted(
        (place, role) for place, role in own if wanted.office in ("", place) and wanted.post in ("", role)
    )


def ranges(user, wanted: Filter, *, today: date) -> list:
    """The parts of the index in which the wanted steps lie."""
    return _ranges(user, wanted, today, meant(wanted))


def _ranges(user, wanted: Filter, today: date, those: list[Q]) -> list:
    asked = _conditions(user, wanted, today)
    return [
        StepRun.objects.filter(which, office=place, lane=role, **asked)
        for place, role in posts_of(user, wanted)
        for which in those
    ]


def _conditions(user, wanted: Filter, today: date) -> dict:
    """What is asked of an open step beside its post; in one piece, for a condition added later costs as much as all of them."""
    asked = {"closed_at": None, "due_on__isnull": False}
    if wanted.whose:
        asked["holder"] = {"mine": user.staff_no, "free": ""}.get(wanted.whose, wanted.whose)
    if wanted.step:
        asked["name"] = wanted.step
    if wanted.light:
        asked |= light_bounds(wanted.light, today=today)
    if wanted.unread:
        asked["case__in"] = Message.objects.filter(state=Place.AT_DESK).values("case")
    return asked


def meant(wanted: Filter) -> list[Q]:
    """What the words mean: the steps of a few cases or of each of a few items; of many, what each step is asked on the way."""
    if wanted.number:
        # A range instead of LIKE: the unique index answers it on both databases.
        begun = Case.objects.filter(number__gte=wanted.number, number__lt=f"{wanted.number}:")
        cases = list(begun.values_list("pk", flat=True)[: CASES + 1])
        if len(cases) > CASES:
            return [Q(case__number__startswith=wanted.number)]
        return [Q(case__in=cases)] if cases else []
    if wanted.named:
        named = Power.objects.filter(name__contains=wanted.named)
        items = list(named.values_list("pk", flat=True)[: ITEMS + 1])
        return [Q(power__in=named)] if len(items) > ITEMS else [Q(power=pk) for pk in items]
    return [Q()]


def light_bounds(light: str, *, today: date) -> dict:
    """The days on which a step shows a lamp; the same bounds as `lamps.lamp`."""
    tomorrow = next_workday(today)
    return {
        "bad": {"due_on__lt": today},
        "warn": {"due_on__gte": today, "due_on__lte": tomorrow},
        "ok": {"due_on__gt": tomorrow, "due_on__lt": FAR},
        "mute": {"due_on": FAR},
    }[light]


def next_workday(today: date) -> date:
    return add_workdays(today, 1, calendar=Calendar.load())


def page(user, *, wanted: Filter, today: date) -> Page:
    places = [
        after_key(
            rows,
            wanted.after,
            fields=("due_on", "pk"),
            convert=lambda v: (date.fromisoformat(v[0]), int(v[1])),
        )
        for rows in ranges(user, wanted, today=today)
    ]
    keys = first_keys(places, order="due_on", size=PAGE + 1)
    rows = rows_of(user, keys[:PAGE], today=today)
    last = rows[-1].run if len(keys) > PAGE else None
    return Page(rows, make_token([last.due_on.isoformat(), last.pk]) if last else "")


def counts(user, *, wanted: Filter, today: date) -> dict[str, str]:
    """How many open steps show each lamp, and how many are whose, each counted to its bound."""
    those = meant(wanted)
    asked = {kind: _to_count(user, wanted.asking(light=kind), today, those) for kind in LIGHTS}
    place = Filter(whole=wanted.whole, office=wanted.office, post=wanted.post)
    for whose in ("mine", "free"):
        asked[whose] = _to_count(user, place.asking(whose=whose), today, [Q()])
    return bounded_counts(asked)


def _to_count(user, wanted: Filter, today: date, those: list[Q]) -> list:
    """The parts of the index as the counts ask for them: plain conditions but for words and messages."""
    if wanted.unread or those != [Q()]:
        return _ranges(user, wanted, today, those)
    asked = _conditions(user, wanted, today)
    return [Range(StepRun, {"office": o, "lane": role, **asked}) for o, role in posts_of(user, wanted)]


def done_by(user, *, after: str) -> Page:
    """Steps this person closed, newest first."""
    runs = StepRun.objects.filter(closed_by=user.staff_no, closed_at__isnull=False).exclude(closed_by="")
    found, following = newest_first.page(
        runs.select_related("case__edition", "case__party").defer(*HEAVY),
        by="closed_at",
        after=after,
        size=PAGE,
    )
    rows = [Done(run.case, run, Lamp("info", run.case.stage.label)) for run in found]
    return Page(rows, following)
