"""What the board adds up of the last days, by day and by office: from the daybook, or case by case while that is not right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from . import balancing
from .daybook import COLUMNS, DayCount

WINDOW = 30
OF_OFFICE = ("ended", "late")


@dataclass(frozen=True)
class Totals:
    """Sums of the columns of the daybook over the days after `since`."""

    by_day: dict[date, Counter]
    by_office: dict[str, Counter]

    def on(self, day: date) -> Counter:
        return self.by_day.get(day, Counter())

    def over(self, first: date, last: date) -> Counter:
        return _sum(self.by_day.items(), first, last)


def totals_of(offices, *, today: date) -> Totals:
    since = today - timedelta(days=WINDOW)
    if not balancing.is_built():
        return _counted(offices, since)
    rows = DayCount.objects.filter(office__in=offices, day__gt=since).order_by()
    days = rows.values_list("day").annotate(*(Sum(name) for name in COLUMNS))
    ended = rows.filter(ended__gt=0).values_list("office").annotate(*(Sum(name) for name in OF_OFFICE))
    return Totals(
        {day: Counter(dict(zip(COLUMNS, numbers, strict=True))) for day, *numbers in days},
        {office: Counter(dict(zip(OF_OFFICE, numbers, strict=True))) for office, *numbers in ended},
    )


def _counted(offices, since: date) -> Totals:
    by_day: dict[date, Counter] = {}
    by_office: dict[str, Counter] = {}
    for (office, day, column), n in balancing.counted(since, offices=offices).items():
        if day > since:
            by_day.setdefault(day, Counter())[column] += n
            if column in OF_OFFICE:
                by_office.setdefault(office, Counter())[column] += n
    return Totals(by_day, by_office)


def _sum(days: Iterable[tuple[date, Counter]], first: date, last: date) -> Counter:
    sums = Counter()
    for day, numbers in days:
        if first <= day <= last:
            sums.update(numbers)
    return sums
