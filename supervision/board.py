"""The figures of the board. Every number is read from watches, cards and cases at that moment; none is kept or typed in.

Time is counted on clocks that were promised to the public: on time is decided on or before the promised last day. Reads are
grouped and bounded by days; the running clocks are read through partial indexes.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q

from powers.people.offices import Office
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock
from workflow.clock.deadlines import add_workdays

from .cards import Card
from .rules.time import Stage
from .watch import Watch

WINDOW = 30
SPARK = 14
TILES = 18
COLOURS = (Stage.RED, Stage.YELLOW)
TALLY = {"all": Count("pk"), "overran": Count("pk", filter=Q(ended_on__gt=F("due_on")))}


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


def tiles(offices, *, today: date) -> Tiles:
    overdue, raised = overdue_cases(offices), _raised_by_day(offices, today)
    rates = _rates_by_day(offices, today)
    days = [today - timedelta(days=n) for n in reversed(range(SPARK))]
    return Tiles(
        red=overdue.get(Stage.RED, 0), yellow=overdue.get(Stage.YELLOW, 0),
        red_days=[raised.get((Stage.RED, day), 0) for day in days],
        yellow_days=[raised.get((Stage.YELLOW, day), 0) for day in days],
        **_running(offices, today),
        accepted_today=_promised(offices).filter(started_on=today).count(),
        decided_today=rates.get(today, Rate()).decided,
        rate=sum(rates.values(), Rate()),
        rate_days=[rates[day].percent for day in days if day in rates],
    )  # fmt: skip


def overdue_cases(offices) -> dict[str, int]:
    """Cases with a clock that still runs past its day, by the gravest card of that clock."""
    found = Watch.objects.running().filter(colour__in=COLOURS, office__in=offices)
    return dict(found.values_list("colour").annotate(Count("case", distinct=True)).order_by())


def places(offices, *, today: date) -> list[Place]:
    """The offices that have decided or are overdue, best first: rate on time, then fewer cards, then more decisions."""
    found: dict[str, Place] = {}
    decided = _decided(offices, since=today - timedelta(days=WINDOW))
    for code, total, late in decided.values_list("office").annotate(**TALLY).order_by():
        found[code] = Place(code, rate=Rate(total, late))
    overdue = Watch.objects.running().filter(colour__in=COLOURS, office__in=offices)
    for code, colour, count in (
        overdue.values_list("office", "colour").annotate(Count("case", distinct=True)).order_by()
    ):
        setattr(found.setdefault(code, Place(code)), colour, count)
    for code, name, area in Office.objects.filter(pk__in=found).values_list("pk", "short_name", "area"):
        found[code].name, found[code].area = name, area
    return sorted(found.values(), key=_merit)


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


def _running(offices, today: date) -> dict[str, int]:
    tomorrow = add_workdays(today, 1, calendar=Calendar.load())
    return _promised(offices).running().aggregate(
        soon=Count("pk", filter=Q(due_on__gte=today, due_on__lte=tomorrow)),
        normal=Count("pk", filter=Q(due_on__gt=tomorrow)),
        stopped=Count("pk", filter=Q(due_on=None)),
    )  # fmt: skip


def _rates_by_day(offices, today: date) -> dict[date, Rate]:
    decided = _decided(offices, since=today - timedelta(days=WINDOW)).values_list("ended_on")
    return {day: Rate(n, late) for day, n, late in decided.annotate(**TALLY).order_by()}


def _decided(offices, *, since: date):
    return _promised(offices).filter(ended_on__gt=since, case__decided_at__isnull=False)


def _promised(offices):
    return Watch.objects.filter(kind=Clock.Kind.PROMISED, office__in=offices)
