"""What rests on a provision on this floor: the open cases under an edition, and the papers whose wording cites a law."""

from collections.abc import Iterable

from powers.provisions.laws import article_of, plain_name
from powers.provisions.reliance import OpenCase, OpenCases, Reliance
from workflow.machine import Case
from workflow.papers.kinds import KINDS

SHOWN = 50
PREFIX = "中华人民共和国"


def cases(editions: Iterable) -> OpenCases:
    found = Case.objects.open().filter(edition__in=editions)
    rows = found.select_related("edition", "office").order_by("submitted_at")[:SHOWN]
    return OpenCases(
        found.count(),
        [OpenCase(each.number, each.edition.name, each.office.name, each.stage.label) for each in rows],
    )


def papers(law: str, article: str) -> list[str]:
    """Official papers made under this article of this law."""
    short = plain_name(law).removeprefix(PREFIX)
    return [kind.label for kind in KINDS.values() if _cites(kind.article, short, article)]


def _cites(ground: str, law: str, article: str) -> bool:
    name, _, places = ground.partition(" ")
    return plain_name(name).removeprefix(PREFIX) == law and article in {
        article_of(place) for place in places.split("、")
    }


RELIANCE = Reliance(cases=cases, papers=papers)
