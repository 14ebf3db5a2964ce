"""Expected refusals become answers here, in one place: the status code, the Chinese sentence, and what the person typed.

A view raises; it does not build error pages. A page that refuses a POST shows the typed text again, to copy from.
"""

import sys

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token
from django_fsm import TransitionNotAllowed

from ledger.busy import is_busy
from ledger.throttle import TooManyRequests
from ledger.verbs import NotAllowed, Refused, StaleSubject, WrongState, WrongZone
from powers import kept_words

from .frame import frame

# The first class that fits decides.
STATUS = (
    (TooManyRequests, 429),
    (StaleSubject, 409),
    (WrongState, 409),
    (TransitionNotAllowed, 409),
    (WrongZone, 403),
    (NotAllowed, 403),
    (Refused, 422),
)
SENTENCES = {
    400: "浏览器送来的内容不完整，请返回上一页再试一次",
    401: "太久没有操作，请重新登录",
    403: "这一页您的账号不能看，换一个账号，或问本机关的系统管理员",
    404: "没有找到这一页，可能是网址抄错了，或者这一页已经撤下",
    409: "这一件刚刚有人办过，请看最新情况后再办",
    413: "内容太大了：每个文件不超过 20 MB，一次一共不超过 100 MB，请分几次传",
    429: "操作太快了，请稍后再试",
    500: "现在打不开，请 10 分钟后再试",
    503: "系统正忙，这一次没有办成；您写的内容还在下面，请过一会儿再试",
}
FOR_PROGRAMS = "/open/v1/"
WORDS_FOR_PROGRAMS = {
    400: "请求的格式不对，请对照接口说明改正后再发",
    404: "没有这个网址，请对照接口说明核对",
}
# Whole names: a question of a form may well end in _code.
SECRET_FIELDS = {"csrfmiddlewaretoken", "code", "again", "current"}
LOCKED_SECONDS = 15 * 60
BUSY_SECONDS = 10
BUSY = "系统正忙，这一次没有办成；请过一会儿再试"


def status_of(error: Exception) -> int | None:
    return next((status for kind, status in STATUS if isinstance(error, kind)), None)


def answer(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    if request.path.startswith(FOR_PROGRAMS):
        return as_json(status, sentence)
    context = {
        "status": status,
        "sentence": sentence or SENTENCES[status],
        "kept": kept(request),
        "back": back(request),
    }
    page = loader.select_template([f"{status}.html", "refused.html"])
    return HttpResponse(page.render(context, request), status=status)


def as_json(status: int, sentence: str = "") -> HttpResponse:
    """The refusal that the description of the open interface promises; anybody's page may read it."""
    body = {"status": status, "message": sentence or WORDS_FOR_PROGRAMS.get(status) or SENTENCES[status]}
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def kept(request: HttpRequest) -> list[dict]:
    """The text of a refused POST in the words of its form, without secrets; nothing where the POST could not be read."""
    try:
        posted = request.POST.lists()
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return []
    typed = [
        (name, value) for name, values in posted for value in values if value.strip() and not is_secret(name)
    ]
    said = [(name, kept_words.aloud(request, name, value)) for name, value in typed]
    return [{"name": name, "label": words[0], "value": words[1]} for name, words in said if words]


def is_secret(name: str) -> bool:
    return name in SECRET_FIELDS or "password" in name


def back(request: HttpRequest) -> str:
    """The page the person came from, if it is one of ours."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        came_from, {request.META.get("HTTP_HOST", "")}, request.is_secure()
    )
    return came_from if came_from and ours else "/"


def refused(request: HttpRequest, error: Exception) -> HttpResponse | None:
    if is_busy(error):
        return come_again(answer(request, 503, "" if kept(request) else BUSY))
    status = status_of(error)
    if status is None:
        return None
    response = answer(request, status, str(error) if isinstance(error, Refused) else "")
    if isinstance(error, TooManyRequests):
        response["Retry-After"] = str(error.seconds)
    return response


def come_again(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(BUSY_SECONDS)
    return response


@requires_csrf_token
def bad_request(request, exception=None):
    too_big = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return answer(request, 413 if too_big else 400)


@requires_csrf_token
def forbidden(request, exception=None):
    return answer(request, 403)


@requires_csrf_token
def not_found(request, exception=None):
    return answer(request, 404)


@requires_csrf_token
def server_error(request):
    """Drawn without the request: the session or the database may be what failed."""
    if is_busy(sys.exc_info()[1]):
        return come_again(refused_plainly(request, 503, BUSY))
    return refused_plainly(request, 500, SENTENCES[500])


def refused_plainly(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if request.path.startswith(FOR_PROGRAMS):
        return as_json(status, sentence)
    context = {**frame(request), "status": status, "sentence": sentence, "kept": [], "back": "/"}
    page = loader.select_template(["500.html", "refused.html"])
    return HttpResponse(page.render(context), status=status)


@requires_csrf_token
def csrf_failure(request, reason=""):
    return answer(request, 403, "这一页打开得太久，已经失效；请返回刷新后再提交")


def locked_out(request, original_response, credentials):
    response = answer(request, 429, "这个账号连续 10 次没有登录成功，请 15 分钟后再试")
    response["Retry-After"] = str(LOCKED_SECONDS)
    return response


def login_fingerprint(request, credentials):
    """What the failure counter keeps of a login name: a fingerprint, since a phone number is personal data."""
    from powers.people.people import login_key

    typed = (credentials or {}).get("username") or ""
    return login_key(typed)
