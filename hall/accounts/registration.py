"""Opening an account in the hall: one page for a person, one for an enterprise."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hall import throttle
from hall.accounts import applicants
from hall.accounts.registration_forms import FORMS
from powers.people.pages import BACKEND, asked_for


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def register(request, kind="person"):
    if kind not in FORMS:
        raise Http404
    if request.user.is_authenticated:
        return redirect("account")
    form = FORMS[kind](request.POST if request.method == "POST" else None)
    if request.method == "POST":
        throttle.registration(request)
        user = _opened(form)
        if user:
            login(request, user, backend=BACKEND)
            messages.success(request, "注册好了，已经登录")
            return redirect(asked_for(request) or "home")
    context = {"form": form, "kind": kind, "next": asked_for(request)}
    return render(request, "hall/register.html", context, status=422 if form.is_bound else 200)


def _opened(form):
    if not form.is_valid():
        return None
    try:
        return applicants.register(
            kind=form.kind, details=form.details(), password=form.cleaned_data["password"]
        )
    except applicants.AlreadyKnown as known:
        form.add_error(None, str(known))
        return None
