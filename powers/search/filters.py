"""The filters of the catalogue: class, office, area, level, theme, kind of case, audience, and whether it takes cases today."""

from django.db.models import Q

from ledger import clock
from ledger.clock import civil_day
from powers.items.suspensions import Suspension

POWER = {"power_class": "power_class", "office": "office", "area": "office__area", "level": "level"}
EDITION = {"theme": "theme", "case_type": "case_type"}
AUDIENCES = ("person", "enterprise")


def conditions(filters: dict, *, edition: str, power: str) -> list[Q]:
    """Conditions on a query that reaches the edition and the power by these paths."""
    unknown = filters.keys() - POWER.keys() - EDITION.keys() - {"audience", "applicable"}
    if unknown:
        raise TypeError(f"unknown filters {sorted(unknown)}")
    found = [Q(**{power + path: filters[name]}) for name, path in POWER.items() if filters.get(name)]
    found += [Q(**{edition + path: filters[name]}) for name, path in EDITION.items() if filters.get(name)]
    if filters.get("audience") in AUDIENCES:
        found.append(Q(**{f"{edition}for_{filters['audience']}": True}))
    if filters.get("applicable"):
        found.append(Q(**{f"{power}power_class__on_application": True}) & ~Q(**{f"{edition}flow_data": {}}))
        found.append(takes_cases(civil_day(clock.now()), edition=edition, power=power))
    return found


def takes_cases(day, *, edition: str = "", power: str = "power__") -> Q:
    """The condition that an edition, reached by these paths, rests on law on a day (法无授权不可为) and is not suspended."""
    has_basis = Q(**{f"{edition}lapses_on": None}) | Q(**{f"{edition}lapses_on__gt": day})
    return has_basis & ~Q(**{f"{power}pk__in": Suspension.objects.on(day).values("power")})
