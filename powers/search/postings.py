"""The places of each pair of a name, in order, on PostgreSQL: what its index of words can't read off.

A GIN index knows which rows hold a token and not in which order; where thousands hold it, all of them are fetched for the first
twenty. Here each token of a name and each mark lies with its places as they are shown, so that a page of results is read from
where it begins. Only questions of such single tokens are asked here, words of two characters above all; SQLite's index is in
order by itself.
"""

from powers.search.asking import All, Any, But, Question, Run
from powers.search.fields import BEGINS, MARK, NAME, WHOLE

KEPT_FIELDS = (NAME, WHOLE, BEGINS, MARK)
TABLE = """CREATE TABLE powers_search_postings (
  token text COLLATE "C" NOT NULL, place bigint NOT NULL, PRIMARY KEY (token, place))"""
FORGET = """DELETE FROM powers_search_postings WHERE place = %s AND token IN (
  SELECT unnest(tsvector_to_array(terms)) FROM powers_search_tokens WHERE place = %s)"""


def put(cursor, rows: list[tuple[int, list[str]]]) -> None:
    kept = [
        (token, place)
        for place, tokens in rows
        for token in dict.fromkeys(tokens)
        if token.startswith(KEPT_FIELDS)
    ]
    cursor.execute(
        "INSERT INTO powers_search_postings (token, place) SELECT * FROM unnest(%s::text[], %s::bigint[])"
        " ON CONFLICT DO NOTHING",
        [[token for token, _ in kept], [place for _, place in kept]],
    )


def forget(cursor, place: int) -> None:
    """Before its tokens are gone, by which its postings are found."""
    cursor.execute(FORGET, [place, place])


def answers(asked: Question | None) -> bool:
    """Whether every token of a question stands alone, whole, and has postings."""
    match asked:
        case Run(tokens, is_open):
            return not is_open and len(tokens) == 1 and tokens[0].startswith(KEPT_FIELDS)
        case All(parts) | Any(parts):
            return all(map(answers, parts))
        case But(kept, left_out):
            return answers(kept) and answers(left_out)
    return False


def first_places(asked: Question, *, beyond: int, limit: int) -> tuple[str, list]:
    """A statement for the first places beyond one, in order, and its arguments.

    Some tokens lead, so that whatever answers has one of them; each is read in order until enough of its places answer.
    """
    words, said = [], []
    for token in dict.fromkeys(_leading(asked)):
        holds, spoken = _holds(asked, token)
        words.append(
            "(SELECT lead.place FROM powers_search_postings AS lead"
            f" WHERE lead.token = %s AND lead.place > %s AND {holds} ORDER BY lead.place LIMIT %s)"
        )
        said += [token, beyond, *spoken, limit]
    return f"SELECT place FROM ({' UNION '.join(words)}) AS led ORDER BY place LIMIT %s", [*said, limit]


def _leading(asked: Question) -> list[str]:
    match asked:
        case Run(tokens):
            return list(tokens)
        case All(parts):
            return min((_leading(part) for part in parts), key=_width)
        case Any(parts):
            return [token for part in parts for token in _leading(part)]
        case But(kept):
            return _leading(kept)


def _width(tokens: list[str]) -> tuple:
    """Few tokens rather than many; a name or its beginning rather than a pair, a pair rather than a mark."""
    rank = (WHOLE, BEGINS, NAME, MARK)
    return max(rank.index(token[0]) for token in tokens), len(tokens)


def _holds(asked: Question, leading: str) -> tuple[str, list[str]]:
    """The question as a condition on a place that the leading token has."""
    match asked:
        case Run(tokens) if tokens == (leading,):
            return "TRUE", []
        case Run(tokens):
            has = "EXISTS (SELECT FROM powers_search_postings AS has WHERE has.token = %s AND has.place = lead.place)"
            return has, list(tokens)
        case But(kept, left_out):
            (holds, spoken), (lacks, said) = _holds(kept, leading), _holds(left_out, leading)
            return f"({holds} AND NOT {lacks})", [*spoken, *said]
        case All(parts) | Any(parts):
            made = [_holds(part, leading) for part in parts]
            joined = (" AND " if isinstance(asked, All) else " OR ").join(holds for holds, _ in made)
            return f"({joined})", [token for _, said in made for token in said]
