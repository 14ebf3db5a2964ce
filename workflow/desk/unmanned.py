"""Open steps whose post nobody holds (孤儿环节): the last holder has left, and no list shows the case to anybody.

Nothing is moved: the head of the office sees which post is empty and what waits there, the operator sees how many there are.
A deputy does not fill a post that nobody holds; that needs an appointment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Value

from powers.people.offices import Office
from powers.people.people import HANDLING_ROLES, Post, Role
from workflow.clock.listed_days import FAR
from workflow.engine import LISTED, StepRun


@dataclass(frozen=True)
class Unmanned:
    """`first_due` is None where no day is set or the clocks stand still."""

    office: str
    post: str
    cases: int
    first_due: date | None


def unmanned(*, offices=None) -> list[Unmanned]:
    """Empty posts where something waits, by office; `offices` narrows it to those of a head. Read from indexes alone."""
    places = Office.objects.all() if offices is None else Office.objects.filter(pk__in=offices)
    first, *others = (_without(role, places) for role in HANDLING_ROLES)
    found = sorted(first.union(*others, all=True))
    return [_at(name, office, Role(role)) for name, office, role in found]


def _without(role: Role, places):
    held = Post.objects.filter(office=OuterRef("pk"), role=role, active=True, user__is_active=True)
    waiting = StepRun.objects.filter(LISTED, office=OuterRef("pk"), lane=role)
    empty = places.filter(~Exists(held), Exists(waiting)).order_by()
    return empty.annotate(role=Value(role.value)).values_list("name", "pk", "role")


def _at(name: str, office: str, role: Role) -> Unmanned:
    waiting = StepRun.objects.filter(LISTED, office=office, lane=role)
    first = waiting.order_by("due_on").values_list("due_on", flat=True).first()
    return Unmanned(name, role.label, waiting.count(), None if first == FAR else first)


def seen_by(user) -> list[Unmanned]:
    """Those of the offices this person heads; nobody else need look for them."""
    heads = user.offices_as(Role.HEAD)
    return unmanned(offices=heads) if heads else []


def notices() -> Iterator[tuple[str, str]]:
    """For the operator's page (`settings.OPERATOR_NOTICES`)."""
    empty = unmanned()
    if empty:
        told = "; ".join(f"{each.office} {each.post}: {each.cases}" for each in empty[:20])
        yield "posts", f"open steps wait at {len(empty)} posts that nobody holds: {told}"
