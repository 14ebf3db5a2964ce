"""Why a result was found: the line of the item that holds the words, cut into pieces so that the page can mark them."""

import re

from powers.catalogue import Edition
from powers.search.words import plain, words_of

LONGEST = 90


def highlighted(edition: Edition, query: str) -> list[tuple[str, bool]]:
    """Pieces of text, each with whether it is one of the words; of the first line that holds one."""
    words = words_of(query)
    if not words:
        return []
    line = next((line for line in _lines(edition) if any(word in plain(line) for word in words)), "")
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces = re.split(f"({pattern})", line[:LONGEST], flags=re.IGNORECASE)
    return [(piece, plain(piece) in words) for piece in pieces if piece]


def _lines(edition: Edition):
    """What is searched besides the name, as sentences."""
    if edition.result_name:
        yield f"办好后得到：{edition.result_name}"
    if edition.materials:
        yield "材料：" + "、".join(m["name"] for m in edition.materials)
    yield "依据：" + "；".join(f"《{b['law'].strip('《》')}》{b['article']}" for b in edition.basis)
    yield f"{edition.power.office.name}，{edition.theme}"
