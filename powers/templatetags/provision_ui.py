"""How far a provision holds today, as one mark; and the basis of an edition with the words of its articles."""

from django import template
from django.utils.html import format_html

from ledger import clock
from ledger.clock import civil_day
from powers import wording
from powers.force import Force, force_of
from powers.items import suspensions
from powers.provisions.basis import why_lapsed
from powers.provisions.citations import place_of, versions
from powers.provisions.provisions import Provision

register = template.Library()
FORCE = {
    Force.CURRENT: ("ok", "check"),
    Force.SUSPENDED: ("warn", "pause"),
    Force.LAPSED: ("warn", "archive"),
}
UNKNOWN = {"kind": "", "words": "没有登记", "symbol": ""}


def mark_of(provision: Provision, *, on) -> dict:
    """现行有效, 尚未施行, 将废止, 已废止 or 已修改, as the day has it."""
    end = wording.zh_date(provision.effective_to, year=True)
    if provision.effective_from and on < provision.effective_from:
        return {"kind": "info", "words": "尚未施行", "symbol": ""}
    if provision.effective_to is None:
        return {"kind": "ok", "words": "现行有效", "symbol": "check"}
    word = provision.stage.label.removeprefix("已")
    if on < provision.effective_to:
        return {"kind": "warn", "words": f"{end}起{word}", "symbol": ""}
    return {"kind": "bad", "words": f"{end}起已{word}", "symbol": ""}


@register.inclusion_tag("parts/tag.html")
def provision_mark(provision):
    return mark_of(provision, on=civil_day(clock.now())) if provision else UNKNOWN


@register.inclusion_tag("parts/tag.html")
def force_mark(edition, on=None):
    """现行有效, 暂停, 依据已失效, 旧版 or 已取消, as the day has it."""
    force = force_of(edition, on=on or civil_day(clock.now()))
    kind, symbol = FORCE.get(force, ("", ""))
    return {"kind": kind, "words": force.label, "symbol": symbol}


@register.simple_tag
def halt_days(power):
    """The days of the suspension that holds today, for a line of a list."""
    held = power.suspended_on(civil_day(clock.now()))
    return format_html("<span>{}</span>", held.span) if held else ""


@register.inclusion_tag("provisions/halt.html")
def halt_notice(power):
    """The suspension of a power that holds today, or the next one that is announced."""
    today = civil_day(clock.now())
    held = power.suspended_on(today)
    coming = [each for each in suspensions.shown(power) if each.begins_on > today]
    title = "暂停受理" if held else "将要暂停受理"
    return {"held": held or (coming[-1] if coming else None), "now": bool(held), "title": title}


@register.inclusion_tag("provisions/basis.html")
def basis(edition):
    """The provisions an edition rests on, with their words, days and marks as far as the register knows them."""
    on = civil_day(clock.now())
    known = versions(place_of(entry) for entry in edition.basis)
    lines = []
    for entry in edition.basis:
        those = known.get(place_of(entry), [])
        named = [each for each in those if str(each.pk) == entry.get("provision")] or those[-1:]
        provision = named[0] if named else None
        lines.append(
            {"law": entry["law"].strip("《》"), "article": entry["article"], "provision": provision}
            | {"mark": mark_of(provision, on=on) if provision else None}
        )
    return {"lines": lines, "lapsed": why_lapsed(edition, on=on)}
