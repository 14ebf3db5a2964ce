"""An official's notices: the list, marking it as read, and what he wants to be told."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from workflow.newest_first import page
from workflow.notices import desk_notices, desk_shorts, news
from workflow.notices.desk_notice_forms import ChoiceForm
from workflow.notices.desk_notices import DeskNotice
from workflow.notices.sending import FACES
from workflow.rooms import enter

PAGE = 30


@require_GET
def notices(request):
    enter(request.user, "desk")
    rows = DeskNotice.objects.filter(recipient=request.user).select_related("case")
    found, following = page(rows, by="made_at", after=request.GET.get("after", ""), size=PAGE)
    unread = news.how_many(DeskNotice.objects.unread(request.user))
    failed = desk_shorts.failed(request.user, at=clock.now())
    context = {"rows": found, "next": following, "waiting": unread, "failed": failed}
    return render(request, "desk/notices.html", context)


@require_POST
def read(request):
    enter(request.user, "desk")
    desk_notices.read_all(request.user, at=clock.now())
    return redirect("desk_notices")


@require_http_methods(["GET", "POST"])
def choices(request):
    enter(request.user, "desk")
    choice = desk_notices.choice_of(request.user)
    now = {"wanted": desk_notices.wanted_by(request.user), "by_sms": choice.by_sms}
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial=now, had=choice.phone)
    if form.is_valid():
        said = form.cleaned_data
        desk_notices.choose(request.user, wanted=said["wanted"], by_sms=said["by_sms"], phone=said["kept"])
        messages.success(request, "已经保存，以后按这样通知您")
        return redirect("desk_notice_choices")
    shorts = [(each, *FACES[each.outcome]) for each in desk_shorts.latest(request.user)]
    context = {
        "form": form, "rows": form.chosen("wanted"), "sms": form.chosen("by_sms"), "shorts": shorts,
        "offered": desk_shorts.is_offered(), "kept": choice.phone,
    }  # fmt: skip
    return render(request, "desk/notice_choices.html", context, status=422 if form.is_bound else 200)
