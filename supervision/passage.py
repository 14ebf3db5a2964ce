"""流程监控: how far the applications of the last days have come, how long each stage took, and which cards lie there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BooleanField, Count, DurationField, ExpressionWrapper, F, Q, Sum

from ledger.clock import civil_day, start_of
from workflow.clock.clocks import Clock
from workflow.machine import Case

from .board import COLOURS
from .daybook import MICROSECOND
from .totals import WINDOW, Totals
from .watch import Watch

WIDTH, HEIGHT, MIDDLE, GAP = 1180, 112, 98, 5


@dataclass
class Station:
    """One stage of the passage: how many cases reached it, the mean time to it, the cards that lie before it."""

    name: str
    count: int
    mean: timedelta | None = None
    red: int = 0
    yellow: int = 0

    @property
    def mean_words(self) -> str:
        return f"平均 {self.mean / timedelta(days=1):.1f} 天" if self.mean is not None else ""

    @property
    def cards_words(self) -> str:
        return f"红牌 {self.red}，黄牌 {self.yellow}"


@dataclass(frozen=True)
class Shape:
    """A station drawn: the path of its band and where its words stand."""

    station: Station
    order: int
    path: str
    left: float

    def at(self, share: float) -> int:
        return round(self.left + share * WIDTH / 4)

    @property
    def marks(self) -> dict[str, int]:
        return {name: self.at(share) for name, share in MARKS.items()}


MARKS = {
    "name": 0.26,
    "mean": 0.58,
    "count": 0.42,
    "red": 0.22,
    "yellow": 0.46,
    "red_text": 0.32,
    "yellow_text": 0.56,
}


def stations(offices, *, at: datetime, totals: Totals) -> list[Station]:
    """Cases handed in during the last 30 days, to the second; days are natural days, nights included."""
    today = civil_day(at)
    sums = totals.over(today - timedelta(days=WINDOW - 1), today)
    sums.update(_of_the_first_day(offices, since=at - timedelta(days=WINDOW)))
    found = [
        Station("提交", sums["submitted"]),
        Station("受理", sums["accepted"], _mean(sums["to_accept"], sums["accepted"])),
        Station("决定", sums["decided"], _mean(sums["to_decide"], sums["decided"])),
        Station("送达", sums["delivered"], _mean(sums["to_deliver"], sums["delivered"])),
    ]
    _lay_cards(found, offices)
    return found


def _of_the_first_day(offices, *, since: datetime) -> dict[str, int]:
    """The first day began before the thirty days do: its part is counted case by case, whole days are in the daybook."""
    midnight = start_of(civil_day(since) + timedelta(days=1))
    cases = Case.objects.filter(office__in=offices, submitted_at__gt=since, submitted_at__lt=midnight)
    sums = cases.aggregate(
        submitted=Count("pk"), accepted=Count("accepted_at"), decided=Count("decided_at"),
        delivered=Count("concluded_at", filter=Q(decided_at__isnull=False)),
        to_accept=_sum("accepted_at", "submitted_at"), to_decide=_sum("decided_at", "accepted_at"),
        to_deliver=_sum("concluded_at", "decided_at"),
    )  # fmt: skip
    return {name: n // MICROSECOND if isinstance(n, timedelta) else n for name, n in sums.items() if n}


def _sum(later: str, earlier: str) -> Sum:
    return Sum(ExpressionWrapper(F(later) - F(earlier), DurationField()))


def _mean(total: int, count: int) -> timedelta | None:
    return total * MICROSECOND / count if count else None


def _lay_cards(found: list[Station], offices) -> None:
    """A card lies before the station that its case has not reached; answers to ratings, checks of promises lie behind all."""
    overdue = Watch.objects.running().filter(colour__in=COLOURS, office__in=offices)
    overdue = overdue.exclude(kind__in=(Clock.Kind.CALL_BACK, Clock.Kind.CHECK))
    rows = overdue.values_list("colour", _is_set("case__accepted_at"), _is_set("case__decided_at"))
    for colour, accepted, decided, count in rows.annotate(n=Count("case", distinct=True)).order_by():
        station = found[3 if decided else 2 if accepted else 1]
        setattr(station, colour, getattr(station, colour) + count)


def _is_set(name: str) -> ExpressionWrapper:
    return ExpressionWrapper(Q(**{f"{name}__isnull": False}), BooleanField())


def shapes(stations: list[Station]) -> list[Shape]:
    """Bands as high as their counts, each narrowing to the next."""
    most = max((station.count for station in stations), default=0) or 1
    halves = [HEIGHT / 2 * station.count / most for station in stations]
    step = WIDTH / len(stations)
    return [
        Shape(station, n + 1, _band(n * step, step, here, there), n * step)
        for n, (station, here, there) in enumerate(
            zip(stations, halves, [*halves[1:], halves[-1]], strict=True)
        )
    ]


def _band(left: float, width: float, here: float, there: float) -> str:
    flat, bend, end = left + 0.6 * width, left + 0.79 * width, left + width - GAP
    top, low, top_next, low_next = MIDDLE - here, MIDDLE + here, MIDDLE - there, MIDDLE + there
    return (
        f"M{left:.0f} {top:.1f}H{flat:.0f}C{bend:.0f} {top:.1f} {bend:.0f} {top_next:.1f} {end:.0f} {top_next:.1f}"
        f"V{low_next:.1f}C{bend:.0f} {low_next:.1f} {bend:.0f} {low:.1f} {flat:.0f} {low:.1f}H{left:.0f}z"
    )


def told(stations: list[Station]) -> str:
    """The drawing in words."""
    return "；".join(f"{s.name} {s.count} 件，{s.cards_words}" for s in stations)
