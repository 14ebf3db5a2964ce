"""What a line of the to-do list says of an open step and its case: values of one read, and no models."""

from datetime import date, datetime
from typing import NamedTuple

from powers.people import standing_in
from workflow import policies
from workflow.calendar.workdays import Calendar
from workflow.clock.lamps import Lamp, lamp
from workflow.engine import StepRun
from workflow.states import State
from workflow.talk.marks import Mark, for_office


class Place(NamedTuple):
    """The office that holds the case, as far as a calendar and a list ask."""

    pk: str
    area_id: str
    short_name: str


class ListedCase(NamedTuple):
    pk: object
    number: str
    state: str
    demo: bool
    accepted_at: datetime | None
    due_on: date | None
    item: str
    applicant: str
    office: Place


class ListedRun(NamedTuple):
    pk: int
    name: str
    lane: str
    office_id: str
    holder: str
    due_on: date


class Row(NamedTuple):
    case: ListedCase
    run: ListedRun
    lamp: Lamp
    may_act: bool
    mark: Mark | None
    absent: str


OF_RUN = ("pk", "name", "lane", "office_id", "holder", "due_on")
OF_CASE = (
    "case_id",
    *(f"case__{name}" for name in ("number", "state", "demo", "accepted_at", "due_on", "edition__name")),
)
OF_OTHERS = ("case__party__details", "case__office_id", "case__office__area_id", "case__office__short_name")


def rows_of(user, keys: list, *, today: date) -> list[Row]:
    """These steps as lines, the nearest due day first."""
    read = (
        StepRun.objects.filter(pk__in=keys)
        .order_by("due_on", "pk")
        .values_list(*OF_RUN, *OF_CASE, *OF_OTHERS)
    )
    found = [_read(*values) for values in read]
    cases = [case.pk for _, case in found]
    marks, closed = for_office(cases), _closed_by(user, cases)
    return [
        Row(
            case,
            run,
            _lamp(case, today),
            _may_act(user, run, closed.get(case.pk, ())),
            marks.get(case.pk),
            _absent(user, run),
        )
        for run, case in found
    ]


def _read(*values) -> tuple[ListedRun, ListedCase]:
    *of_case, party, office, area, short_name = values[len(OF_RUN) :]
    case = ListedCase(*of_case, party["name"] if party else "", Place(office, area, short_name))
    return ListedRun(*values[: len(OF_RUN)]), case


def _closed_by(user, cases: list) -> dict[object, set[str]]:
    """The lanes of the steps that this person closed in these cases: one person, one key step."""
    closed = StepRun.objects.filter(case__in=cases, closed_by=user.staff_no, closed_at__isnull=False)
    lanes: dict[object, set[str]] = {}
    for case, lane in closed.order_by().values_list("case_id", "lane"):
        lanes.setdefault(case, set()).add(lane)
    return lanes


def _may_act(user, run: ListedRun, closed) -> bool:
    return policies.may_take(user, run) and all(lane == run.lane for lane in closed)


def _lamp(case: ListedCase, today: date) -> Lamp:
    stopped = case.state == State.PAUSED
    return lamp(case.due_on, today=today, calendar=Calendar.of(case.office), stopped=stopped)


def _absent(user, run: ListedRun) -> str:
    absent = standing_in.for_whom(user, run)
    return absent.name if absent else ""
