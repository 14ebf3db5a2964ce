"""The pages of the working-day calendar on the inner net: what counts today, a year entered, and a second person's consent.

Before anybody confirms, the page tells how many open cases would get another due date.
"""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import Refused, may
from powers import kept_words
from powers.people.people import Role
from powers.wakes import send_after_commit
from workflow.calendar import drafts
from workflow.calendar.drafts import READING, CalendarDraft, answers_for
from workflow.calendar.forms import BLANK, DropForm, YearForm, filled
from workflow.calendar.holiday_rows import entry_of, read_notice
from workflow.calendar.holidays import BadCalendar
from workflow.calendar.notices import CalendarNotice
from workflow.calendar.preview import preview
from workflow.calendar.workdays import CalendarDay, LocalDay, Source
from workflow.tasks import recompute_deadlines

SHOWN = 30


@require_GET
def calendars(request):
    """What counts today, what waits for a second person, and the notices so far."""
    _enter(request.user)
    context = {
        "years": _years(),
        "places": LocalDay.objects.values("place", "place_name", "date__year", "notice").annotate(
            days=Count("pk"), first=Min("date")
        ).order_by("-date__year", "place_name"),
        "drafts": [each for each in CalendarDraft.objects.select_related("entered_by", "confirmed_by")[:SHOWN]
                   if answers_for(request.user, each.place, *READING)],
        "notices": CalendarNotice.objects.all()[:SHOWN],
        "may_enter": request.user.holds(Role.SYSTEM_ADMIN),
    }  # fmt: skip
    return render(request, "calendar/calendars.html", context)


def _years() -> list[dict]:
    """The years of the national table, the latest first: by which source, how many days off and worked instead."""
    found: dict = defaultdict(lambda: {"off": 0, "worked": 0, "sources": set()})
    for day, works, source in CalendarDay.objects.values_list("date", "is_workday", "source"):
        year = found[day.year]
        year["sources"].add(Source(source).label)
        year["off"] += not works and day.weekday() < 5
        year["worked"] += works and day.weekday() >= 5
    return [
        {"year": year, **facts, "source": "、".join(sorted(facts["sources"]))}
        for year, facts in sorted(found.items(), reverse=True)
    ]


@require_http_methods(["GET", "POST"])
def new(request):
    """Enter a year, row by row or read from the pasted notice; nothing counts before it is confirmed."""
    if not request.user.holds(Role.SYSTEM_ADMIN):
        raise PermissionDenied
    if request.method == "GET":
        form = YearForm(user=request.user, initial={"year": civil_day(clock.now()).year + 1})
        return _form(request, form, BLANK(prefix="row"))
    if request.POST.get("do") == "read":
        return _read(request)
    form, rows = YearForm(request.POST, user=request.user), BLANK(request.POST, prefix="row")
    rows.year = form.cleaned_data.get("year") if form.is_valid() else None
    if not (rows.is_valid() and form.is_valid()):
        return _form(request, form, rows, status=422)
    said = {name: form.cleaned_data[name] for name in ("place", "title", "source", "year")}
    try:
        made = drafts.enter(**said, days=entry_of(rows.rows), by=request.user, at=clock.now())
    except BadCalendar as error:
        form.add_error(None, str(error))
        return _form(request, form, rows, status=422)
    messages.success(request, "已录入，等编办或者法制机构确认；确认以前不算数")
    return redirect("calendar_draft", pk=made.pk)


def _read(request):
    """The rows of the pasted notice, to be looked at before anything is kept."""
    form = YearForm(request.POST, user=request.user)
    form.is_valid()
    year = form.cleaned_data.get("year")
    if year is None:
        return _form(request, form, BLANK(request.POST, prefix="row"), status=422)
    rows, lost = read_notice(form.cleaned_data.get("notice", ""), year=year)
    if not rows:
        lost = lost or ["没有从通知原文里读出假期，请核对贴的是不是放假安排，或者在下面手工填写"]
    again = YearForm(user=request.user, initial={name: request.POST.get(name, "") for name in form.fields})
    return _form(request, again, filled(rows), lost=lost, read=len(rows))


def _form(request, form, rows, *, lost=(), read=0, status=200):
    context = {"form": form, "rows": rows, "lost": lost, "read": read}
    return render(request, "calendar/new.html", context, status=status)


@require_GET
def draft(request, pk):
    return _shown(request, _draft(request, pk))


def _shown(request, shown: CalendarDraft, *, drop_form=None, status=200):
    waiting = shown.state == drafts.DraftState.WAITING
    lists = shown.lists
    context = {
        "draft": shown,
        "holidays": [(name, *days) for name, *days in shown.days["holidays"]],
        "off": sorted(lists[0].weekday_off), "worked": sorted(lists[0].weekend_work),
        "preview": preview(lists, place=shown.place, source=shown.source) if waiting else None,
        "may_confirm": may(shown, "confirm", request.user),
        "drop_form": drop_form or (DropForm() if may(shown, "drop", request.user) else None),
    }  # fmt: skip
    return render(request, "calendar/draft.html", context, status=status)


@require_POST
def confirm(request, pk):
    """A second person has compared it with the notice: it counts, and open cases are computed again."""
    try:
        notice = drafts.publish(_draft(request, pk), by=request.user, at=clock.now())
    except BadCalendar as error:
        raise Refused(str(error)) from error
    send_after_commit(recompute_deadlines)
    messages.success(request, f"“{notice}”已公布，两个网都照它计算；正在办的件一分钟内重新计算期限")
    return redirect("calendar_draft", pk=pk)


@require_POST
def drop(request, pk):
    found, form = _draft(request, pk), DropForm(request.POST)
    kept_words.remember(request, form)
    if not form.is_valid():
        return _shown(request, found, drop_form=form, status=422)
    found.drop(by=request.user, at=clock.now(), reasons=form.cleaned_data["reasons"])
    messages.success(request, "已退回，没有采用")
    return redirect("calendars")


def _enter(user) -> None:
    if not user.holds(*READING):
        raise PermissionDenied


def _draft(request, pk) -> CalendarDraft:
    """A draft of a place this person answers for; any other is absent."""
    _enter(request.user)
    found = get_object_or_404(CalendarDraft.objects.select_related("entered_by", "confirmed_by"), pk=pk)
    if not answers_for(request.user, found.place, *READING):
        raise Http404
    return found
