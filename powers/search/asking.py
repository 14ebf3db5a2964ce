"""A question to the index of tokens, and how each database spells it: FTS5's MATCH on SQLite, tsquery on PostgreSQL."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """Tokens that follow each other; `open` when the last one may go on."""

    tokens: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True)
class All:
    parts: tuple


@dataclass(frozen=True)
class Any:
    parts: tuple


@dataclass(frozen=True)
class But:
    """What the first holds and the second does not."""

    kept: object
    left_out: object


Question = Run | All | Any | But


def every(*parts: Question) -> Question:
    return parts[0] if len(parts) == 1 else All(parts)


def either(*parts: Question) -> Question:
    return parts[0] if len(parts) == 1 else Any(parts)


def for_sqlite(asked: Question) -> str:
    match asked:
        case Run(tokens, is_open):
            return f'"{" ".join(tokens)}"{" *" if is_open else ""}'
        case All(parts):
            return f"({' AND '.join(map(for_sqlite, parts))})"
        case Any(parts):
            return f"({' OR '.join(map(for_sqlite, parts))})"
        case But(kept, left_out):
            return f"({for_sqlite(kept)} NOT {for_sqlite(left_out)})"


def for_postgresql(asked: Question) -> str:
    match asked:
        case Run(tokens, is_open):
            return f"({' <-> '.join(tokens)}{':*' if is_open else ''})"
        case All(parts):
            return f"({' & '.join(map(for_postgresql, parts))})"
        case Any(parts):
            return f"({' | '.join(map(for_postgresql, parts))})"
        case But(kept, left_out):
            return f"({for_postgresql(kept)} & !{for_postgresql(left_out)})"
