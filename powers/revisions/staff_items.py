"""The items of the catalogue for its staff: the list, one item with its history, two editions side by side."""

import re

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.catalogue import Power
from powers.force import Force, force_of
from powers.items import fields
from powers.revisions import reviewers
from powers.revisions.change_log import change_log
from powers.revisions.differences import compare, flow_changes
from powers.revisions.revisions import Revision
from powers.revisions.staff_todo import PAGE, enter

UUID_HEX = re.compile("[0-9a-f]{32}")


@require_GET
def items(request):
    enter(request.user)
    words, after = request.GET.get("q", "").strip()[:40], request.GET.get("after", "")
    powers = Power.objects.filter(reviewers.within_sight(request.user))
    classes, offices = _choices(powers)
    chosen = {
        "power_class": _one_of(classes, request, "class"),
        "office": _one_of(offices, request, "office"),
    }
    if words:
        powers = powers.filter(Q(name__contains=words) | Q(basic_code__startswith=words))
    powers = powers.filter(**{name: value for name, value in chosen.items() if value})
    count = powers.count()
    powers = powers.select_related("office", "power_class", "current").prefetch_related("suspensions")
    powers = powers.order_by("basic_code", "pk")
    code, _, pk = after.partition("-")
    if code.isdigit() and UUID_HEX.fullmatch(pk):
        powers = powers.filter(Q(basic_code__gt=code) | Q(basic_code=code, pk__gt=pk))
    found = list(powers[: PAGE + 1])
    following = f"{found[PAGE - 1].basic_code}-{found[PAGE - 1].pk.hex}" if len(found) > PAGE else ""
    may_draft = request.user.holds(reviewers.DEPARTMENT["draft"])
    for power in found:
        power.closed = _closed(power)
    context = {
        "powers": found[:PAGE],
        "count": count,
        "words": words,
        "classes": classes,
        "offices": offices,
        "chosen": chosen,
        "next": following,
        "may_draft": may_draft,
    }
    return render(request, "revisions/items.html", context)


def _choices(powers) -> tuple[list, list]:
    """The classes and the offices there are among these powers: code and name."""
    found = powers.order_by()
    classes = found.values_list("power_class", "power_class__name").distinct()
    offices = found.values_list("office", "office__short_name").distinct()
    return list(classes.order_by("power_class")), list(offices.order_by("office__short_name"))


def _one_of(choices: list, request, name: str) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in {str(code) for code, _ in choices} else ""


def _closed(power):
    """What keeps a power of the catalogue from taking cases today."""
    if power.current is None:
        return None
    power.current.power = power
    force = force_of(power.current, on=civil_day(clock.now()))
    return None if force == Force.CURRENT else force


@require_GET
def item(request, pk):
    power = _power(request, pk)
    edition = power.current or power.editions.first()
    if edition:
        edition.power = power
    context = {
        "power": power,
        "edition": edition,
        "details": fields.aloud(edition.content(), power.power_class, tables=True) if edition else {},
        "log": change_log(power),
        "open": Revision.objects.open().filter(power=power).first(),
        "may_draft": request.user.holds(reviewers.DEPARTMENT["draft"], office_id=power.office_id),
    }
    return render(request, "revisions/item.html", context)


@require_GET
def difference(request, pk):
    """Two editions of a power; without a choice the one in force and the one before."""
    power = _power(request, pk)
    log, editions = change_log(power), {str(e.version): e for e in power.editions.all()}
    if not editions:
        raise Refused("这个事项还没有发布过，没有可以比较的版本")
    new = editions.get(request.GET.get("b", "")) or next(iter(editions.values()))
    old = editions.get(request.GET.get("a", "")) or editions.get(str(new.version - 1), new)
    context = {
        "power": power, "log": log, "editions": editions.values(), "old": old, "new": new,
        "difference": compare(old.content(), new.content(), power.power_class),
        "flow_changes": flow_changes(old.flow_data, new.flow_data), "all": "all" in request.GET,
        "entry": next((entry for entry in log if entry.is_edition and entry.version == new.version), None),
    }  # fmt: skip
    return render(request, "revisions/difference.html", context)


def _power(request, pk) -> Power:
    enter(request.user)
    seen = Power.objects.filter(reviewers.within_sight(request.user))
    seen = seen.select_related("office", "power_class", "current").prefetch_related("suspensions")
    return get_object_or_404(seen, pk=pk)
