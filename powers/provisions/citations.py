"""Which edition cites which provision, and where in it: in its basis, its fee, its conditions, or the words of a step.

Written once, when an edition is published: the content never changes after. A citation of an article that is not in the
register stays open and is tied to it when the article is entered. On what day the last basis of an edition ends is
reckoned here; a citation that is not in the register is taken to hold, because nobody has shown that it has ended.
"""

import re
from collections.abc import Iterable
from datetime import date

from django.db import models

from ledger.clock import civil_day
from powers.catalogue import Edition
from powers.provisions.laws import article_of, plain_name
from powers.provisions.provisions import Provision

BASIS = "设定依据"
STATE = "中华人民共和国"
TEXTS = {"fee_basis": "收费依据", "conditions": "受理条件", "limit_wording": "时限原文"}
STEP_TEXTS = {"standard": "标准", "duty": "职责"}
IN_TEXT = re.compile(
    r"《([^《》]{2,200})》\s*(第[一二三四五六七八九十百千零〇两\d]+条(?:之[一二三四五六七八九])?)"
)


class Citation(models.Model):
    """One edition cites one article in one place."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="citations")
    provision = models.ForeignKey(Provision, models.PROTECT, null=True, related_name="citations")
    law = models.CharField(max_length=200)
    article = models.CharField(max_length=100)
    place = models.CharField(max_length=100)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["law", "article"], name="citation_of_article")]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "law", "article", "place"], name="citation_once_in_a_place"
            )
        ]

    def __str__(self):
        return f"《{self.law}》{self.article}（{self.place}）"


def versions(places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Provision]]:
    """All versions in the register of these articles, by law and article."""
    pairs = set(places)
    laws, articles = {law for law, _ in pairs}, {article for _, article in pairs}
    found: dict[tuple[str, str], list[Provision]] = {}
    names = laws | {STATE + law for law in laws}
    rows = Provision.objects.filter(law__name__in=names, article__in=articles).select_related("law")
    for row in rows.order_by(models.F("effective_from").asc(nulls_first=True)):
        for name in names_of(row.law.name):
            found.setdefault((name, row.article), []).append(row)
    return found


def names_of(law: str) -> tuple[str, ...]:
    """How a law is called: 《行政许可法》 means 《中华人民共和国行政许可法》."""
    return tuple(dict.fromkeys((law, law.removeprefix(STATE))))


def cited(basis: Iterable[dict], *, on: date, known: dict | None = None) -> list[dict]:
    """Basis entries, each with the provision it means, or null when the register does not have it.

    A version that is named stays; else it is the one that holds on the day, or if none does, the last one. `known` are the
    `versions` of many, read before.
    """
    basis = list(basis)
    found = versions(map(place_of, basis)) if known is None else known
    return [{**entry, "provision": _meant(entry, found.get(place_of(entry), []), on)} for entry in basis]


def place_of(entry: dict) -> tuple[str, str]:
    return plain_name(entry["law"]), article_of(entry["article"])


def _meant(entry: dict, known: list[Provision], on: date) -> str | None:
    named = [p for p in known if str(p.pk) == entry.get("provision")]
    holding = named or [p for p in known if p.holds_on(on)] or known
    return str(holding[-1].pk) if holding else None


def note(editions: Iterable[Edition]) -> None:
    """Write down every article that editions just published cite."""
    found = [(each, list(dict.fromkeys(places(each)))) for each in editions]
    known = versions((law, article) for _, those in found for law, article, _ in those)
    rows = [row for edition, those in found for row in _rows(edition, those, known)]
    Citation.objects.bulk_create(rows, batch_size=500)


def _rows(edition: Edition, found: list, known: dict) -> Iterable["Citation"]:
    on = civil_day(edition.effective_at)
    named = {place_of(entry): entry for entry in edition.basis}
    for law, article, place in found:
        entry = named.get((law, article), {})
        meant = _meant(entry, known.get((law, article), []), on)
        yield Citation(edition=edition, provision_id=meant, law=law, article=article, place=place)


def places(edition: Edition) -> Iterable[tuple[str, str, str]]:
    """Law, article and place of every citation in an edition."""
    for entry in edition.basis:
        yield *place_of(entry), BASIS
    for name, place in TEXTS.items():
        yield from _in_text(getattr(edition, name), place)
    for step in edition.flow_data.get("steps", []):
        for name, word in STEP_TEXTS.items():
            yield from _in_text(step.get(name, ""), f"环节“{step['name']}”的{word}"[:100])


def _in_text(text: str, place: str) -> Iterable[tuple[str, str, str]]:
    for law, article in IN_TEXT.findall(text or ""):
        yield plain_name(law), article_of(article), place


def tie(provision: Provision) -> int:
    """Tie the open citations of an article to the provision just entered; how many there were."""
    open_ones = Citation.objects.filter(
        provision=None, law__in=names_of(provision.law.name), article=provision.article
    )
    return open_ones.update(provision=provision)


def line_of(provision: Provision) -> list[Provision]:
    """A provision and the earlier versions it follows: whoever cites one of them rests on the last."""
    line = [provision]
    while line[-1].follows is not None:
        line.append(line[-1].follows)
    return line


def end_of(provision: Provision) -> date | None:
    """The day on which the article itself ends: an amended one lives on in what follows it."""
    if provision.effective_to is None:
        return None
    last = provision
    while follower := last.followers.first():
        last = follower
    return last.effective_to


def lapse_of(edition: Edition, *, ends: dict | None = None) -> date | None:
    """The day on which the last basis of an edition ends; `ends` are ends not entered yet, by provision."""
    basis = Citation.objects.filter(edition=edition, place=BASIS).select_related("provision")
    days = []
    for citation in basis:
        if citation.provision is None:
            return None
        day = (ends or {}).get(citation.provision_id) or end_of(citation.provision)
        if day is None:
            return None
        days.append(day)
    return max(days, default=None)
