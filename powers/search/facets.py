"""How many of what a search finds there are for each choice of each filter.

The numbers of one filter follow the words and all the other filters, so that each says what choosing it would show. They are
counted once for a question and kept until the catalogue changes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Max

from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from powers.catalogue import Edition
from powers.search.filters import AUDIENCES
from powers.search.index import COUNTED, SearchEntry, counted
from powers.search.search import question

FILTERS = ("power_class", "level", "office", "theme", "audience", "applicable", "force")
KEPT_SECONDS = 300


@dataclass(frozen=True)
class Facets:
    """Filter → choice → how many; `count` is how many there are with all filters, `anyhow` without any."""

    count: int = 0
    anyhow: int = 0
    by: dict[str, Counter] = field(default_factory=dict)


def facets(query: str, *, exact: bool = False, **wanted) -> Facets:
    """The numbers beside the results of `search` with the same arguments."""
    told = repr((query, exact, sorted(wanted.items()), _stamp()))
    key = f"powers.facets.{sha256(told.encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: _counted(query, exact, wanted), KEPT_SECONDS)


def _stamp() -> tuple:
    """Changes with every edition that comes into force or goes out of it, with what is told of one, and with the day."""
    entered = SearchEntry.objects.aggregate(last=Max("pk"))["last"]
    ended = Edition.objects.filter(ended_at__isnull=False).aggregate(last=Max("ended_at"))["last"]
    told = Event.objects.filter(kind=Edition.KIND).order_by("-pk").values_list("pk", flat=True).first()
    return entered, ended, told, civil_day(clock.now())


def _counted(query: str, exact: bool, wanted: dict) -> Facets:
    here = {name: value for name, value in wanted.items() if name in FILTERS and value}
    elsewhere = {name: value for name, value in wanted.items() if name not in FILTERS}
    by = {name: Counter() for name in FILTERS}
    count = anyhow = 0
    for row in counted(question(query, exact=exact, **elsewhere)):
        number, facts = row[-1], dict(zip(COUNTED, row, strict=False))
        unmet = [name for name, value in here.items() if not _meets(facts, name, value)]
        anyhow += number
        count += 0 if unmet else number
        for name in FILTERS if not unmet else unmet if len(unmet) == 1 else ():
            for choice in _choices(facts, name):
                by[name][choice] += number
    return Facets(count, anyhow, by)


def _meets(facts: dict, name: str, value) -> bool:
    return str(value) in map(str, _choices(facts, name))


def _choices(facts: dict, name: str) -> Iterator:
    """What an entry counts for in one filter: an item may be for people and for enterprises."""
    if name == "audience":
        yield from (audience for audience in AUDIENCES if facts[audience])
    elif name == "applicable":
        yield bool(facts["applicable"]) and facts["force"] == "current"
    else:
        yield facts["office_id" if name == "office" else name]
