"""The officials' pages of messages, the same at the window and at the desk: one case's conversation, and open questions.

At the desk the colleagues' notes stand beside the conversation. Looking marks nothing as read: that is a POST of its own.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import Refused
from workflow.calendar.workdays import Calendar
from workflow.machine import Case
from workflow.materials import downloads, pictures, readings
from workflow.materials.readings import Way, What
from workflow.rooms import case_in, enter
from workflow.talk import inner_notes, marks, talking
from workflow.talk.forms import MessageForm, NoteForm

CONVERSATION = {"window": "window/talk.html", "desk": "desk/talk.html"}
QUESTIONS = {"window": "window/questions.html", "desk": "desk/questions.html"}


@require_http_methods(["GET", "POST"])
def conversation(request, number, place):
    case = _case(request, number, place)
    if request.method == "GET":
        return _page(request, case, place)
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, case, place, form=form)
    try:
        talking.write(case, by=request.user, at=clock.now(), **form.said())
    except Refused as refused:
        form.add_error("file" if form.cleaned_data["file"] else "text", str(refused))
        return _page(request, case, place, form=form)
    messages.success(request, "消息已发出，申请人看过以后这里会写明")
    return redirect(f"{place}_talk", number)


@require_POST
def read(request, number, place):
    talking.read_all(_case(request, number, place), by=request.user, at=clock.now())
    return redirect(f"{place}_talk", number)


@require_POST
def note(request, number):
    case = _case(request, number, "desk")
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, case, "desk", note_form=form)
    inner_notes.write(case, by=request.user, at=clock.now(), text=form.cleaned_data["note"])
    return redirect("desk_talk", number)


@require_GET
def file(request, number, pk, place):
    case = _case(request, number, place)
    message = get_object_or_404(case.talk, pk=pk)
    if not message.sha256:
        raise Http404
    answer = downloads.material(message, marked=pictures.mark(request.user, case, at=clock.now()))
    readings.note(case, by=request.user, what=What.MESSAGE, way=Way.COPY, at=clock.now())
    return answer


@require_GET
def questions(request, place):
    enter(request.user, place)
    rows, following = marks.questions(
        request.user, after=request.GET.get("after", ""), today=civil_day(clock.now())
    )
    context = {"rows": rows, "next": following, "talk": f"{place}_talk"}
    return render(request, QUESTIONS[place], context)


def _case(request, number: str, place: str) -> Case:
    return case_in(
        request, number, place, cases=lambda seen: seen.select_related("edition", "office", "party")
    )


def _page(request, case: Case, place: str, *, form=None, note_form=None):
    at = clock.now()
    said = talking.conversation(case)
    waiting = {message.pk for message in talking.unread_of(case, request.user)}
    context = {
        "case": case, "said": [(each, each.pk in waiting) for each in said], "waiting": len(waiting),
        "open": talking.is_open(case, on=civil_day(at)), "form": form or MessageForm(), "asked": _asked(said, at),
        "notes": inner_notes.of(case, reader=request.user), "note_form": note_form or NoteForm(), "bad": form or note_form,
        "read_url": f"{place}_talk_read", "file_url": f"{place}_talk_file", "case_url": f"{place}_case",
    }  # fmt: skip
    return render(request, CONVERSATION[place], context, status=422 if form or note_form else 200)


def _asked(said, at):
    """The lamp of the question that should be answered first."""
    due = min((each.due_on for each in said if each.is_open_question and each.due_on), default=None)
    return marks.lamp(due, today=civil_day(at), calendar=Calendar.load()) if due else None
