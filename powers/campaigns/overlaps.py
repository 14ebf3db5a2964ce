"""Powers of several offices that look the same (职能交叉重叠): what is alike, how much, and why, for people to judge.

Pure: facts in, pairs out; nothing is decided here. Candidates come from two indexes, the article a power rests on and the
neighbouring characters of its name; what occurs in more than MOST_SHARING powers tells nothing and looks nobody up, so the
work grows with the number of powers and not with its square. Words that are rare weigh more: “许可” says little, “挖掘” much.
Two powers of one office, or the same power at two levels (one basic code), are no overlap.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from math import log

from powers.search.words import plain

MOST_SHARING = 40
MOST_PAIRS = 200
LEAST = 40
WEIGHTS = {"name": 50, "basis": 25, "materials": 20, "result": 5}
LEAST_NAME = 0.4
SPOKEN = 6


@dataclass(frozen=True)
class Facts:
    """What is compared of one power."""

    key: Hashable
    office: Hashable
    code: str
    name: str
    basis: frozenset[tuple[str, str]] = frozenset()
    materials: frozenset[str] = frozenset()
    result: str = ""


@dataclass(frozen=True)
class Pair:
    """Two powers that look the same; the score is 0 to 100, each reason a sentence with its own percentage."""

    first: Hashable
    second: Hashable
    score: int
    reasons: tuple[str, ...]


@dataclass
class Index:
    """Where each mark of a power occurs, and what a word weighs."""

    facts: list[Facts]
    words: list[frozenset[str]] = field(default_factory=list)
    weight: dict[str, float] = field(default_factory=dict)
    holders: dict[Hashable, list[int]] = field(default_factory=lambda: defaultdict(list))
    results: Counter = field(default_factory=Counter)
    looked_at: int = 0

    def __post_init__(self):
        self.words = [frozenset(bigrams(each.name)) for each in self.facts]
        for place, (each, words) in enumerate(zip(self.facts, self.words, strict=True)):
            for mark in (*words, *each.basis):
                self.holders[mark].append(place)
        self.results = Counter(each.result for each in self.facts)
        total = len(self.facts) or 1
        self.weight = {
            mark: log(1 + total / len(found)) ** 2
            for mark, found in self.holders.items()
            if isinstance(mark, str)
        }

    def candidates(self, place: int) -> Iterator[int]:
        """The powers behind this one in the list that share a mark which few powers have."""
        found: set[int] = set()
        for mark in (*self.words[place], *self.facts[place].basis):
            holders = self.holders[mark]
            if len(holders) <= MOST_SHARING:
                found.update(other for other in holders if other > place)
        mine = self.facts[place]
        for other in sorted(found):
            theirs = self.facts[other]
            if mine.office != theirs.office and mine.code != theirs.code:
                self.looked_at += 1
                yield other


def bigrams(name: str) -> set[str]:
    """Neighbouring characters, brackets and spaces left out."""
    letters = "".join(char for char in plain(name) if char.isalnum())
    return {letters[i : i + 2] for i in range(len(letters) - 1)}


def find(facts: Iterable[Facts], *, most: int = MOST_PAIRS) -> list[Pair]:
    """The pairs that look most alike, the most alike first."""
    return pairs_of(Index(list(facts)))[:most]


def pairs_of(index: Index) -> list[Pair]:
    found = [
        pair
        for place in range(len(index.facts))
        for other in index.candidates(place)
        if (pair := _compared(index, place, other))
    ]
    return sorted(found, key=lambda pair: (-pair.score, str(pair.first), str(pair.second)))


def _compared(index: Index, place: int, other: int) -> Pair | None:
    one, two = index.facts[place], index.facts[other]
    shared = index.words[place] & index.words[other]
    alike = {
        "name": _alike_names(index, place, other, shared),
        # Two departments have laws of their own: another article is no sign of another task.
        "basis": _share(one.basis, two.basis) or None,
        "materials": _share(one.materials, two.materials),
        "result": _same_result(index, one, two),
    }
    if alike["name"] < LEAST_NAME and not alike["basis"]:
        return None
    counted = {what: share for what, share in alike.items() if share is not None}
    score = sum(WEIGHTS[what] * share for what, share in counted.items())
    score = round(100 * score / sum(WEIGHTS[what] for what in counted))
    if score < LEAST:
        return None
    return Pair(one.key, two.key, score, tuple(_reasons(index, one, two, alike, shared)))


def _alike_names(index: Index, place: int, other: int, shared: frozenset[str]) -> float:
    """Twice what both names share over what both hold, each pair of characters by its weight."""
    both = sum(index.weight[word] for words in (index.words[place], index.words[other]) for word in words)
    return 2 * sum(index.weight[word] for word in shared) / both if both else 0.0


def _share(one: frozenset, two: frozenset) -> float | None:
    """The share of the shorter list that is in the other; nothing to say when either is empty."""
    return len(one & two) / min(len(one), len(two)) if one and two else None


def _same_result(index: Index, one: Facts, two: Facts) -> float | None:
    """A result that everybody issues (行政处罚决定书) says nothing."""
    if (
        not (one.result and two.result)
        or max(index.results[each.result] for each in (one, two)) > MOST_SHARING
    ):
        return None
    return float(one.result == two.result)


def _reasons(index: Index, one: Facts, two: Facts, alike: dict, shared: frozenset[str]) -> Iterator[str]:
    if shared:
        told = sorted(shared, key=lambda word: (-index.weight[word], word))[:SPOKEN]
        yield f"名称有 {_percent(alike['name'])} 相同：{'、'.join(f'“{word}”' for word in told)}"
    if both := sorted(one.basis & two.basis):
        yield f"依据同一条：{'、'.join(f'《{law}》{article}' for law, article in both[:SPOKEN])}"
    if both := sorted(one.materials & two.materials):
        yield f"{len(both)} 件材料相同：{'、'.join(both[:SPOKEN])}"
    if alike["result"]:
        yield f"审批结果相同：{one.result}"


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"
