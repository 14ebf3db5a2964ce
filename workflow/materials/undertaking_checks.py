"""The office's duty to check what it relied on (核查): what is owed after a grant, and what follows from what was found.

A grant starts a clock for each promise that nobody has checked yet, of the days that the edition told; the check ends it, in
time or late. Refused: a grant on a promise that was found untrue. One found untrue afterwards is a ground to revoke, which the
head decides on the licence's own page. Sources: 国办发〔2020〕42号; 行政许可法 第六十九条第二款.
"""

from ledger.verbs import Refused
from powers.items import undertakings as told_of
from workflow.clock.clocks import Clock

MOST = 50


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


def waiting(offices) -> list:
    """The promises that these offices have to check, the nearest day first, each with its `clock`."""
    from workflow.materials.undertakings import Undertaking

    clocks = Clock.objects.filter(kind=Clock.Kind.CHECK, ended_at=None, case__office__in=offices)
    clocks = list(clocks.order_by("due_on", "pk")[:MOST])
    found = Undertaking.objects.whole().filter(case__in={clock.case_id for clock in clocks})
    known = {(each.case_id, each.code): each for each in found}
    rows = []
    for clock in clocks:
        undertaking = known.get((clock.case_id, clock.step))
        if undertaking:
            undertaking.clock = clock
            rows.append(undertaking)
    return rows


def found(offices) -> list:
    """Those that were checked last."""
    from workflow.materials.undertakings import Undertaking

    checked = Undertaking.objects.whole().filter(found_at__isnull=False, case__office__in=offices)
    return list(checked.order_by("-found_at")[:MOST])


def proposal(licence) -> dict:
    """What the form of revocation begins with where a promise behind the licence was untrue."""
    from workflow.materials.undertakings import Standing, of_case

    broken = [each for each in of_case(licence.case) if each.state == Standing.FALSE]
    facts = "；".join(
        f"申请时承诺“{each.told['says'].strip('。')}”，经核查不实：{each.facts}" for each in broken
    )
    return {"ground": "fraud", "facts": facts} if broken else {}
