"""What force an edition has on a day (效力): in force, suspended, without a basis in law, replaced, or struck.

A day is a civil day and is asked about at its end: what came into force on it was in force on it, what ended on it was not.
"""

from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery, TextChoices

from ledger.clock import civil_day, start_of
from powers.catalogue import Edition, EditionState, Power
from powers.items.suspensions import Suspension
from powers.provisions.basis import why_lapsed


class Force(TextChoices):
    CURRENT = "current", "现行有效"
    SUSPENDED = "suspended", "暂停"
    LAPSED = "lapsed", "依据已失效"
    SUPERSEDED = "superseded", "旧版"
    CANCELLED = "cancelled", "已取消"


def force_of(edition: Edition, *, on: date) -> Force:
    """The force of an edition at the end of a day on or after the one it came into force."""
    ended = edition.ended_at is not None and civil_day(edition.ended_at) <= on
    if ended and edition.state == EditionState.CANCELLED:
        return Force.CANCELLED
    if ended:
        return Force.SUPERSEDED
    if edition.lapsed_on(on):
        return Force.LAPSED
    return Force.SUSPENDED if edition.power.suspended_on(on) else Force.CURRENT


def ends_of(day: date) -> datetime:
    """The instant a civil day is over."""
    return start_of(day + timedelta(days=1))


def in_force_on(day: date):
    """The editions the catalogue held at the end of a day; those without a basis are among them."""
    end = ends_of(day)
    return Edition.objects.filter(Q(ended_at=None) | Q(ended_at__gte=end), effective_at__lt=end)


def latest():
    """The last edition of every power, whether it is in force or not."""
    newest = Edition.objects.filter(power=OuterRef("power")).order_by("-version").values("pk")[:1]
    return Edition.objects.filter(pk=Subquery(newest))


def ended():
    """The last edition of every power that has left the catalogue; it stays to be seen."""
    return latest().filter(state=EditionState.CANCELLED)


def lapsed(day: date):
    """What still stands in the catalogue without a basis in law."""
    return Edition.objects.in_force().filter(lapses_on__lte=day)


def suspended(day: date):
    """What stands in the catalogue and takes no new case on a day, by a decision and not for want of a basis."""
    return Edition.objects.in_force().filter(suspended_by(day)).exclude(lapses_on__lte=day)


def suspended_by(day: date, *, power: str = "power") -> Q:
    """The condition that the power, reached by this path, is suspended on a day."""
    return Q(**{f"{power}__in": Suspension.objects.on(day).values("power")})


def why_closed(edition: Edition, *, on: date) -> str:
    """One sentence for whoever is refused: the law that ended, or the days and reasons of the suspension."""
    held = edition.power.suspended_on(on)
    if edition.lapsed_on(on) or held is None:
        return why_lapsed(edition, on=on)
    return f"这个事项{held.span}，暂停期间不接收新的申请。理由：{held.reasons.rstrip('。')}"


def numbers(day: date) -> dict[str, int]:
    """How many powers stand in the catalogue, how many of them suspended or without a basis, and how many have left it."""
    return {"suspended": suspended(day).count()} | Power.objects.aggregate(
        held=Count("current"),
        lapsed=Count("current", filter=Q(current__lapses_on__lte=day)),
        ended=Count(
            "pk",
            filter=Q(current=None)
            & Exists(Edition.objects.filter(power=OuterRef("pk"), state=EditionState.CANCELLED)),
        ),
    )
