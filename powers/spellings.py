"""What people say, and what the catalogue calls it: 市监局 is 市场监督管理局, 开饭店 is 食品经营.

Data, not guessing (`data/spellings.csv`). A word stands for what it means only when it is said whole, with or without
市、区、县 before an office and 办、办理 before an item.
"""

from functools import cache

from .establishment import department_names, table
from .sounds import initials, ways

BEFORE = {"office": ("市", "区", "县", "省"), "item": ("办理", "申请", "办", "我要", "想")}
SHORTEST_INITIALS = 2


def meant_by(word: str) -> tuple[str, ...]:
    """What a word also means; nothing for most words."""
    if word.isascii():
        return _by_initials().get(word, ()) if word.isalpha() else ()
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


@cache
def _by_initials() -> dict[str, tuple[str, ...]]:
    """wjw is 卫健委: the offices whose short names begin so, letter by letter."""
    found: dict[str, tuple[str, ...]] = {}
    for said, (meant, kind) in _said().items():
        for way in ways(said) if kind == "office" else ():
            letters = initials(way)
            found[letters] = tuple(dict.fromkeys((*found.get(letters, ()), *meant)))
    return found
