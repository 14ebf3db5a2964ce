"""The marks that messages leave on lists: what is not read yet, and which question wants an answer by when.

One read a list, whatever its length. It only reads.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from ledger.zone import Zone, here
from powers.people.people import HANDLING_ROLES, Role
from workflow.calendar.workdays import Calendar
from workflow.clock.lamps import Lamp, lamp
from workflow.paging import after_key, make_token
from workflow.talk.talk import Message, Place, Side

PAGE = 20
FOR_OFFICE = {Zone.OUTER: Place.AT_WINDOW, Zone.INNER: Place.AT_DESK}


@dataclass
class Mark:
    """`unread` messages wait for the reader; `due_on` is when the oldest open question should be answered."""

    unread: int = 0
    asked: int = 0
    due_on: date | None = None


def for_office(cases) -> dict:
    """By case: what the applicants of these cases have said and the office has not read or answered."""
    waiting = FOR_OFFICE[here()]
    wanting = Q(state=waiting) | Q(side=Side.APPLICANT, answered_at=None)
    rows = Message.objects.filter(wanting, case__in=cases).values_list(
        "case_id", "state", "answered_at", "due_on"
    )
    marks = defaultdict(Mark)
    for case, state, answered_at, due_on in rows:
        mark = marks[case]
        mark.unread += state == waiting
        if answered_at is None:
            mark.asked += 1
            mark.due_on = min(filter(None, (mark.due_on, due_on)), default=None)
    return marks


def for_applicant(cases) -> dict:
    """By case: how many messages of the office the applicant has not read."""
    waiting = Message.objects.filter(state=Place.AT_APPLICANT, case__in=cases).values_list(
        "case_id", flat=True
    )
    marks = defaultdict(int)
    for case in waiting:
        marks[case] += 1
    return marks


@dataclass(frozen=True)
class Question:
    message: Message
    lamp: Lamp


def questions(user, *, after: str, today: date) -> tuple[list[Question], str]:
    """Open questions in the offices where this person answers, the one to be answered first on top; and the next page."""
    asked = Message.objects.filter(
        side=Side.APPLICANT, answered_at=None, case__office__in=user.offices_as(Role.WINDOW, *HANDLING_ROLES)
    ).order_by("due_on", "sent_at")
    asked = after_key(asked, after, fields=("due_on", "sent_at"), convert=_place)
    found = list(asked.select_related("case__edition", "case__party", "case__office")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    calendar = Calendar.load()
    rows = [Question(each, lamp(each.due_on, today=today, calendar=calendar)) for each in found[:PAGE]]
    return rows, make_token([last.due_on, last.sent_at]) if last else ""


def _place(values):
    moment = datetime.fromisoformat(values[1])
    if moment.tzinfo is None:
        raise ValueError("a place is an instant")
    return date.fromisoformat(values[0]), moment
