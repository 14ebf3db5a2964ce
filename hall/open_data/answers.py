"""What every answer of the open interface (开放数据接口) has in common: read-only, for everybody, counted, and not sent twice.

Refused: more than so many questions a minute from one address. An answer changes only with the catalogue or the day, so it
carries a mark by which a program can ask whether there is anything new. Other sites may read it (CORS), nobody may write.
"""

from functools import wraps

from django.http import JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from hall.catalogue.public_mark import mark
from ledger import clock, throttle
from ledger.clock import civil_day
from ledger.throttle import TooManyRequests
from powers.people.callers import address

MINUTE_SECONDS, QUESTIONS = 60, 120
FRESH_SECONDS = 60


def published(view):
    """A view of the interface with what they all have in common."""

    @wraps(view)
    def answer(request, *args, **names):
        try:
            throttle.count("open", key=address(request), limit=QUESTIONS, seconds=MINUTE_SECONDS)
        except TooManyRequests as refusal:
            return _for_everybody(refused(429, str(refusal), **{"Retry-After": str(refusal.seconds)}))
        now = mark()
        etag, changed = now.etag(civil_day(clock.now()), request.get_full_path()), now.at
        response = get_conditional_response(
            request, etag=etag, last_modified=changed and int(changed.timestamp())
        )
        if response is None:
            response = view(request, *args, **names)
        if response.status_code in (200, 304):
            response["ETag"], response["Cache-Control"] = etag, f"public, max-age={FRESH_SECONDS}"
            if changed:
                response["Last-Modified"] = http_date(changed.timestamp())
        return _for_everybody(response)

    return answer


def read_only(view):
    """A view that answers whoever would write with the documented refusal; it has nothing to forge, so it asks no token."""

    @csrf_exempt
    @wraps(view)
    def answer(request, *args, **names):
        response = view(request, *args, **names)
        if response.status_code != 405:
            return response
        return _for_everybody(refused(405, "这个接口只能读，请用 GET 请求", Allow=response["Allow"]))

    return answer


def refused(status: int, sentence: str, **headers) -> JsonResponse:
    body = {"status": status, "message": sentence}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False}, headers=headers)


def _for_everybody(response):
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Retry-After"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
