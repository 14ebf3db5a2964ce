"""Finding powers by Chinese words: exact on both databases, never by guessed words, in the same order on both.

Every word must occur; it is taken for itself, for what it is known to mean, for a name's sound in letters, or for the beginning
of a code. What is nearest comes first: the name itself, names that begin so, names that hold it, names that sound so, then
office, theme, class and code, last the rest of the text; in each, shorter names first.
"""

from dataclasses import dataclass

from django.core import signing

from powers.catalogue import Edition
from powers.search import index as search_index
from powers.search.asking import But, Question, Run, either, every
from powers.search.fields import (
    CODE,
    LETTERS,
    NAME,
    PLACE,
    REST,
    SOUND,
    asked_for,
    beginning,
    force_asked,
    whole_name,
)
from powers.search.index import index, index_many
from powers.search.sounds import cuts
from powers.search.spellings import meant_by
from powers.search.words import run_of, words_of

SHORTEST_CODE = 4


@dataclass(frozen=True)
class Found:
    """One page of results; `after` asks for the next one and is empty on the last."""

    editions: list[Edition]
    after: str


def search(query: str, *, after: str = "", limit: int = 20, exact: bool = False, **filters) -> Found:
    """The editions in force that hold every word of the query; all of them for an empty query.

    Filters: power_class, office, area, level, theme, case_type, audience ("person", "enterprise"), applicable (bool, today),
    force ("current", "suspended", "lapsed": today).
    `exact` takes the words for themselves only, not for what they are known to mean.
    """
    tiers, marks = nearest_first(words_of(query), exact=exact), asked_for(filters)
    force = force_asked(filters)
    first, beyond = _read_place(after)
    found: list[tuple[int, int, object]] = []
    for number in range(first, len(tiers)):
        asked = within(tiers, number, marks)
        rows = search_index.found(asked, beyond=beyond, limit=limit + 1 - len(found), force=force)
        found += [(number, place, key) for place, key in rows]
        if len(found) > limit:
            break
        beyond = 0
    more = found[limit - 1] if len(found) > limit else None
    token = signing.dumps(more[:2], salt="search") if more else ""
    return Found(_editions([key for _, _, key in found[:limit]]), token)


def count(query: str, *, exact: bool = False, **filters) -> int:
    """How many editions `search` would find."""
    force = force_asked(filters)
    rows = search_index.counted(question(query, exact=exact, **filters))
    return sum(number for *_, standing, number in rows if force in ("", standing))


def question(query: str, *, exact: bool = False, **filters) -> Question | None:
    """Everything that `search` finds, as one question; none when everything is asked for."""
    tiers = nearest_first(words_of(query), exact=exact)
    parts = [*([tiers[-1]] if tiers[-1] else []), *asked_for(filters)]
    return every(*parts) if parts else None


def also_sought(query: str) -> list[str]:
    """What the words of a query are also taken for, to be told to whoever asks."""
    return [meant for word in words_of(query) for meant in meant_by(word) if meant != word]


def nearest_first(words: list[str], *, exact: bool = False) -> list[Question | None]:
    """Questions from near to far, each holding what the one before it finds; a single open one without words."""
    if not words:
        return [None]
    said = [(word, *(() if exact else meant_by(word))) for word in words]
    names = [_in_field(NAME, each) for each in said]
    sounding = [either(name, *_sounds(word)) for name, word in zip(names, words, strict=True)]
    placed = [
        either(near, _in_field(PLACE, each), *_code(word))
        for near, each, word in zip(sounding, said, words, strict=True)
    ]
    anywhere = [either(near, _in_field(REST, each)) for near, each in zip(placed, said, strict=True)]
    itself = either(
        Run((whole_name("".join(words)),)), *(Run((CODE + word,)) for word in words if _code(word))
    )
    begins = Run(tuple(beginning(words[0])), open=len(words[0]) == 1)
    return _growing(
        itself, every(begins, *names), every(*names), every(*sounding), every(*placed), every(*anywhere)
    )


def _growing(*tiers: Question) -> list[Question]:
    """Each question with the first one added, which may stand apart, and without those that ask nothing new."""
    grown = [tiers[0]]
    for before, asked in zip(tiers, tiers[1:], strict=False):
        if asked != before:
            grown.append(either(tiers[0], asked))
    return grown


def within(tiers: list, number: int, marks: list) -> Question | None:
    """What one nearness finds that those before it do not, among what is marked so."""
    asked = tiers[number]
    parts = [*([asked] if asked else []), *marks]
    whole = every(*parts) if parts else None
    return But(whole, tiers[number - 1]) if number else whole


def _in_field(field: str, said: tuple[str, ...]) -> Question:
    return either(*(Run(tuple(run_of(field, word)), open=len(word) == 1) for word in said))


def _sounds(word: str) -> list[Question]:
    """A run of letters as the first letters of a name's syllables, and as the syllables themselves."""
    if len(word) < 2 or not (word.isascii() and word.isalpha()):
        return []
    letters = Run(tuple(LETTERS + word[i : i + 2] for i in range(len(word) - 1)))
    return [letters, *(Run(tuple(SOUND + syllable for syllable in cut), open=True) for cut in cuts(word))]


def _code(word: str) -> list[Question]:
    """A word that can begin the basic code or the implementation code."""
    if len(word) < SHORTEST_CODE or not (word.isascii() and word.isalnum() and any(map(str.isdigit, word))):
        return []
    return [Run((CODE + word,), open=True)]


def _read_place(after: str) -> tuple[int, int]:
    try:
        number, place = signing.loads(after, salt="search") if after else (0, 0)
    except (signing.BadSignature, ValueError, TypeError):
        return 0, 0
    return number, place


def _editions(keys: list) -> list[Edition]:
    """The editions with power, office and class; what no list shows of them is left where it is."""
    related = ("power__office", "power__power_class")
    found = Edition.objects.select_related(*related).defer("form", "details")
    found = found.prefetch_related("power__suspensions").in_bulk(keys)
    return [found[key] for key in keys]


__all__ = ["Found", "also_sought", "count", "index", "index_many", "search"]
