"""Findings on the drawing: the box or the line that must be mended, marked with the same 甲乙丙 as the words beside it."""

from collections import Counter
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from powers.flow.routing import Line, Point, Rect, Router

RADIUS, STUB = 12, 53
CORNERS = ((-1, -1), (1, -1), (-1, 1), (1, 1))


@dataclass(frozen=True)
class Flag:
    """A mark at a step, or at one of its results."""

    mark: str
    step: str
    outcome: str = ""


class Flags:
    """Where the marks of a drawing stand; flags of the whole flow, or of what is not drawn, have no place here."""

    def __init__(self, flow, flags: tuple[Flag, ...], router: Router):
        self.router = router
        self.flow = flow
        self.placed = [flag for flag in flags if flag.step in router.boxes]
        self.lines = {flag: line for flag in self.placed if (line := self._line_of(flag))}

    def marks_box(self, id: str) -> bool:
        return any(flag.step == id and not flag.outcome for flag in self.placed)

    def marks_line(self, line: Line) -> bool:
        return line in self.lines.values()

    def svg(self):
        at_box: Counter[str] = Counter()
        for flag in self.placed:
            box = self.router.boxes[flag.step]
            if flag in self.lines:
                yield _circle(flag, _middle(self.lines[flag]))
            elif flag.outcome:
                yield from self._stub(flag, box)
            else:
                dx, dy = CORNERS[at_box[flag.step] % len(CORNERS)]
                at_box[flag.step] += 1
                yield _circle(flag, (box.x + dx * box.half_width, box.y + dy * box.half_height))

    def _line_of(self, flag: Flag) -> Line | None:
        outcomes = [each for each in self.flow.step(flag.step).outcomes if each.code == flag.outcome]
        goals = {to for outcome in outcomes for to in outcome.to}
        return next((x for x in self.router.lines if x.source == flag.step and x.target in goals), None)

    def _stub(self, flag: Flag, box: Rect):
        """A result that leads nowhere: a line that ends at its mark, on the side where there is room."""
        side = min((-1, 1), key=lambda side: self._trouble(box, side))
        end = STUB if not self._trouble(box, side) else 10
        start = box.x + side * box.half_width
        self.router.boxes[f"{flag.step}/{flag.outcome}"] = Rect(start + side * end, box.y, RADIUS, RADIUS)
        yield f'<path class="line line--flag" d="M{start:g} {box.y:g}H{start + side * end:g}"/>'
        yield _circle(flag, (start + side * (end + RADIUS), box.y))

    def _trouble(self, box: Rect, side: int) -> int:
        reach = Rect(box.x + side * (box.half_width + 3 + STUB / 2), box.y, STUB / 2 + RADIUS, RADIUS)
        others = [other for other in self.router.boxes.values() if other != box]
        legs = [leg for line in self.router.lines for leg in line.legs]
        return 3 * sum(reach.meets(other) for other in others) + sum(reach.meets(leg) for leg in legs)


def _middle(line: Line) -> Point:
    """The middle of the longest leg, where a mark hides least."""
    (x1, y1), (x2, y2) = max(
        pairwise(line.points), key=lambda leg: abs(leg[0][0] - leg[1][0]) + abs(leg[0][1] - leg[1][1])
    )
    return (x1 + x2) / 2, (y1 + y2) / 2


def _circle(flag: Flag, at: Point) -> str:
    x, y = at
    mark = escape(flag.mark)
    return f'<circle class="flag" cx="{x:g}" cy="{y:g}" r="{RADIUS}"/><text class="flag-n" x="{x:g}" y="{y:g}">{mark}</text>'
