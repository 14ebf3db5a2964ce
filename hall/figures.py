"""The numbers on the home page, each from the cases themselves; what cannot be said yet is left out, never made up."""

from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import Count, F, Q

from workflow.clock.clocks import Clock
from workflow.machine import Case

SPAN = timedelta(days=90)
FRESH_SECONDS = 60
GOOD = 3  # GB/T 39735-2020: 基本满意 and better


def today_figures(today: date) -> list[tuple[str, str, str]]:
    """Name, number and unit; computed at most once a minute."""
    return cache.get_or_set(f"hall.figures.{today}", lambda: _counted(today), FRESH_SECONDS)


def _counted(today: date) -> list[tuple[str, str, str]]:
    since = today - SPAN
    # 国办发〔2019〕51号：核实为误评、恶意差评的，评价结果不予采纳。
    counts = Q(rating__isnull=False, call_back__dropped_at=None, concluded_at__date__gte=since)
    cases = Case.objects.aggregate(
        accepted=Count("pk", filter=Q(accepted_at__date=today)),
        concluded=Count("pk", filter=Q(concluded_at__date=today)),
        rated=Count("pk", filter=counts),
        good=Count("pk", filter=counts & Q(rating__gte=GOOD)),
    )
    promised = Clock.objects.filter(kind=Clock.Kind.PROMISED, ended_at__date__gte=since, due_on__isnull=False)
    decided = promised.exclude(case__decision="").aggregate(
        all=Count("pk"), on_time=Count("pk", filter=Q(ended_at__date__lte=F("due_on")))
    )
    found = [("今日受理", str(cases["accepted"]), "件"), ("今日办结", str(cases["concluded"]), "件")]
    found += _share("按时办结率", decided["on_time"], decided["all"])
    return found + _share("群众好评率", cases["good"], cases["rated"])


def _share(name: str, part: int, whole: int) -> list[tuple[str, str, str]]:
    return [(name, f"{100 * part / whole:.1f}", "%")] if whole else []
