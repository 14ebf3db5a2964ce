"""The catalogue as it was on a day, and what is suspended, has left it or lost its basis: editions in the order of codes.

The search knows only what is in force today; a look back goes through the editions themselves. Refused: a day that is none, and
a day to come, because nobody knows what will be published until then.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ledger.verbs import Refused
from powers import force
from powers.catalogue import Edition
from powers.search.facets import FILTERS, Facets
from powers.search.filters import conditions
from powers.search.search import Found
from powers.search.words import words_of
from workflow.paging import after_key, make_token

STANDINGS = {"": "清单里的", "suspended": "暂停的", "lapsed": "依据已失效的", "ended": "已取消的"}
KEY = ("power__basic_code", "pk")


@dataclass(frozen=True)
class Look:
    """What is looked at: the catalogue of today, of an earlier day (`on`), or what no longer stands (`standing`)."""

    today: date
    on: date | None = None
    standing: str = ""

    @property
    def is_search(self) -> bool:
        """Whether the search has the answer: everything that stands in the catalogue today."""
        return self.on is None and not self.standing

    @property
    def asked(self) -> dict:
        """What the address must go on asking for, so that one stays in the same look."""
        kept = {"on": self.on and self.on.isoformat(), "standing": self.standing}
        return {name: value for name, value in kept.items() if value}

    @property
    def day(self) -> date:
        return self.on or self.today

    def editions(self) -> QuerySet[Edition]:
        if self.standing == "ended":
            return force.ended()
        if self.standing == "suspended":
            return force.suspended(self.today)
        if self.standing == "lapsed":
            return force.lapsed(self.today)
        return force.in_force_on(self.on) if self.on else Edition.objects.in_force()


def look_of(asked, *, today: date) -> Look:
    """What the address asks to look at; an unknown standing is what stands today."""
    standing = asked.get("standing", "")
    return Look(today, on=day_of(asked, today=today), standing=standing if standing in STANDINGS else "")


def day_of(asked, *, today: date) -> date | None:
    text = asked.get("on", "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text[:20]}”不是日期，请这样写：2026-03-01") from None
    if day > today:
        raise Refused(f"{day} 还没有到，那一天的清单还不知道，请写今天或者以前的日期")
    return day


def found(look: Look, q: str, *, after: str, limit: int, **filters) -> Found:
    """One page of what is looked at that holds every word in its name or code."""
    return page_of(narrowed(look.editions(), q, **filters), after=after, limit=limit)


def page_of(rows: QuerySet[Edition], *, after: str, limit: int) -> Found:
    rows = rows.select_related("power__office", "power__power_class")
    rows = after_key(rows, after, fields=KEY, convert=lambda key: [str(key[0]), UUID(key[1])])
    page = list(rows.prefetch_related("power__suspensions").order_by(*KEY)[: limit + 1])
    if len(page) <= limit:
        return Found(page, "")
    last = page[limit - 1]
    return Found(page[:limit], make_token([last.power.basic_code, last.pk]))


def numbers_of(rows: QuerySet[Edition]) -> Facets:
    """How many there are for each choice of each filter, among what is shown."""
    facts = ("power__power_class", "power__level", "power__office", "theme", "for_person", "for_enterprise")
    by = {name: Counter() for name in FILTERS}
    for *values, person, enterprise, number in rows.order_by().values_list(*facts).annotate(n=Count("pk")):
        for name, value in zip(FILTERS, values, strict=False):
            by[name][value] += number
        by["audience"].update({"person": number * person, "enterprise": number * enterprise})
    count = by["power_class"].total()
    return Facets(count, count, by)


def narrowed(rows: QuerySet[Edition], q: str, **filters) -> QuerySet[Edition]:
    for word in words_of(q):
        rows = rows.filter(Q(name__icontains=word) | Q(power__basic_code__startswith=word))
    return rows.filter(*conditions(filters, edition="", power="power__"))
