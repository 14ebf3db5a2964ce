"""The basis in law of what is published: is it in the register, does it still hold, and until when.

Refused: content whose provisions have all ended; for a revision also a law or an article that is not in the register, so
that a department first asks the legal office to enter it. The initial load (load_powers) takes such a citation with a
warning, because the old lists name more than any register has on the first day: it is taken to hold until it is entered.
"""

from collections.abc import Iterable
from datetime import date, datetime

from ledger.verbs import Refused
from powers.catalogue import Edition
from powers.people.people import REGISTRAR
from powers.provisions.citations import BASIS, Citation, cited, lapse_of, note, place_of, versions
from powers.provisions.provisions import Provision


def known_to(contents: Iterable[dict]) -> dict:
    """What the register has of all that many contents rest on, read at once."""
    return versions(place_of(entry) for content in contents for entry in content["basis"])


def founded(content: dict, *, on: date, known: dict | None = None) -> dict:
    """The content with each basis tied to its provision; refused when none of them holds."""
    known = known_to([content]) if known is None else known
    basis = cited(content["basis"], on=on, known=known)
    by_id = {str(each.pk): each for those in known.values() for each in those}
    meant = [by_id.get(entry["provision"]) for entry in basis]
    if meant and all(p and p.effective_to and p.effective_to <= on for p in meant):
        names = "、".join(map(str, dict.fromkeys(meant)))
        raise Refused(f"{names}已经失效，没有别的依据，不能列入清单；请改引现行的规定")
    return {**content, "basis": basis}


def refuse_unregistered(basis: Iterable[dict], *, on: date) -> None:
    """For a revision: each article must be in the register and hold, or come to hold, from now on."""
    for entry in cited(basis, on=on):
        name = f"《{entry['law']}》{entry['article']}"
        if entry["provision"] is None:
            raise Refused(f"{name}还没有登记，请先请法制机构登记这一条，再引用")
        provision = Provision.objects.get(pk=entry["provision"])
        if provision.effective_to and provision.effective_to <= on:
            raise Refused(f"{name}已经从 {provision.effective_to} 起失效，请改引现行的规定")


def unregistered(basis: Iterable[dict]) -> list[str]:
    """The citations that the register does not have, as they are written."""
    return [f"《{e['law']}》{e['article']}" for e in basis if e.get("provision") is None]


def settle_basis(*editions: Edition, at: datetime) -> None:
    """Write down what new editions cite, and from which day on one has no basis left, if that is known already."""
    note(editions)
    ending = Citation.objects.filter(edition__in=editions, place=BASIS, provision__effective_to__isnull=False)
    some_end = set(ending.values_list("edition_id", flat=True))
    for edition in editions:
        if edition.pk in some_end:
            relapse(edition, at=at)


def relapse(edition: Edition, *, at: datetime) -> None:
    """Bring the day on which an edition in force loses its last basis in line with the register."""
    day = lapse_of(edition)
    if day == edition.lapses_on:
        return
    basis = [f"《{entry['law']}》{entry['article']}" for entry in edition.basis]
    if day:
        edition.lapse(by=REGISTRAR, at=at, day=day, basis=basis)
    else:
        edition.regain(by=REGISTRAR, at=at, basis=basis)


def why_lapsed(edition: Edition, *, on: date) -> str:
    """One sentence for whoever is refused: which law ended, and when."""
    if not edition.lapsed_on(on):
        return ""
    names = "、".join(f"《{entry['law']}》{entry['article']}" for entry in edition.basis)
    day = edition.lapses_on
    return (
        f"{names}从 {day.year} 年 {day.month} 月 {day.day} 日起失效，这个事项没有了法律依据，不再接收新的申请"
    )
