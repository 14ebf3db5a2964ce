"""The pages of one power: as it stands, each of its editions under an address of its own, and any two of them compared.

A power that was struck, and an edition that was replaced or lost its basis, stay to be seen with the day and the reason;
nobody is led from there to an application.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hall.catalogue.guide import chart_of
from hall.catalogue.records import day_of
from hall.kept_pages import for_strangers
from ledger import clock
from ledger.clock import civil_day
from powers import force
from powers.catalogue import Edition, Power
from powers.force import Force
from powers.forms.vocabulary import questions_of
from powers.items import fields
from powers.items.content_words import material_aloud
from powers.revisions.change_log import change_log
from powers.revisions.differences import compare, flow_changes

SHOWN = 10


@login_not_required
@require_safe
@for_strangers
def power(request, pk):
    """The power as it stands today, or as it stood at the end of an earlier day."""
    today = civil_day(clock.now())
    shown, on = _power(pk), day_of(request.GET, today=today)
    held = force.in_force_on(on).filter(power=shown) if on else shown.editions.all()
    return _page(request, shown, held.first(), on=on or today, look_back=on)


@login_not_required
@require_safe
@for_strangers
def edition(request, pk, version):
    """One edition for ever, whatever came after it."""
    shown = _power(pk)
    found = get_object_or_404(Edition, power=shown, version=version)
    return _page(request, shown, found, on=civil_day(clock.now()), is_permanent=f"第 {version} 版")


@login_not_required
@require_safe
@for_strangers
def difference(request, pk):
    """Two editions, field by field; without a choice the last one and the one before."""
    shown = _power(pk)
    editions = {str(each.version): each for each in shown.editions.all()}
    if not editions:
        raise Http404
    new = editions.get(request.GET.get("b", "")) or next(iter(editions.values()))
    old = editions.get(request.GET.get("a", "")) or editions.get(str(new.version - 1), new)
    log = change_log(shown)
    context = {
        "power": shown, "editions": editions.values(), "old": old, "new": new, "all": "all" in request.GET, "log": log,
        "difference": compare(old.content(), new.content(), shown.power_class),
        "flow_changes": flow_changes(old.flow_data, new.flow_data),
        "entry": next((entry for entry in log if entry.is_edition and entry.version == new.version), None),
    }  # fmt: skip
    return render(request, "hall/difference.html", context)


def _power(pk) -> Power:
    return get_object_or_404(
        Power.objects.select_related("office__area", "power_class", "current").prefetch_related(
            "suspensions"
        ),
        pk=pk,
    )


def _page(request, power, edition, *, on, look_back=None, is_permanent=""):
    log = change_log(power)
    context = {
        "power": power, "edition": edition, "on": on, "look_back": look_back, "is_permanent": is_permanent,
        "history": [_happened(entry, power) for entry in log[:SHOWN]], "log": log, "more": len(log) > SHOWN,
        "end": next((entry for entry in log if entry.is_end), None),
    }  # fmt: skip
    if edition:
        edition.power = power
        asked = {question["code"]: question for question in questions_of(edition.form)}
        standing = force.force_of(edition, on=on)
        context |= {
            "force": standing, **chart_of(edition),
            "details": fields.aloud(edition.content(), power.power_class, tables=True),
            "materials": [material_aloud(material, asked) for material in edition.materials],
            "may_apply": standing == Force.CURRENT and edition.pk == power.current_id and edition.applicable,
        }  # fmt: skip
    return render(request, "hall/power.html", context)


def _happened(entry, power) -> dict:
    """One line of the history, with the way to what it changed."""
    in_force = entry.is_edition and entry.edition.pk == power.current_id
    title = f"第 {entry.edition.version} 版，{entry.title}"
    if entry.is_end or entry.days:
        title = f"退出清单，{entry.title}" if entry.is_end else entry.title
    links = (
        [(f"看第 {entry.version} 版", reverse("edition", args=[power.pk, entry.version]))]
        if entry.is_edition
        else []
    )
    if entry.is_edition and entry.version > 1:
        address = reverse("difference", args=[power.pk])
        links.append(("改了哪些", f"{address}?a={entry.version - 1}&b={entry.version}"))
    return {
        "kind": "now" if in_force else "done", "title": title, "at": entry.at, "text": _told(entry), "links": links,
    }  # fmt: skip


def _told(entry) -> str:
    said = [entry.days, entry.reasons.rstrip("。"), entry.document]
    said += [f"{each.office}{each.stage}（{each.on.month} 月 {each.on.day} 日）" for each in entry.consents]
    return "；".join(part for part in said if part) + ("。" if any(said) else "")
