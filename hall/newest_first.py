"""Lists of cases, newest first, paged by key: the place is a moment and a case, so no row is skipped or shown twice."""

import uuid
from datetime import datetime

from django.db.models import Q

from workflow.paging import make_token, read_token


def page(cases, *, by: str, after: str, size: int) -> tuple[list, str]:
    """The cases that come after the place, and the token of the next page; a bad token is the first page."""
    place = _place(after)
    if place:
        at, pk = place
        cases = cases.filter(Q(**{f"{by}__lt": at}) | Q(**{by: at, "pk__lt": pk}))
    found = list(cases.order_by(f"-{by}", "-pk")[: size + 1])
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    return found[:size], make_token([getattr(last, by).isoformat(), str(last.pk)])


def _place(token: str) -> tuple[datetime, uuid.UUID] | None:
    try:
        at, pk = read_token(token)
        return datetime.fromisoformat(at), uuid.UUID(pk)
    except (TypeError, ValueError, AttributeError):
        return None
