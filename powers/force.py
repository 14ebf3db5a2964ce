"""What force an edition has on a day (效力): in force, without a basis in law, replaced, or struck from the catalogue.

A day is a civil day and is asked about at its end: what came into force on it was in force on it, what ended on it was not.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery, TextChoices

from ledger.clock import CHINA, civil_day

from .catalogue import Edition, EditionState, Power


class Force(TextChoices):
    CURRENT = "current", "现行有效"
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
    return Force.LAPSED if edition.lapsed_on(on) else Force.CURRENT


def ends_of(day: date) -> datetime:
    """The instant a civil day is over."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=CHINA)


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


def numbers(day: date) -> dict[str, int]:
    """How many powers stand in the catalogue, how many of them without a basis, and how many have left it."""
    return Power.objects.aggregate(
        held=Count("current"),
        lapsed=Count("current", filter=Q(current__lapses_on__lte=day)),
        ended=Count(
            "pk",
            filter=Q(current=None)
            & Exists(Edition.objects.filter(power=OuterRef("pk"), state=EditionState.CANCELLED)),
        ),
    )
