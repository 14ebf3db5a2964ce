"""The list of administrative powers (权力清单) and the page of one power: what government may do, and on what basis."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from powers.catalogue import EditionState, Power, PowerClass
from powers.offices import Level
from powers.search import count, search

from . import items
from .guide import chart_of

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


def facets(wanted: dict) -> list[dict]:
    """The choices of each filter with the number of powers, within the class that is chosen."""
    powers = Power.objects.filter(current__isnull=False)
    if "power_class" in wanted:
        powers = powers.filter(power_class=wanted["power_class"])
    levels = {row[0]: row[1] for row in powers.values_list("level").annotate(n=Count("pk"))}
    offices = (
        powers.values_list("office_id", "office__name").annotate(n=Count("pk")).order_by("-n", "office__name")
    )
    themes = powers.exclude(current__theme="").values_list("current__theme")
    themes = themes.annotate(n=Count("pk")).order_by("-n", "current__theme")
    return [
        _facet("level", "行使层级", [(str(v), Level(v).label, n) for v, n in sorted(levels.items())], wanted),
        _facet("office", "实施部门", list(offices), wanted),
        _facet("theme", "主题", [(theme, theme, n) for theme, n in themes], wanted),
    ]


def _facet(name: str, title: str, rows: list, wanted: dict) -> dict:
    kept = {key: value for key, value in wanted.items() if key != name}
    return {"name": name, "title": title, "rows": rows, "value": wanted.get(name, ""), "kept": kept}


def classes(wanted: dict, q: str) -> list[dict]:
    """The chips of the classes, each with its number and its address."""
    rows = PowerClass.objects.filter(power__current__isnull=False).annotate(n=Count("power"))
    keep = {"q": q} if q else {}
    chips = [
        {
            "name": "全部",
            "count": sum(row.n for row in rows),
            "url": f"?{urlencode(keep)}",
            "on": "power_class" not in wanted,
        }
    ]
    return chips + [
        {
            "name": row.name,
            "count": row.n,
            "url": f"?{urlencode(keep | {'power_class': row.code})}",
            "on": wanted.get("power_class") == row.code,
        }
        for row in rows
    ]


def chosen_chips(wanted: dict, q: str, listed: list[dict]) -> list[tuple[str, str]]:
    """Each filter in force with the address that takes it away."""
    labels = {facet["name"]: {str(row[0]): row[1] for row in facet["rows"]} for facet in listed}
    labels["audience"] = {kind: name for kind, (name, _, _) in items.AUDIENCES.items()}
    keep = {"q": q} if q else {}
    return [
        (
            labels[name].get(value, value),
            f"?{urlencode(keep | {k: v for k, v in wanted.items() if k != name})}",
        )
        for name, value in wanted.items()
        if name != "power_class"
    ]


def listing(request, *, base: dict | None = None) -> dict:
    """The results of a page of powers: filters, numbers, chips and one page by key."""
    q, wanted = request.GET.get("q", "").strip()[:60], chosen(request)
    listed = facets(wanted)
    return {
        "q": q,
        "wanted": wanted,
        "facets": listed,
        "chips": chosen_chips(wanted, q, listed),
        "page": search(q, after=request.GET.get("after", ""), limit=PAGE, **wanted, **(base or {})),
        "count": count(q, **wanted, **(base or {})),
    }


@login_not_required
@require_safe
def catalogue(request):
    context = listing(request)
    context["classes"] = classes(context["wanted"], context["q"])
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
