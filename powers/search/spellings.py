"""What people say, and what the catalogue calls it: 市监局 is 市场监督管理局, 开饭店 is 食品经营.

Data, not guessing (`data/spellings.csv`). A word stands for what it means only when it is said whole, with or without
市、区、县 before an office and 办、办理 before an item.
"""

from functools import cache

from powers.people.establishment import department_names, table
from powers.search.sounds import initials, ways

BEFORE = {"office": ("市", "区", "县", "省"), "item": ("办理", "申请", "办", "我要", "想")}
LEAST_BEGUN, MOST_BEGUN = 8, 3


def meant_by(word: str) -> tuple[str, ...]:
    """What a word also means; nothing for most words."""
    if word.isascii():
        return _by_letters(word) if word.isalpha() else ()
    found = _said().get(word)
    return found[0] if found else _behind(word)


def _behind(word: str) -> tuple[str, ...]:
    for kind, heads in BEFORE.items():
        for head in heads:
            found = _said().get(word.removeprefix(head))
            if word.startswith(head) and found and found[1] == kind:
                return found[0]
    return ()


def known_sayings(kind: str) -> list[str]:
    """Everything that can be said for something else: of offices, with the departments' names, or of items."""
    names = department_names().values() if kind == "office" else ()
    return [*(said for said, (_, its) in _said().items() if its == kind), *names]


@cache
def _said() -> dict[str, tuple[tuple[str, ...], str]]:
    found = {row["said"]: (tuple(row["meant"].split(";")), row["kind"]) for row in table("spellings.csv")}
    shorts = {row["short"]: ((row["name"],), "office") for row in table("departments.csv")}
    return shorts | found


def _by_letters(word: str) -> tuple[str, ...]:
    """The office whose short or full name sounds so, with or without its area: wjw, wsjkwyh, njswsjkwyh, weishengjiankang."""
    if word in _sounding():
        return _sounding()[word]
    for letters, place in _places():
        rest = word.removeprefix(letters)
        if rest and rest != word and rest in _sounding():
            return tuple(place + office for office in _sounding()[rest])
    return _begun(word)


@cache
def _sounding() -> dict[str, tuple[str, ...]]:
    """First letters and whole syllables of everything an office is called, to its names."""
    called = [(said, meant) for said, (meant, kind) in _said().items() if kind == "office"]
    called += [(name, (name,)) for name in department_names().values()]
    found: dict[str, tuple[str, ...]] = {}
    for said, meant in called:
        for way in ways(said):
            for letters in (initials(way), "".join(way)):
                found[letters] = tuple(dict.fromkeys((*found.get(letters, ()), *meant)))
    return found


@cache
def _places() -> list[tuple[str, str]]:
    """The letters of what may stand before an office, to what is looked for there: an area, or nothing for 市、区、县、省."""
    places = [(row["name"], row["name"]) for row in table("areas.csv")]
    places += [(head, "") for head in BEFORE["office"]]
    return [
        (letters, meant)
        for name, meant in places
        for way in ways(name)
        for letters in dict.fromkeys(("".join(way), initials(way)))
    ]


def _begun(word: str) -> tuple[str, ...]:
    """Offices whose full name sounds so from its beginning, when enough of it is written to be no chance."""
    if len(word) < LEAST_BEGUN:
        return ()
    names = department_names().values()
    begun = [name for name in names if any("".join(way).startswith(word) for way in ways(name))]
    return tuple(begun[:MOST_BEGUN])
