"""How often strangers may ask the hall: so many times a quarter of an hour, per address and per thing asked about.

The address is the one the browser connects from; behind our own proxy it is the one the proxy names, and never a list that
the visitor wrote.
"""

from django.conf import settings

from ledger.throttle import count

QUARTER_SECONDS = 15 * 60
LOOKS, REGISTRATIONS, CHECKS = 10, 10, 40


def address(request) -> str:
    """Where the request comes from."""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    direct = request.META.get("REMOTE_ADDR", "")
    return direct if settings.EMBEDDED else named or direct


def progress(request, *, number: str) -> None:
    """A look at a case by its number and query code."""
    for key in (f"from {address(request)}", f"case {number}"):
        count("progress", key=key, limit=LOOKS, seconds=QUARTER_SECONDS)


def registration(request) -> None:
    count("registration", key=address(request), limit=REGISTRATIONS, seconds=QUARTER_SECONDS)


def verification(request) -> None:
    count("verification", key=address(request), limit=CHECKS, seconds=QUARTER_SECONDS)
