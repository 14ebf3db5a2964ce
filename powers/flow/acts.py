"""What the buttons of the flow editor do to its rows: add, insert, delete and move a step, add and drop a result.

The name of an act is a word and, where it concerns one row, its number: `add`, `insert-3`, `drop-3-1`. An act that names
no row of the form changes nothing.
"""

from collections.abc import Callable

from powers.flow.flow import MOST_STEPS
from powers.flow.rows import MOST_OUTCOMES, OutcomeRow, StepRow
from powers.flow.steps import StepKind

Rows = list[StepRow]


def perform(rows: Rows, act: str) -> int:
    """Change the rows in place; the number of the row to look at next, 0 when the act changed none."""
    word, *numbers = act.split("-")
    if word not in ACTS or not all(number.isdigit() and number.isascii() for number in numbers):
        return 0
    places = [int(number) for number in numbers]
    if len(places) != PLACES[word] or (places and not 1 <= places[0] <= len(rows)):
        return 0
    return ACTS[word](rows, *places)


def add(rows: Rows) -> int:
    """A step before the delivery, or at the end: no arrow leads to it yet."""
    last = len(rows) - 1 if rows and rows[-1].kind == StepKind.DELIVERY else len(rows)
    return _put(rows, last, StepRow(outcomes=[OutcomeRow("o1", "办完")]))


def insert(rows: Rows, n: int) -> int:
    """A step behind this one, on the way of its first result that goes on."""
    way = next((each for each in rows[n - 1].outcomes if not each.back), None)
    place = _put(rows, n, StepRow(outcomes=[OutcomeRow("o1", "办完", list(way.to) if way else [])]))
    if place and way:
        way.to = [rows[n].code]
    return place


def delete(rows: Rows, n: int) -> int:
    """The step goes, and every arrow to it."""
    gone = rows.pop(n - 1)
    for row in rows:
        for outcome in row.outcomes:
            outcome.to = [code for code in outcome.to if code != gone.code]
    return min(n, len(rows))


def up(rows: Rows, n: int) -> int:
    return _swap(rows, n - 1, n)


def down(rows: Rows, n: int) -> int:
    return _swap(rows, n, n + 1) and n + 1


def result(rows: Rows, n: int) -> int:
    """One more result, for the person to name."""
    if len(rows[n - 1].outcomes) < MOST_OUTCOMES:
        rows[n - 1].outcomes.append(OutcomeRow())
    return n


def drop(rows: Rows, n: int, m: int) -> int:
    if 1 <= m <= len(rows[n - 1].outcomes):
        del rows[n - 1].outcomes[m - 1]
    return n


def _swap(rows: Rows, one: int, other: int) -> int:
    if one < 1 or other > len(rows):
        return 0
    rows[one - 1], rows[other - 1] = rows[other - 1], rows[one - 1]
    return one


def _put(rows: Rows, place: int, row: StepRow) -> int:
    if len(rows) >= MOST_STEPS:
        return 0
    taken = {each.code for each in rows}
    row.code = next(f"s{n}" for n in range(1, 2 * MOST_STEPS) if f"s{n}" not in taken)
    rows.insert(place, row)
    return place + 1


ACTS: dict[str, Callable[..., int]] = {
    each.__name__: each for each in (add, insert, delete, up, down, result, drop)
}
PLACES = {"add": 0, "insert": 1, "delete": 1, "up": 1, "down": 1, "result": 1, "drop": 2}
