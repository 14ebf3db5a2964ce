"""What the end of a provision reaches: powers, places in editions, papers, open cases, offices; and what follows at once.

`reach` only looks, so the legal office sees it before it confirms. `end` acts, all in one transaction: the provisions end,
each power in force that cites them gets a duty to adjust, and a power whose last basis ends takes no new case from that
day. An amended article lives on in its new version, so a power that rests on it goes on while its office adjusts. Running
cases keep their edition for life.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from ledger.verbs import Refused
from powers.catalogue import Edition
from powers.people.people import REGISTRAR
from powers.provisions import reliance
from powers.provisions.adjustment_duties import AdjustmentDuty, lay
from powers.provisions.basis import relapse
from powers.provisions.citations import Citation, lapse_of, line_of, tie
from powers.provisions.laws import Law
from powers.provisions.provisions import Provision


@dataclass
class Touched:
    """One edition that cites, where it does, and the day it loses its last basis."""

    edition: Edition
    places: list[str] = field(default_factory=list)
    lapses_on: date | None = None


@dataclass(frozen=True)
class Reach:
    in_force: list[Touched]
    earlier: list[Touched]
    papers: list[str]
    cases: reliance.OpenCases

    @property
    def offices(self) -> list:
        return sorted({t.edition.power.office for t in self.in_force}, key=lambda office: office.name)

    @property
    def lapsing(self) -> list[Touched]:
        return [touched for touched in self.in_force if touched.lapses_on]


def reach(provisions: list[Provision], *, day: date | None = None) -> Reach:
    """All that rests on these provisions; with `day`, as if they were repealed from that day."""
    touched = _touched(provisions)
    if day:
        ends = {each.pk: day for provision in provisions for each in line_of(provision)}
        for each in touched.values():
            each.lapses_on = lapse_of(each.edition, ends=ends) if each.edition.state == "published" else None
    in_force = [each for each in touched.values() if each.edition.state == "published"]
    earlier = [each for each in touched.values() if each.edition.state != "published"]
    papers = [line for p in provisions for line in reliance.papers(p.law.name, p.article)]
    return Reach(in_force, earlier, list(dict.fromkeys(papers)), reliance.open_cases(list(touched)))


def _touched(provisions: list[Provision]) -> dict:
    ids = {each.pk for provision in provisions for each in line_of(provision)}
    citations = Citation.objects.filter(provision__in=ids).select_related("edition__power__office")
    touched: dict = {}
    for citation in citations.order_by(
        "edition__power__office__name", "edition__name", "edition__version", "pk"
    ):
        found = touched.setdefault(citation.edition_id, Touched(citation.edition))
        found.places.append(f"{citation.place}：《{citation.law}》{citation.article}")
    return touched


def repeal(provisions: list[Provision], *, by, at: datetime, day: date, ground: str) -> int:
    """End provisions with nothing in their place; how many duties were laid."""
    if not provisions:
        raise Refused("没有现行的条款可以废止，请看最新的登记")
    with transaction.atomic():
        for provision in provisions:
            provision.repeal(by=by, at=at, day=day, ground=ground)
        return _follow_up(provisions, at=at)


def amend(provision: Provision, *, by, at: datetime, day: date, ground: str, text: str) -> Provision:
    """End one wording of an article and enter the next; offices whose powers cite the old one must adjust."""
    with transaction.atomic():
        provision.amend(by=by, at=at, day=day, ground=ground)
        following = Provision.drawn_up(
            provision.law, provision.article, text=text, effective_from=day, follows=provision
        )
        following.enter(by=by, at=at)
        _follow_up([provision], at=at)
    return following


def reinstate(provision: Provision, *, by, at: datetime, reasons: str) -> None:
    """Take a repeal back that was entered by mistake: duties are lifted, powers take cases again."""
    with transaction.atomic():
        provision.reinstate(by=by, at=at, reasons=reasons)
        for duty in AdjustmentDuty.objects.open().filter(provision=provision):
            duty.lift(by=REGISTRAR, at=at, reasons=reasons)
        for touched in reach([provision]).in_force:
            relapse(touched.edition, at=at)


def enter(provision: Provision, *, by, at: datetime) -> None:
    """Enter a provision into the register and tie to it what cited it before."""
    if Provision.objects.filter(law=provision.law, article=provision.article, effective_to=None).exists():
        raise Refused(f"{provision}已经登记过；条文修改了的，请在那一条上办“修改”")
    with transaction.atomic():
        provision.enter(by=by, at=at)
        tie(provision)


def entered(
    law: str, article: str, *, by, at: datetime, kind: str = "", number: str = "", **facts
) -> Provision:
    """Enter an article of a law by its name; the law is entered with it when it is new."""
    with transaction.atomic():
        provision = Provision.drawn_up(Law.named(law, kind=kind, number=number), article, **facts)
        enter(provision, by=by, at=at)
    return provision


def _follow_up(provisions: list[Provision], *, at: datetime) -> int:
    laid = 0
    for provision in provisions:
        for touched in reach([provision]).in_force:
            laid += lay(provision, touched.edition.power, at=at) is not None
    for touched in reach(provisions).in_force:
        relapse(touched.edition, at=at)
    return laid
