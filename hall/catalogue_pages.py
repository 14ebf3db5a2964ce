"""The list of administrative powers (权力清单) and the page of one power: what government may do, and on what basis."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from powers.catalogue import EditionState, Power
from powers.offices import Level
from powers.search import Found, also_sought, search
from powers.search_facets import facets
from powers.search_guess import guess

from . import items
from .guide import chart_of
from .search_choices import audiences, chosen_chips, classes, filters

PAGE = 20
NAMES = ("power_class", "level", "office", "theme", "audience")


def chosen(request) -> dict:
    """The filters that were asked for, those that mean something."""
    wanted = {name: request.GET.get(name, "").strip()[:60] for name in NAMES}
    if wanted["level"] not in {str(level.value) for level in Level}:
        wanted["level"] = ""
    if wanted["audience"] not in items.AUDIENCES:
        wanted["audience"] = ""
    return {name: value for name, value in wanted.items() if value}


def listing(request, *, base: dict | None = None) -> dict:
    """The results of a page of powers: filters, numbers, chips and one page by key."""
    q, wanted = request.GET.get("q", "").strip()[:60], chosen(request)
    asked = {**wanted, **(base or {}), "exact": bool(request.GET.get("exact"))}
    numbers = facets(q, **asked)
    listed = [*filters(numbers, wanted)]
    found = (
        search(q, after=request.GET.get("after", ""), limit=PAGE, **asked) if numbers.count else Found([], "")
    )
    return {
        "q": q,
        "wanted": wanted,
        "exact": asked["exact"],
        "also": () if asked["exact"] else also_sought(q),
        "numbers": numbers,
        "facets": listed,
        "audiences": audiences(numbers),
        "chips": chosen_chips(wanted, q, listed),
        "page": found,
        "count": numbers.count,
    }


@login_not_required
@require_safe
def catalogue(request):
    context = listing(request)
    context["classes"] = classes(context["numbers"], context["wanted"], context["q"])
    context["guess"] = guess(context["q"]) if not context["count"] else ""
    return render(request, "hall/catalogue.html", context)


@login_not_required
@require_safe
def power(request, pk):
    found = get_object_or_404(Power.objects.select_related("office__area", "power_class", "current"), pk=pk)
    editions = list(found.editions.order_by("-version")[:PAGE])
    edition = found.current or (editions[0] if editions else None)
    if edition:
        edition.power = found
    context = {
        "power": found,
        "edition": edition,
        "editions": editions,
        "history": [_version(each) for each in editions],
        **(chart_of(edition) if edition else {}),
    }
    return render(request, "hall/power.html", context)


def _version(edition) -> dict:
    in_force = edition.state == "published"
    until = f"，到 {edition.ended_at:%Y-%m-%d} 为止" if edition.ended_at else ""
    return {
        "kind": "now" if in_force else "done",
        "title": f"第 {edition.version} 版，{EditionState(edition.state).label}",
        "at": edition.effective_at,
        "text": f"指纹 {edition.content_digest[:16]}{until}",
    }
