"""The acceptance window on the outer net: check each material, then accept, ask once for corrections, or decline."""

import uuid
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ledger import clock
from ledger.clock import civil_day
from powers import kept_words
from powers.people.people import Role
from workflow import dossier
from workflow.acts import DeliveryForm, ReceptionForm
from workflow.clock.clocks import Clock, running
from workflow.clock.lamps import answer_lamp
from workflow.clock.shares import shares
from workflow.forms.answers import shown
from workflow.licences import bans, changes
from workflow.machine import Case
from workflow.materials import owed_supply, owing, pages, readings, undertakings
from workflow.materials.materials import PROXY, sheet_code, wanted
from workflow.paging import after_key, make_token
from workflow.ranges import first_keys
from workflow.rooms import case_in, enter
from workflow.states import State
from workflow.talk.marks import for_office
from workflow.turns import table
from workflow.turns.grounds import DeclineGround

PAGE = 20
HEAVY = ("edition__flow_data", "edition__form", "edition__materials", "edition__basis", "edition__details")
ANSWERS = (Clock.Kind.ACCEPTANCE, Clock.Kind.DELIVERY)
LISTS = {
    "": ("待受理", (State.SUBMITTED,)),
    "correction": ("已发补正", (State.CORRECTION,)),
    "deliver": ("待送达", (State.GRANTED, State.REFUSED)),
}


@require_GET
def reception(request):
    return render(request, "window/list.html", _list(request))


@require_GET
def case_page(request, number):
    case, answer = _drawn(request, lambda: case_in(request, number, "window"))
    readings.note(case, by=request.user, what=readings.What.CASE, at=clock.now())
    return answer


@require_POST
def answer(request, number):
    """Give the applicant the window's answer."""
    case = case_in(request, number, "window")
    form = ReceptionForm(_checked(case, dossier.answers(case)), request.POST)
    kept_words.remember(request, form)
    if not form.is_valid():
        return _refused(request, case, form=form)
    said, act = form.cleaned_data, {"by": request.user, "at": clock.now()}
    if said["verdict"] == ReceptionForm.ACCEPT:
        case.accept(**act, owed=form.owed())
        messages.success(request, f"{case.number} 已受理，正在转内网办理")
    elif said["verdict"] == ReceptionForm.CORRECT:
        case.ask_to_complete(**act, items=form.items())
        messages.success(request, f"{case.number} 的补正告知书已发出")
    elif said["verdict"] == ReceptionForm.REFER:
        case.refer_elsewhere(**act, organ=said["organ"], reasons=said["reasons"])
        messages.success(request, f"{case.number} 的不予受理决定书已发出，写明了向哪个机关申请")
    else:
        case.decline(**act, reasons=said["reasons"], ground=said["ground"] or DeclineGround.OTHER.value)
        messages.success(request, f"{case.number} 的不予受理决定书已发出")
    return redirect("window")


@require_POST
def hand_over(request, number):
    """The decision is served by one of the ways of service, with its proof."""
    case = case_in(request, number, "window")
    form = DeliveryForm(request.POST)
    if not form.is_valid():
        return _refused(request, case, deliver_form=form)
    case.deliver(by=request.user, at=clock.now(), **form.cleaned_data)
    messages.success(request, f"{case.number} 已送达")
    return redirect("window")


def _list(request) -> dict:
    """The cases of the clerk's offices in one list, the oldest submission first."""
    enter(request.user, "window")
    chosen = request.GET.get("list", "")
    title, states = LISTS.get(chosen, LISTS[""])
    after, offices = request.GET.get("after", ""), sorted(request.user.offices_as(Role.WINDOW))
    places = [
        after_key(
            Case.objects.filter(office=office, state=state),
            after,
            fields=("submitted_at", "pk"),
            convert=_place,
        )
        for office in offices
        for state in states
    ]
    keys = first_keys(places, order="submitted_at", size=PAGE + 1)
    cases = Case.objects.filter(pk__in=keys[:PAGE]).order_by("submitted_at", "pk")
    found = list(cases.select_related("edition", "party").defer(*HEAVY).prefetch_related("clocks"))
    more = make_token([found[-1].submitted_at, found[-1].pk]) if len(keys) > PAGE else ""
    today = civil_day(clock.now())
    marks = for_office([case.pk for case in found])
    rows = [(case, _answer_lamp(case, today), marks.get(case.pk)) for case in found]
    return {
        "title": title,
        "chosen": chosen,
        "rows": rows,
        "next": more,
        "lists": [(k, v[0]) for k, v in LISTS.items()],
    }


