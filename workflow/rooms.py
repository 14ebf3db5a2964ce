"""The two rooms in which officials work on cases, the window and the desk: who may enter, and which cases are there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from ledger import statements
from powers.people.people import HANDLING_ROLES, Role
from workflow.machine import ROWS, Case

ROLES = {"window": (Role.WINDOW,), "desk": HANDLING_ROLES}


def enter(user, place: str) -> None:
    """Refuse whoever holds no post of the room."""
    if not user.holds(*ROLES[place]):
        raise PermissionDenied


def case_in(request, number: str, place: str, *, cases=None) -> Case:
    """A case that this person may open in the room, with everything its page reads; anything else is absent."""
    enter(request.user, place)
    seen = Case.objects.visible_to(request.user)
    if cases is not None:
        return get_object_or_404(cases(seen), number=number)
    case = get_object_or_404(seen.with_edition().select_related("hearing"), number=number)
    statements.bring(case, *ROWS)
    return case
