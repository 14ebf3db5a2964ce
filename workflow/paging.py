"""Lists are paged by key: the place is a value of the sort order, not a row number, so no page gets slower or skips a row."""

import base64
import binascii
import json

from django.db.models import Q


def after_key(queryset, token: str, *, fields: tuple[str, ...], convert):
    """Rows that come after the place that `token` names, in ascending order of `fields`; a bad token is the first page."""
    values = read_token(token)
    if values is None or len(values) != len(fields):
        return queryset
    try:
        values = convert(values)
    except (ValueError, TypeError, AttributeError):
        return queryset
    rest = Q()
    for depth in range(len(fields)):
        equal = dict(zip(fields[:depth], values, strict=False))
        rest |= Q(**equal, **{f"{fields[depth]}__gt": values[depth]})
    # The bound on the first field alone is where a database begins to read its index.
    return queryset.filter(rest, **{f"{fields[0]}__gte": values[0]})


def make_token(values) -> str:
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def read_token(token: str):
    try:
        return json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))) if token else None
    except (ValueError, binascii.Error):
        return None
