"""What the floors above keep that rests on provisions, told to this floor when they start: imports go down only.

`workflow` registers the open cases that run under given editions, and the papers whose wording cites a law.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class OpenCase:
    number: str
    name: str
    office: str
    state: str


@dataclass(frozen=True)
class OpenCases:
    """How many there are, and the oldest of them."""

    count: int = 0
    rows: list[OpenCase] = field(default_factory=list)


@dataclass(frozen=True)
class Reliance:
    """`cases(edition_ids)` are the open cases under these editions; `papers(law, article)` the papers that cite it."""

    cases: Callable[[Iterable], OpenCases]
    papers: Callable[[str, str], list[str]]


_registered: list[Reliance] = []


def register(reliance: Reliance) -> None:
    _registered[:] = [reliance]


def open_cases(editions: Iterable) -> OpenCases:
    return _registered[0].cases(editions) if _registered else OpenCases()


def papers(law: str, article: str) -> list[str]:
    return _registered[0].papers(law, article) if _registered else []
