"""My account: who I am as far as the page may show it, my password, large text, and the end of forgotten sessions."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hall.accounts.applicants import Applicant
from hall.accounts.registration_forms import secret_field
from ledger.throttle import count
from powers.people.pages import asked_for
from powers.people.people import User


class CurrentPasswordForm(forms.Form):
    """Whoever sits at an open session must still know the password."""

    current = secret_field("现在的密码", complete="current-password")

    def __init__(self, user, *args, **options):
        super().__init__(*args, **options)
        self.user = user

    def clean_current(self):
        typed = self.cleaned_data["current"]
        count("password", key=str(self.user.pk), limit=10, seconds=900)
        if not self.user.check_password(typed):
            raise forms.ValidationError("现在的密码不对，请重新填写")
        return typed


class PasswordForm(CurrentPasswordForm):
    password = secret_field("新密码", hint="至少 10 位，不要只用数字")
    again = secret_field("再填一次新密码")

    def clean_password(self):
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def clean(self):
        told = super().clean()
        if "password" in told and told.get("again") and told["again"] != told["password"]:
            self.add_error("again", "两次填的新密码不一样，请重新填写")
        return told


@require_GET
def account(request):
    return _page(request)


@sensitive_post_parameters()
@require_POST
def change_password(request):
    """The new password ends every other session, since a session is bound to it."""
    form = PasswordForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, password_form=form)
    _set_password(request, form.cleaned_data["password"])
    messages.success(request, "密码改好了，其他设备上的登录都已退出")
    return redirect("account")


@sensitive_post_parameters()
@require_POST
def close_sessions(request):
    """The same password hashed anew: the sessions bound to the old hash end, this one goes on."""
    form = CurrentPasswordForm(request.user, request.POST, prefix="close")
    if not form.is_valid():
        return _page(request, close_form=form)
    _set_password(request, form.cleaned_data["current"])
    messages.success(request, "其他设备上的登录都已退出")
    return redirect("account")


@login_not_required
@require_http_methods(["POST"])
def large_text(request):
    """长者模式: kept in the session, and with the account where there is one."""
    chosen = not request.session.get("large_text", getattr(request.user, "large_text", False))
    request.session["large_text"] = chosen
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(large_text=chosen)
    return redirect(asked_for(request) or "/")


def _set_password(request, password: str) -> None:
    request.user.set_password(password)
    request.user.save(update_fields=["password"])
    update_session_auth_hash(request, request.user)


def _page(request, *, password_form=None, close_form=None):
    applicant = Applicant.objects.filter(user=request.user).select_related("user").first()
    bad = next((form for form in (password_form, close_form) if form), None)
    context = {
        "facts": applicant.masked_facts() if applicant else [("姓名", request.user.name)],
        "password_form": password_form or PasswordForm(request.user),
        "close_form": close_form or CurrentPasswordForm(request.user, prefix="close"),
        "bad": bad,
    }
    return render(request, "hall/account.html", context, status=422 if bad else 200)
