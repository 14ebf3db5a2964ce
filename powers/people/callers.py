"""Where a request comes from: the address that connects, or behind our own proxy the last one it names, never a list that
the visitor wrote."""

from django.conf import settings


def address(request) -> str:
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    direct = request.META.get("REMOTE_ADDR", "")
    return direct if settings.EMBEDDED else named or direct
