"""How words are cut for the search: characters and pairs of neighbours, in one spelling, never guessed words.

A token is the field it stands in (one letter) and the code points in hexadecimal, so that no database folds, splits or drops
a character. A line gives one token for each character: it and its right neighbour, or it alone at the end of a word. A word of
any length is found as the run of its pairs, one character as all tokens that begin with it.
"""

from unicodedata import normalize

MOST_WORDS = 6
LONGEST_QUERY = 60
START = "0"
FRAMES = str.maketrans("《》", "  ")


def words_of(query: str) -> list[str]:
    """The words of a query. 《》 only frame the name of a law."""
    return plain(query[:LONGEST_QUERY]).translate(FRAMES).split()[:MOST_WORDS]


def plain(text: str) -> str:
    """One spelling for full-width and half-width, upper and lower case."""
    return " ".join(normalize("NFKC", text).replace("\x00", "").lower().split())


def hexed(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex()


def line_tokens(field: str, line: str) -> list[str]:
    """The tokens of a line, in order: a run of them stands for the characters that follow each other."""
    spelled = hexed(line)
    pairs = zip(line, f"{line} "[1:], strict=True)
    if len(spelled) != 4 * len(line):  # characters beyond the first plane are spelled in eight digits
        return [field + hexed(char + after.strip()) for char, after in pairs if char != " "]
    return [
        field + spelled[4 * place : 4 * place + (4 if after.isspace() else 8)]
        for place, (char, after) in enumerate(pairs)
        if char != " "
    ]


def run_of(field: str, word: str) -> list[str]:
    """The tokens that follow each other wherever the word stands in this field."""
    return [field + hexed(word[i : i + 2]) for i in range(max(len(word) - 1, 1))]
