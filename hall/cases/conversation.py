"""The applicant's side of the messages in a case: what the office wrote, whether it has read what he wrote, and asking.

Looking marks nothing as read: that is a POST, sent by the button or by the page itself once it has been looked at.
"""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exchange.state import acknowledged_among
from hall import kept_posts
from hall.apply import upload_quota
from hall.cases.my_cases import own
from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import Refused
from powers.wording import zh_datetime
from workflow.machine import Case
from workflow.materials import downloads
from workflow.talk import talking
from workflow.talk.forms import MessageForm
from workflow.talk.talk import Message, Place, Side


class QuestionForm(MessageForm):
    def __init__(self, *args, days: int, **kwargs):
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label, text.help_text = "您的问题", f"{days} 个工作日内答复。不要写密码和银行卡号"
        text.error_messages["required"] = "请写明您的问题，例如“冷食专间的冰箱要不要画上去”"


@kept_posts.keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "POST"])
def conversation(request, number):
    case = _case(request, number)
    if request.method == "GET":
        return _page(request, case, form=_form(kept_posts.kept(request)))
    form = _form(request.POST, request.FILES)
    kept_posts.forget(request)
    if not form.is_valid():
        return _page(request, case, form=form, status=422)
    upload = form.cleaned_data["file"]
    try:
        if upload:
            upload_quota.take(request.user, size=upload.size, at=clock.now())
        talking.ask(case, by=request.user, at=clock.now(), **form.said())
    except Refused as refused:
        form.add_error("file" if upload else "text", str(refused))
        return _page(request, case, form=form, status=422)
    messages.success(request, "问题已经发出，有了答复会通知您")
    return redirect("talk", number)


@require_POST
def read(request, number):
    talking.read_all(_case(request, number), by=request.user, at=clock.now())
    return redirect("talk", number)


@require_GET
def file(request, number, pk):
    message = get_object_or_404(_case(request, number).talk, pk=pk)
    if not message.sha256:
        raise Http404
    return downloads.material(message)


def _case(request, number: str) -> Case:
    return get_object_or_404(own(request.user).select_related("edition", "office", "party"), number=number)


def _form(*typed):
    return QuestionForm(*typed, days=settings.TALK_ANSWER_DAYS)


def _page(request, case: Case, *, form, status=200):
    at = clock.now()
    said = talking.conversation(case)
    waiting = {message.pk for message in talking.unread_of(case, request.user)}
    context = {
        "case": case,
        "said": [(each, each.pk in waiting, words) for each, words in _with_fate(said)],
        "waiting": len(waiting),
        "open": talking.is_open(case, on=civil_day(at)),
        "until": talking.last_day(case),
        "form": form,
    }
    return render(request, "hall/talk.html", context, status=status)


def _with_fate(said: list[Message]) -> list[tuple[Message, str]]:
    """Each message with what became of it: 正在转送, 送到了, or who read it when."""
    crossing = [each for each in said if each.side == Side.APPLICANT and each.state == Place.AT_DESK]
    events = list(Event.objects.filter(subject__in=[each.pk for each in crossing], seq=1)) if crossing else []
    reached = acknowledged_among(events) if events else set()
    there = {event.subject for event in events if event.pk in reached}
    return [(each, _fate(each, there=there)) for each in said]


def _fate(message: Message, *, there) -> str:
    if message.read_at:
        who = "您" if message.side == Side.OFFICE else f"{message.get_read_post_display()} "
        return f"{who}{zh_datetime(message.read_at)} 看过"
    if message.side == Side.OFFICE:
        return ""
    if message.state == Place.AT_DESK and message.pk not in there:
        return "已发出，正在转送"
    return "已经送到，还没看"
