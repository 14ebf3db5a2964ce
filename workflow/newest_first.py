"""Lists newest first, paged by key: the place is a moment and a row, so no row is skipped or shown twice."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q

from workflow.paging import make_token, read_token


def page(rows, *, by: str, after: str, size: int) -> tuple[list, str]:
    """The rows that come after the place, and the token of the next page; a bad token is the first page."""
    place = _place(rows.model, after)
    if place:
        at, pk = place
        rows = rows.filter(Q(**{f"{by}__lt": at}) | Q(**{by: at, "pk__lt": pk}), **{f"{by}__lte": at})
    found = list(rows.order_by(f"-{by}", "-pk")[: size + 1])
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    return found[:size], make_token([getattr(last, by).isoformat(), str(last.pk)])


def _place(model, token: str):
    try:
        at, pk = read_token(token)
        moment = datetime.fromisoformat(at)
        return (moment, model._meta.pk.to_python(pk)) if moment.tzinfo else None
    except (TypeError, ValueError, AttributeError, ValidationError):
        return None
