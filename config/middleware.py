"""What every request of a zone passes: private pages stay out of caches, sessions end, strangers sign in, refusals answer."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware

from ledger import clock

from . import refusals

TOUCH_SECONDS = 60


class PrivacyHeaders:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(
            settings.STATIC_URL
        ):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class SessionLimits:
    """Ends a session that is idle (its cookie and row run out) or too old; touches it at most once a minute."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self.limit(request)
        return self.get_response(request)

    def limit(self, request):
        now = int(clock.now().timestamp())
        since = request.session.get("since", now)
        if now - since > settings.SESSION_ABSOLUTE_AGE.total_seconds():
            logout(request)
        elif now - request.session.get("seen", 0) >= TOUCH_SECONDS:
            request.session.update({"since": since, "seen": now})


class LoginByDefault(LoginRequiredMiddleware):
    """Every page asks for a login unless it says otherwise. A POST is not thrown away on the way to the login page."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            return refusals.answer(request, 401)
        return super().handle_no_permission(request, view_func)


class Refusals:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        return refusals.refused(request, error)
