"""The office's duty to check what it relied on (核查): what is owed after a grant, and what follows from what was found.

A grant starts a clock for each promise that nobody has checked yet, of the days that the edition told; the check ends it, in
time or late. Refused: a grant on a promise that was found untrue. One found untrue afterwards is a ground to revoke, which the
head decides on the licence's own page. Sources: 国办发〔2020〕42号; 行政许可法 第六十九条第二款.
"""

from datetime import date

from ledger.verbs import Refused
from powers.items import undertakings as told_of
from workflow.clock.clocks import Clock
from workflow.newest_first import page
from workflow.paging import after_key, make_token

PAGE, LATEST = 20, 10


def owed(case) -> list[tuple[str, int]]:
    """Code and days of each promise of a case that is still to be checked; not where the material came in after all."""
    from workflow.entries import promised_codes
    from workflow.materials.undertakings import Standing, Undertaking

    offered = told_of.of(case.edition)
    codes = promised_codes(case.application) if offered else []
    if not codes:
        return []
    found = Undertaking.objects.filter(case=case.pk).exclude(state=Standing.MADE)
    settled = {*found.values_list("code", flat=True), *case.materials.values_list("code", flat=True)}
    return [(code, offered[code]["undertaking"]["days"]) for code in codes if code not in settled]


def refuse_grant(case) -> None:
    """What was promised and is not so proves nothing: the condition it stands for is not met."""
    from workflow.materials.undertakings import Standing, Undertaking

    if not told_of.of(case.edition):
        return
    broken = Undertaking.objects.filter(case=case.pk, state=Standing.FALSE).first()
    if broken:
        broken.case = case
        raise Refused(
            f"“{broken.material['name']}”的承诺经核查不实，不能准予；请作出不予决定，或者由负责人先更正核查记录"
        )


def waiting(offices, *, after: str) -> tuple[list, str]:
    """A page of the promises that these offices have to check, the nearest day first, each with its `clock`; and the next."""
    from workflow.materials.undertakings import Undertaking

    clocks = Clock.objects.filter(kind=Clock.Kind.CHECK, ended_at=None, case__office__in=offices)
    clocks = after_key(clocks, after, fields=("due_on", "pk"), convert=_place)
    clocks = list(clocks.order_by("due_on", "pk")[: PAGE + 1])
    following = make_token([clocks[PAGE - 1].due_on, clocks[PAGE - 1].pk]) if clocks[PAGE:] else ""
    clocks = clocks[:PAGE]
    found = Undertaking.objects.whole().filter(case__in={clock.case_id for clock in clocks})
    known = {(each.case_id, each.code): each for each in found}
    rows = []
    for clock in clocks:
        undertaking = known.get((clock.case_id, clock.step))
        if undertaking:
            undertaking.clock = clock
            rows.append(undertaking)
    return rows, following


def _place(values) -> tuple[date, int]:
    return date.fromisoformat(values[0]), int(values[1])


def found(offices, *, after: str = "", size: int | None = None) -> tuple[list, str]:
    """A page of those that were checked, the last one first; and the next."""
    from workflow.materials.undertakings import Undertaking

    checked = Undertaking.objects.whole().filter(found_at__isnull=False, case__office__in=offices)
    return page(checked, by="found_at", after=after, size=size or PAGE)


def proposal(licence) -> dict:
    """What the form of revocation begins with where a promise behind the licence was untrue."""
    from workflow.materials.undertakings import Standing, of_case

    broken = [each for each in of_case(licence.case) if each.state == Standing.FALSE]
    facts = "；".join(
        f"申请时承诺“{each.told['says'].strip('。')}”，经核查不实：{each.facts}" for each in broken
    )
    return {"ground": "fraud", "facts": facts} if broken else {}
