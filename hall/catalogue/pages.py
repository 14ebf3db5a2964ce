"""The list of administrative powers (权力清单): what government may do, could do on an earlier day, may do no more."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hall.catalogue import items, search_choices
from hall.catalogue.records import STANDINGS, Look, look_of, narrowed, numbers_of, page_of
from hall.catalogue.search_choices import audiences, chosen_chips, classes, filters
from hall.kept_pages import for_strangers
from ledger import clock
from ledger.clock import civil_day
from powers import force
from powers.people.offices import Level
from powers.search.facets import facets
from powers.search.guess import guess
from powers.search.search import Found, also_sought, search

PAGE = 20
NAMES = ("power_class", "level", "office", "theme", "audience", "force")


def chosen(request) -> dict:
    """The filters that were asked for, those that mean something."""
    wanted = {name: request.GET.get(name, "").strip()[:60] for name in NAMES}
    if wanted["level"] not in {str(level.value) for level in Level}:
        wanted["level"] = ""
    if wanted["audience"] not in items.AUDIENCES:
        wanted["audience"] = ""
    if wanted["force"] not in search_choices.FORCES:
        wanted["force"] = ""
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


def looking_back(request, look: Look) -> dict:
    """The same for a day that is over, and for what is suspended, has left the catalogue or lost its basis."""
    q, wanted = request.GET.get("q", "").strip()[:60], chosen(request)
    wanted.pop("force", None)
    rows = narrowed(look.editions(), q, **wanted)
    numbers = numbers_of(rows)
    listed = filters(numbers, wanted)
    return {
        "q": q,
        "wanted": wanted,
        "numbers": numbers,
        "facets": listed,
        "audiences": audiences(numbers),
        "chips": chosen_chips(wanted, q, listed, kept=look.asked),
        "page": page_of(rows, after=request.GET.get("after", ""), limit=PAGE),
        "count": numbers.count,
    }


@login_not_required
@require_safe
@for_strangers
def catalogue(request):
    look = look_of(request.GET, today=civil_day(clock.now()))
    context = listing(request) if look.is_search else looking_back(request, look)
    context["classes"] = classes(context["numbers"], context["wanted"], context["q"], kept=look.asked)
    context["guess"] = guess(context["q"]) if look.is_search and not context["count"] else ""
    context |= {"look": look, "standings": standings(look)}
    return render(request, "hall/catalogue.html", context)


def standings(look: Look) -> list[dict]:
    """What stands today, what is suspended, what lost its basis, what has been struck: each with its number."""
    numbers = force.numbers(look.today)
    return [
        {"name": words, "count": numbers[name or "held"], "url": f"?standing={name}" if name else "?",
         "on": look.standing == name and not look.on}
        for name, words in STANDINGS.items()
    ]  # fmt: skip
