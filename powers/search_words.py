"""How Chinese text is cut for the search: characters and pairs of neighbours, in one spelling, never guessed words."""

from unicodedata import normalize

MOST_WORDS = 6
LONGEST_QUERY = 60


def words_of(query: str) -> list[str]:
    return plain(query[:LONGEST_QUERY]).split()[:MOST_WORDS]


def plain(text: str) -> str:
    """One spelling for full-width and half-width, upper and lower case."""
    return " ".join(normalize("NFKC", text).replace("\x00", "").lower().split())


def terms_of(line: str) -> set[str]:
    pairs = {line[i : i + 2] for i in range(len(line) - 1)}
    return {term for term in pairs | set(line) if " " not in term}


def look_up(word: str) -> set[str]:
    return {word} if len(word) == 1 else {word[i : i + 2] for i in range(len(word) - 1)}
