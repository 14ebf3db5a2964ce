"""Public pages as they were drawn last, for strangers: the same until the catalogue, the calendar or the day changes.

Only for a GET without a session's cookie, so a page that names somebody, carries a message or large letters is never
kept and never given to another. A page drawn once is given to every stranger with a form token of his own, or answered
with 304 if his browser has it. What the marks do not see (an office's telephone, the figures of the home page) is at most
`SECONDS` old. Refused: nothing; without a cache the page is drawn.
"""

import re
import time
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from hall.catalogue.public_mark import mark
from ledger import clock
from ledger.clock import civil_day
from workflow.calendar import store

SECONDS = 60
FRESH = 1.0  # seconds between two looks at the mark: a publication is seen this much later by a process that just looked
LONGEST_QUERY = 120
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([A-Za-z0-9]{64})"')

_here: dict = {}


def for_strangers(view: Callable) -> Callable:
    """Keep the page for those who are nobody to us; everybody else gets it drawn."""

    @wraps(view)
    def kept(request, *args, **kwargs):
        if not _is_stranger(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        etag = f'W/"{key}"'
        if unchanged := get_conditional_response(request, etag=etag):
            return unchanged
        parts = cache.get(f"page.{key}")
        if parts is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            cache.set(f"page.{key}", _without_token(response.content), SECONDS)
        else:
            response = HttpResponse(get_token(request).encode().join(parts))
        return _dressed(response, etag)

    return kept


def look_again() -> None:
    """Forget the mark this process saw last."""
    _here.clear()


def _is_stranger(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def _key(request: HttpRequest) -> str:
    parts = (
        request.get_full_path(),
        _mark(),
        civil_day(clock.now()),
        store.held().version,
    )
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def _mark() -> str:
    """How far the catalogue is, asked for at most once a second."""
    now = time.monotonic()
    if _here.get("looked", float("-inf")) + FRESH <= now:
        _here.update(mark=mark().text, looked=now)
    return _here["mark"]


def _without_token(content: bytes) -> list[bytes]:
    """The page in pieces, to be joined with another token. A page without a form is one piece."""
    found = TOKEN.search(content)
    return content.split(found[1]) if found else [content]


def _dressed(response: HttpResponse, etag: str) -> HttpResponse:
    """A browser may keep it and must ask again; a proxy may not, for the token is one visitor's."""
    response.headers["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response
