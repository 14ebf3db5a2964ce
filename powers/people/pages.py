"""Signing in and out, the same on both nets. Where somebody goes afterwards follows from the net and the posts held.

A wrong name and a wrong password get the same words; ten failures in a row close the account for a quarter of an hour
(the counting is axes'). Guesses over many accounts meet a limit per address. `next` leads to this site only.
"""

import re

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger import clock
from ledger.clock import civil_day
from ledger.throttle import count
from ledger.zone import Zone, here
from powers.people import deputies, standing_in
from powers.people.callers import address
from powers.people.people import HANDLING_ROLES, INSPECTOR_ROLES, Role
from powers.revisions.reviewers import CATALOGUE_ROLES

# A whole office may sign in behind one address in the morning; a guesser needs many more.
TRIES, WINDOW_SECONDS = 200, 15 * 60
BACKEND = "powers.backends.AccountBackend"
WRONG = {
    Zone.OUTER: "手机号（邮箱）和密码对不上，请重新填写密码",
    Zone.INNER: "账号和密码对不上，请重新填写密码",
}
LABELS = {Zone.OUTER: "手机号、邮箱或工作账号", Zone.INNER: "工作账号"}


class LoginForm(forms.Form):
    username = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写密码"},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        label = LABELS[here()]
        self.fields["username"].label = label
        self.fields["username"].error_messages["required"] = f"请填写{label}"

    def clean_username(self):
        """138 0000 0317 is a phone number with breathing space."""
        typed = self.cleaned_data["username"].strip()
        return re.sub(r"[\s-]", "", typed) if re.fullmatch(r"[\d\s-]+", typed) else typed


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request):
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(way_on(request, request.user))
    form = LoginForm(request.POST or None)
    user = _known(request, form)
    if user:
        login(request, user, backend=BACKEND)
        return redirect(way_on(request, user))
    context = {"form": form, "next": asked_for(request)}
    return render(request, "people/login.html", context, status=422 if form.is_bound else 200)


@login_not_required
@require_POST
def sign_out(request):
    logout(request)
    return redirect("login" if here() == Zone.INNER else "/")


def _known(request, form):
    if not form.is_bound or not form.is_valid():
        return None
    count("login", key=address(request), limit=TRIES, seconds=WINDOW_SECONDS)
    user = authenticate(request, **form.cleaned_data)
    if user is None:
        form.add_error("password", WRONG[here()])
    return user


def way_on(request, user) -> str:
    return asked_for(request) or home_of(user)


def asked_for(request) -> str:
    """The page that sent the person here, if it is one of this site."""
    path = request.POST.get("next") or request.GET.get("next") or ""
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, {request.get_host()}, request.is_secure()
    )
    return path if ours else ""


def home_of(user) -> str:
    """Where this person's work begins on this net."""
    if here() == Zone.OUTER:
        return reverse("window") if user.holds(Role.WINDOW) else "/"
    if user.holds(*INSPECTOR_ROLES):
        return reverse("board")
    if user.holds(*HANDLING_ROLES):
        return "/"
    if user.holds(*CATALOGUE_ROLES):
        return reverse("catalogue_todo")
    return reverse("calendars" if user.holds(Role.SYSTEM_ADMIN) else "own_posts")


@never_cache
@require_safe
def own_posts(request):
    """Who I am here, and the posts I hold: what the rights of an account come from."""
    running = deputies.touching(request.user, on=civil_day(clock.now()))
    return render(
        request, "people/own.html", {"posts": standing_in.own(request.user), "deputations": running}
    )
