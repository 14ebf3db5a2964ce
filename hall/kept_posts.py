"""What somebody typed after the session had ended is kept, and shown again after the next login.

A form sent without a login is locked away in the visitor's new session, on the server and encrypted, for its own page only;
the way leads over the login page back to that page, which shows the text in the form, not yet saved. Whoever logs in then
must still be allowed to open the page. Files stay on the sender's own disk and are chosen again; the page says so.
"""

import base64
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import QueryDict

from ledger import vault

SLOT, WHERE = "kept_post", "hall kept post"
SAID = "太久没有操作，请重新登录；您刚才填的内容替您留着，登录后接着填"
SAID_FILES = "太久没有操作，请重新登录；刚才选的文件没有传上来，登录后请再选一次"
WELCOME = "下面是您登录过期前填的内容，还没有保存，请核对后保存"


def keeps_what_was_typed(view):
    """A page that asks for a login but does not lose what was sent without one."""

    @login_not_required
    @wraps(view)
    def guarded(request, *args, **named):
        if request.user.is_authenticated:
            return view(request, *args, **named)
        if request.method == "POST":
            _keep(request)
            messages.warning(request, SAID_FILES if request.FILES else SAID)
        return redirect_to_login(request.path)

    return guarded


def _keep(request) -> None:
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    box = vault.lock(f"{request.path}\n{typed.urlencode()}".encode(), where=WHERE)
    request.session[SLOT] = base64.b64encode(box).decode()


def kept(request) -> QueryDict | None:
    """What was typed into this page before the login, until the page is saved."""
    box = request.session.get(SLOT)
    if not box or request.method != "GET":
        return None
    path, _, typed = vault.unlock(base64.b64decode(box), where=WHERE).decode().partition("\n")
    if path != request.path:
        return None
    messages.info(request, WELCOME)
    return QueryDict(typed)


def forget(request) -> None:
    request.session.pop(SLOT, None)
