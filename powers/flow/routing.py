"""Right-angled lines between boxes: of all plain routes the one that touches no box and shares no line with another.

A route costs its length, its bends, and dearly whatever it runs over. Routes are tried from the plainest on, and the first
that no later one can beat is taken, so most arrows are settled after a few tries.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product

Point = tuple[float, float]
BEND, TOGETHER, SIDEWAYS, CROSSING, SHARED, BOX = 24, 10, 4, 40, 400, 5000
TIP = 7
# Where arrows lie so thick that none of so many plain routes is free, a later one is not worth the wait.
MOST_TRIES = 250


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    half_width: float
    half_height: float
    pointed: bool = False

    def meets(self, other: "Rect") -> bool:
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )

    def grown(self, by: float) -> "Rect":
        return Rect(self.x, self.y, self.half_width + by, self.half_height + by)

    def ports(self, side: str, *, back: bool) -> list[Point]:
        """Where an arrow may leave or enter on this side: the middle, or for a return beside it."""
        dx, dy = SIDES[side]
        x, y = self.x + dx * self.half_width, self.y + dy * self.half_height
        shifts = (0.6, -0.6) if back and not self.pointed else (0,)
        return [
            (x + shift * abs(dy) * self.half_width, y + shift * abs(dx) * self.half_height)
            for shift in shifts
        ]


SIDES = {"down": (0, 1), "up": (0, -1), "left": (-1, 0), "right": (1, 0)}


@dataclass(frozen=True)
class Line:
    source: str
    target: str
    points: tuple[Point, ...]
    label: str = ""
    back: bool = False

    @cached_property
    def legs(self) -> list[Rect]:
        return [_leg(a, b) for a, b in pairwise(self.points)]


@dataclass
class Router:
    """Routes drawn so far, and the free channels: `gutters` between lanes (x) and `gaps` between rows (y)."""

    boxes: dict[str, Rect]
    gutters: list[float]
    gaps: list[float]
    lines: list[Line] = field(default_factory=list)

    def draw(self, source: str, target: str, *, label: str = "", back: bool = False) -> Line:
        routes = sorted(self._routes(source, target, label=label, back=back), key=_plain)
        best, least = None, float("inf")
        for line in routes[:MOST_TRIES]:
            if _plain(line) >= least:
                break
            cost = _plain(line) + self._trouble(line, enough=least - _plain(line))
            if cost < least:
                best, least = line, cost
        self.lines.append(best)
        return best

    def _routes(self, source: str, target: str, *, label: str, back: bool):
        ways_in = ("up", "left", "right", *(["down"] if back else []))
        for way_out, way_in in product(SIDES, ways_in):
            starts = self.boxes[source].ports(way_out, back=back)
            for start, end in product(starts, self.boxes[target].ports(way_in, back=back)):
                for bends in self._bends(start, end, way_out, way_in):
                    points = _straight((start, *bends, end))
                    if len(points) > 1 and _leaves(points, way_out) and _arrives(points, way_in):
                        yield Line(source, target, points, label, back)

    def _bends(self, start: Point, end: Point, way_out: str, way_in: str):
        (x1, y1), (x2, y2) = start, end
        upright_out, upright_in = way_out in ("up", "down"), way_in in ("up", "down")
        exits = [y for y in self.gaps if 0 < (y - y1) * SIDES[way_out][1] < 60]
        entries = [y for y in self.gaps if 0 < (y - y2) * SIDES[way_in][1] < 60]
        if upright_out and upright_in:
            yield from (((x1, y), (x2, y)) for y in {*exits, *entries})
            yield from (
                ((x1, a), (x, a), (x, b), (x2, b)) for x in self.gutters for a in exits for b in entries
            )
        elif upright_out:
            yield ((x1, y2),)
            yield from (((x1, a), (x, a), (x, y2)) for x in self.gutters for a in exits)
        elif upright_in:
            yield ((x2, y1),)
            yield from (((x, y1), (x, b), (x2, b)) for x in self.gutters for b in entries)
        else:
            yield from (((x, y1), (x, y2)) for x in self.gutters)

    def _trouble(self, line: Line, *, enough: float) -> float:
        """What the route runs over; counted no further than it matters."""
        cost, ends = 0, (line.source, line.target)
        for name, box in self.boxes.items():
            wide = box.grown(-1 if name in ends else 4)
            cost += BOX * sum(leg.meets(wide) for leg in line.legs)
        for other in self.lines:
            if cost >= enough:
                break
            cost += sum(_contact(line, other, one, two) for one in line.legs for two in other.legs)
        return cost


def _contact(line: Line, other: Line, one: Rect, two: Rect) -> float:
    if (one.half_width > one.half_height) != (two.half_width > two.half_height):
        return CROSSING if one.meets(two) else 0
    if not one.grown(2).meets(two.grown(2)):
        return 0
    # Arrows into one box may run together, and so may the branches of one result; other results part at once.
    if line.back == other.back and (
        line.target == other.target or (line.source, line.label) == (other.source, other.label)
    ):
        return TOGETHER
    return SHARED


def _leg(a: Point, b: Point) -> Rect:
    half_width, half_height = abs(a[0] - b[0]) / 2, abs(a[1] - b[1]) / 2
    return Rect((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, half_width + 0.5, half_height + 0.5)


def _plain(line: Line) -> float:
    length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(line.points))
    (x1, _), (x2, _) = line.points[-2:]
    return BEND * (len(line.points) - 2) + SIDEWAYS * (x1 != x2) + length / 10


def _straight(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The same route without points that are no corner."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _leaves(points: tuple[Point, ...], side: str) -> bool:
    return _heads(points[0], points[1], SIDES[side], least=1)


def _arrives(points: tuple[Point, ...], side: str) -> bool:
    return _heads(points[-1], points[-2], SIDES[side], least=TIP + 2)


def _heads(start: Point, end: Point, way: tuple[int, int], *, least: float) -> bool:
    """Does the leg go off this way, and at least so far?"""
    along = (end[0] - start[0]) * way[0] + (end[1] - start[1]) * way[1]
    aside = (end[0] - start[0]) * way[1] + (end[1] - start[1]) * way[0]
    return along >= least and aside == 0
