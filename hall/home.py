"""The hall's home: what do you want to do, where is my case, and how well the offices do, from real numbers only."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hall.catalogue import items
from hall.catalogue.publicity import latest
from hall.figures import today_figures
from hall.kept_pages import for_strangers
from hall.notices.notices import unread_count
from ledger import clock
from ledger.clock import civil_day
from powers.catalogue import Power
from powers.search.search import search

HOT, THEMES, RESULTS, OFFICES, PAGE = 6, 12, 5, 18, 30


@login_not_required
@require_safe
@for_strangers
def home(request):
    popular = items.popular(limit=HOT)
    offices = items.offices()
    context = {
        "powers": Power.objects.filter(current__isnull=False).count(),
        "figures": today_figures(civil_day(clock.now())),
        "audiences": [_audience(kind) for kind in items.AUDIENCES],
        "popular": popular,
        "hot": popular[:4],
        "offices": offices[:OFFICES],
        "office_count": len(offices),
        "results": latest(limit=RESULTS),
        "unread_notices": unread_count(request.user),
    }
    return render(request, "hall/home.html", context)


def _audience(kind: str) -> dict:
    _, title, icon = items.AUDIENCES[kind]
    found = items.themes(kind)
    return {
        "kind": kind,
        "title": title,
        "icon": icon,
        "url_name": f"guide_{kind}",
        "themes": found[:THEMES],
        "count": items.audience(kind).count(),
    }


@login_not_required
@require_safe
@for_strangers
def themes(request, kind):
    """Every item of an audience, by theme."""
    if kind not in items.AUDIENCES:
        raise Http404
    found = items.themes(kind)
    chosen = request.GET.get("theme", "")
    if chosen not in {theme for theme, _, _ in found}:
        chosen = ""
    page = search(
        "", after=request.GET.get("after", ""), limit=PAGE, audience=kind, applicable=True, theme=chosen
    )
    context = {
        "kind": kind,
        "title": items.AUDIENCES[kind][1],
        "themes": found,
        "chosen": chosen,
        "count": next((n for theme, _, n in found if theme == chosen), None) or items.audience(kind).count(),
        "page": page,
    }
    return render(request, "hall/themes.html", context)


@login_not_required
@require_safe
@for_strangers
def help_page(request):
    return render(request, "hall/help.html")


@login_not_required
@require_safe
@for_strangers
def accessibility(request):
    return render(request, "hall/accessibility.html")
