"""The figures of the board: cards and what is overdue are counted as they lie, the last days are added up from the daybook.

Time is counted on clocks that were promised to the public: on time is decided on or before the promised last day. What ran
past its day is read through a partial index; how many cases an office had does not matter to anything here.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count

from powers.people.offices import Office
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays

from .cards import Card
from .daybook import STOPPED
from .rules.time import Stage
from .totals import WINDOW, Totals
from .watch import Watch

SPARK = 14
TILES = 18
COLOURS = (Stage.RED, Stage.YELLOW)


@dataclass(frozen=True)
class Rate:
    """How many decisions were due in time: the formula is the same for a day, an office, an area and the whole."""

    decided: int = 0
    late: int = 0

    @property
    def percent(self) -> float | None:
        return round(100 * (self.decided - self.late) / self.decided, 1) if self.decided else None

    @property
    def words(self) -> str:
        return "没有决定" if self.percent is None else f"{self.percent:g}%"

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.decided + other.decided, self.late + other.late)


@dataclass
class Place:
    """An area or an office on the board."""

    code: str
    name: str = ""
    area: str = ""
    red: int = 0
    yellow: int = 0
    rate: Rate = field(default_factory=Rate)

    @property
    def cards(self) -> int:
        return self.red + self.yellow

    @property
    def lamp(self) -> str:
        share = self.rate.percent or 0
        return "ok" if share >= 95 else "warn" if share >= 80 else "bad"


@dataclass(frozen=True)
class Tiles:
    red: int
    yellow: int
    red_days: list[int]
    yellow_days: list[int]
    soon: int
    normal: int
    stopped: int
    accepted_today: int
    decided_today: int
    rate: Rate
    rate_days: list[float]


def tiles(offices, *, today: date, totals: Totals, places: list[Place]) -> Tiles:
    raised = _raised_by_day(offices, today)
    days = [today - timedelta(days=n) for n in reversed(range(SPARK))]
    rates = {day: _rate(totals.on(day)) for day in days}
    month = totals.over(today - timedelta(days=WINDOW - 1), today)
    return Tiles(
        red=sum(place.red for place in places), yellow=sum(place.yellow for place in places),
        red_days=[raised.get((Stage.RED, day), 0) for day in days],
        yellow_days=[raised.get((Stage.YELLOW, day), 0) for day in days],
        **_running(totals, today),
        accepted_today=totals.on(today)["started"], decided_today=totals.on(today)["ended"], rate=_rate(month),
        rate_days=[rate.percent for rate in rates.values() if rate.decided],
    )  # fmt: skip


def places(offices, *, totals: Totals) -> list[Place]:
    """The offices that have decided or are overdue, best first: rate on time, then fewer cards, then more decisions."""
    found = {code: Place(code, rate=_rate(numbers)) for code, numbers in totals.by_office.items()}
    for code, colour, count in _overdue(offices):
        setattr(found.setdefault(code, Place(code)), colour, count)
    for code, name, area in Office.objects.filter(pk__in=found).values_list("pk", "short_name", "area"):
        found[code].name, found[code].area = name, area
    return sorted(found.values(), key=_merit)


def _overdue(offices):
    """Cases with a clock that still runs past its day, by the gravest card of that clock."""
    overdue = Watch.objects.running().filter(colour__in=COLOURS, office__in=offices)
    return overdue.values_list("office", "colour").annotate(Count("case", distinct=True)).order_by()


def _rate(numbers) -> Rate:
    return Rate(numbers["ended"], numbers["late"])


def _merit(place: Place) -> tuple:
    share = place.rate.percent
    return (share is None, -(share or 0), place.cards, -place.rate.decided, place.name)


def by_area(places: list[Place], areas) -> list[Place]:
    """The same figures added up for the areas, every area in reach included; whole cities where areas are many."""
    names = {area.code: area.name for area in areas}
    codes = {code: _city(code, names) if len(names) > TILES else code for code in names}
    sums = {code: Place(code, names[code]) for code in sorted(set(codes.values()))}
    for place in places:
        whole = sums[codes[place.area]]
        whole.red, whole.yellow = whole.red + place.red, whole.yellow + place.yellow
        whole.rate += place.rate
    return list(sums.values())


def _city(code: str, names) -> str:
    return city if (city := f"{code[:4]}00") in names else code


def _raised_by_day(offices, today: date) -> dict:
    since = today - timedelta(days=SPARK)
    found = Card.objects.filter(fell_on__gt=since, fell_on__lte=today, stage__in=COLOURS, office__in=offices)
    return {
        (stage, day): n
        for stage, day, n in found.values_list("stage", "fell_on").annotate(Count("pk")).order_by()
    }


def _running(totals: Totals, today: date) -> dict[str, int]:
    """The promises that still run: due today or tomorrow, later, or standing still."""
    tomorrow = add_workdays(today, 1, calendar=Calendar.load())
    soon = totals.over(today, tomorrow)["running"]
    stopped = totals.on(STOPPED)["running"]
    return {
        "soon": soon,
        "normal": totals.over(today, STOPPED)["running"] - soon - stopped,
        "stopped": stopped,
    }
