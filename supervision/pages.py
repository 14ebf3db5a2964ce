"""The inspectors' pages: the board, the list of cards, one card. They read and offer nothing that changes a case."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from ledger import clock
from ledger.clock import civil_day
from workflow.materials import undertaking_pages
from workflow.paging import make_token, read_token

from . import board, feed, heartbeat, inspection, passage
from .cards import Card
from .rules.time import Stage
from .scope import scope_of
from .totals import WINDOW, totals_of

ON_BOARD = 8
PAGE = 20
BEST, LAST = 6, 2


@require_safe
def board_page(request):
    scope, at = scope_of(request.user, chosen=request.GET.get("place", "")), clock.now()
    today, swept_at = civil_day(at), heartbeat.last()
    totals = totals_of(scope.offices, today=today)
    places = board.places(scope.offices, totals=totals)
    tiles = board.tiles(scope.offices, today=today, totals=totals, places=places)
    stations = passage.stations(scope.offices, at=at, totals=totals)
    context = {
        "scope": scope, "at": at, "live": request.GET.get("live") != "0", "night": _is_night(request),
        "tiles": tiles, "feed": feed.latest(scope.offices, at=at),
        "cards": _cards(scope).filter(stage__in=board.COLOURS)[:ON_BOARD], "window": WINDOW,
        "map": board.by_area(places, scope.areas) if scope.by_area else places[: board.TILES], "ranking": _ranking(places),
        "swept_at": swept_at, "late": heartbeat.is_late(swept_at, at=at),
        "shapes": passage.shapes(stations), "told": passage.told(stations),
    }  # fmt: skip
    return render(request, "board/board.html", context)


@require_safe
def card_list(request):
    scope = scope_of(request.user, chosen=request.GET.get("place", ""))
    stage = request.GET.get("stage", "")
    wanted = [stage] if stage in Stage.values else board.COLOURS
    found = list(_after(_cards(scope).filter(stage__in=wanted), request.GET.get("after", ""))[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "scope": scope, "stage": stage, "stages": Stage.choices, "cards": found[:PAGE],
        "following": make_token([last.raised_at.isoformat(), last.number]) if last else "",
    }  # fmt: skip
    return render(request, "board/cards.html", context)


@require_safe
def undertaking_list(request):
    """Promises that offices of the scope have to check, and whether they do in time."""
    scope = scope_of(request.user, chosen=request.GET.get("place", ""))
    return render(request, "board/undertakings.html", undertaking_pages.listed(scope.offices, request.GET))


@require_safe
def card_page(request, number):
    scope = scope_of(request.user)
    card = get_object_or_404(
        _cards(scope).select_related("clock").prefetch_related("case__clocks", "case__stops"), number=number
    )
    others = Card.objects.filter(clock=card.clock_id).exclude(pk=card.pk).order_by("fell_on")
    context = {
        "card": card, "facts": inspection.facts(card, at=clock.now()), "lines": inspection.reckoning(card), "others": others,
        "course": inspection.course(card),
    }  # fmt: skip
    return render(request, "board/card.html", context)


def _cards(scope):
    return Card.objects.filter(office__in=scope.offices).newest().select_related("office", "case__edition")


def _after(cards, token: str):
    """Cards older than the last one of the page before; a bad token is the first page."""
    match read_token(token):
        case [str(instant), str(number)] if at := _instant(instant):
            return cards.filter(Q(raised_at__lt=at) | Q(raised_at=at, number__lt=number))
    return cards


def _instant(text: str):
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _is_night(request) -> bool:
    """The theme of the board: night unless the inspector chose light; kept for the session."""
    chosen = request.GET.get("theme")
    if chosen in ("night", "light"):
        request.session["board_theme"] = chosen
    return request.session.get("board_theme", "night") == "night"


def _ranking(places) -> list[tuple[int, board.Place]]:
    """The best and the last, each with its place in the whole."""
    ranked = [(n, place) for n, place in enumerate(places, start=1) if place.rate.decided]
    return ranked if len(ranked) <= BEST + LAST else [*ranked[:BEST], *ranked[-LAST:]]