def _place(values) -> tuple[datetime, uuid.UUID]:
    """The place in the list; anything that is none is refused, and shows the first page."""
    at, pk = datetime.fromisoformat(values[0]), uuid.UUID(values[1])
    if at.tzinfo is None:
        raise ValueError("a place is an instant")
    return at, pk


def _answer_lamp(case: Case, today):
    due = running(case, *ANSWERS)
    act = "送达" if due and due.kind == Clock.Kind.DELIVERY else "答复"
    waiting = case.state == State.CORRECTION
    return answer_lamp(due.due_on if due else None, today=today, waiting=waiting, act=act)


def _checked(case: Case, told: dict) -> list[dict]:
    """What is checked piece by piece: all that the answers call for, and the authority of who acts for a person."""
    proxy = case.party.acts_by_authority
    later, today = owing.lacking(case), civil_day(clock.now())
    days = {code: {"put_off": day, "owed_by": day if day >= today else None} for code, day in later.items()}
    asked = [material | days.get(material["code"], {}) for material in wanted(case.edition, told)]
    return [*asked, *([PROXY] if proxy else [])]


def _debts(case: Case) -> dict:
    """What the case was accepted without, and whether any of it may be taken in here."""
    sheet = owed_supply.sheet(case, on=civil_day(clock.now()))
    return {"debts": sheet, "may_take_in": sheet.is_open and bool(owed_supply.asked(case))}


def _refused(request, case: Case, **forms) -> HttpResponse:
    """The page again with what was typed and the sentences beside it."""
    return _drawn(request, lambda: case, status=422, **forms)[1]


def _drawn(request, load, **facts) -> tuple[Case, HttpResponse]:
    """While the materials are checked one by one, the first of them is not opened unasked."""
    draw = partial(_case_page, request, **facts)
    return pages.drawn(request, load, draw, room="window", first=lambda case: case.state != State.SUBMITTED)


def _case_page(request, case: Case, seen, *, form=None, deliver_form=None, status=200) -> HttpResponse:
    files: dict[str, list] = {}
    told, paper, promised = dossier.answers(case), case.applied.paper, undertakings.of_case(case)
    by_code = {each.code: each for each in promised}

    def came(code: str) -> dict:
        sheets = files.get(sheet_code(code), ())
        return {"copies": paper.get(code), "promised": by_code.get(code), "sheets": sheets}

    for each in case.materials.all():
        files.setdefault(each.code, []).append(each)
    if form is None and case.state == State.SUBMITTED:
        form = ReceptionForm(_checked(case, told))
    context = {
        **_list(request), "case": case, "form": form, "files": files, "told": dossier.told_items(case),
        "checks": [
            (m | came(m["code"]), check, words, files.get(m["code"], []))
            for m, check, words in (form.checks() if form else ())
        ],
        "undertakings": promised,
        "clocks": dossier.clocks(case, at=clock.now()), "shares": shares(case, at=clock.now()), "trail": dossier.trail(case),
        "answers": shown(case.edition.form, told, full=True), "lamp": _answer_lamp(case, civil_day(clock.now())),
        "mark": for_office([case.pk]).get(case.pk), "place": "window",
        "bans": bans.of_case(case, on=civil_day(clock.now())), "change": changes.LicenceChange.objects.of(case),
        "offers": table.offered(case, request.user, table.WINDOW, at=clock.now()),
        "viewer": seen, **_debts(case),
        "deliver_form": (deliver_form or DeliveryForm()) if case.state in (State.GRANTED, State.REFUSED) else None,
    }  # fmt: skip
    return render(request, "window/case.html", context, status=status)
