"""How a name sounds (pinyin without tones): what people type who write 护士执业注册 as hszyzc or hushizhiyezhuce.

A character is read as its phrase has it (银行 yín háng), and in each further way that `data/readings.csv` calls common, so
that whoever reads a name differently finds it too. Of one name at most eight ways are kept.
"""

from functools import cache, lru_cache
from itertools import islice, product

from powers.people.establishment import DATA, table

MOST_WAYS = 8
LONGEST_SYLLABLE = 6


@lru_cache(maxsize=4096)
def ways(name: str) -> tuple[tuple[str, ...], ...]:
    """Every way of reading a name aloud, a syllable a character; letters and digits stand for themselves."""
    # The dictionaries are large: only those who write the index or guess need them.
    from pypinyin.seg.simpleseg import seg

    syllables = [syllable for word in seg(name) for syllable in _read(word)]
    read = [
        dict.fromkeys((syllable, *_readings().get(char, ())))
        for char, syllable in zip(name, syllables, strict=False)
        if syllable.isascii() and syllable.isalnum()
    ]
    return tuple(islice(product(*read), MOST_WAYS))


@lru_cache(maxsize=16384)
def _read(word: str) -> tuple[str, ...]:
    """A word of the dictionary, or what stands between; names are made of the same few thousand."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word, errors=list))


def initials(way: tuple[str, ...]) -> str:
    return "".join(syllable[0] for syllable in way)


def cuts(word: str) -> list[tuple[str, ...]]:
    """The ways a run of letters divides into syllables; the last one may be unfinished. xian is xi an and xian."""
    found: list[tuple[str, ...]] = []
    _cut(word, (), found)
    return sorted(found, key=len)[:MOST_WAYS]


def _cut(rest: str, before: tuple[str, ...], found: list) -> None:
    if len(found) >= MOST_WAYS * 4:
        return
    if rest in _syllables() or any(each.startswith(rest) for each in _syllables()):
        found.append((*before, rest))
    for size in range(min(LONGEST_SYLLABLE, len(rest) - 1), 0, -1):
        if rest[:size] in _syllables():
            _cut(rest[size:], (*before, rest[:size]), found)


@cache
def _syllables() -> frozenset[str]:
    return frozenset((DATA / "syllables.txt").read_text(encoding="utf-8").split())


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    return {row["character"]: tuple(row["readings"].split()) for row in table("readings.csv")}
