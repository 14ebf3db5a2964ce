"""怎么通知您: which notices by which channel, whom they reach, and the address for e-mail."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hall.accounts import email_proof
from hall.notices import choices as notice_choices
from hall.notices.choices import Channel
from hall.notices.words import REQUIRED, WORDS, Group
from ledger import clock
from ledger.verbs import Refused


class AddressForm(forms.Form):
    address = forms.EmailField(
        label="邮箱", help_text="先发一个验证码过去，确认是您的邮箱", max_length=120,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "请填写邮箱，例如“name@example.cn”", "invalid": "邮箱的样子是“name@example.cn”，请核对"},
    )  # fmt: skip


class CodeForm(forms.Form):
    code = forms.CharField(
        label="验证码", help_text="邮件里的 6 位数字，15 分钟内有效", max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "请填写邮件里的 6 位验证码"},
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def choices(request):
    if request.method == "GET":
        return _page(request)
    wanted = {channel.value: request.POST.getlist(channel.value) for channel in Channel}
    notice_choices.choose(request.user, wanted=wanted)
    messages.success(request, "已经保存，以后按这样通知您")
    return redirect("notice_choices")


@require_POST
def email(request):
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, address_form=form)
    try:
        email_proof.send_code(request, form.cleaned_data["address"], at=clock.now())
    except Refused as refused:
        form.add_error("address", str(refused))
        return _page(request, address_form=form)
    messages.success(request, "验证码已经发到您的邮箱，请填在下面")
    return redirect("notice_choices")


@require_POST
def confirm(request):
    form = CodeForm(request.POST)
    try:
        if form.is_valid():
            email_proof.prove(request, form.cleaned_data["code"], at=clock.now())
            messages.success(request, "邮箱已经确认，以后也用邮件通知您")
            return redirect("notice_choices")
    except Refused as refused:
        form.add_error("code", str(refused))
    return _page(request, code_form=form)


@require_POST
def remove(request):
    notice_choices.set_email(request.user, None)
    messages.success(request, "不再用邮件通知您")
    return redirect("notice_choices")


def _page(request, *, address_form=None, code_form=None):
    choice = notice_choices.of(request.user)
    who, phone = notice_choices.addressee(request.user)
    channels = [each for each in Channel if notice_choices.is_offered(each)]
    waiting = email_proof.asked_for(request)
    bad = address_form or code_form
    context = {
        "who": who, "phone": phone, "email": notice_choices.mask_email(choice.email) if choice.email else "",
        "channels": channels, "rows": [_row(group, choice, channels) for group in Group],
        "address_form": address_form or AddressForm(), "code_form": code_form or CodeForm(), "bad": bad,
        "waiting": notice_choices.mask_email(waiting) if waiting else "", "offers_email": Channel.EMAIL in channels,
    }  # fmt: skip
    return render(request, "hall/notice_choices.html", context, status=422 if bad else 200)


def _row(group: Group, choice, channels) -> tuple:
    """A group of notices, what belongs to it, and each channel: chosen, and whether that can be changed."""
    titles = "、".join(dict.fromkeys(words.title for words in WORDS.values() if words.group == group))
    boxes = [
        (
            channel,
            choice.wants(channel, group),
            (channel == Channel.SITE and group in REQUIRED)
            or (channel == Channel.EMAIL and not choice.email),
        )
        for channel in channels
    ]
    return group, titles, boxes
