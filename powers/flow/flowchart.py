"""The flowchart of a power as accessible SVG, drawn by the server from the rows that the engine runs.

Lanes are columns, time runs down, returns are dashed. Colours and type come from the style sheet by class; there is no
inline style, every text is escaped, and `<desc>` tells the whole flow to whoever cannot see it. A flow with findings can
be drawn too, as far as its arrows lead somewhere.
"""

from functools import lru_cache
from html import escape
from itertools import pairwise

from powers.flow.charting import Chart, Node, Shape, View, chart
from powers.flow.flags import Flag, Flags
from powers.flow.labels import em, labels
from powers.flow.places import Place, mark, tell
from powers.flow.routing import TIP, Line, Rect, Router
from powers.flow.telling import describe, words

__all__ = ["Flag", "Place", "View", "svg", "words"]

MARGIN, LANE, HEAD, ROW, TOP = 64, 154, 40, 84, 84
BOX_WIDTH, BOX_HEIGHT, ASK_WIDTH, ASK_HEIGHT = 124, 42, 128, 64
LINE_CHARS, ASK_CHARS = 8, 6


@lru_cache(maxsize=512)
def svg(
    flow, *, title: str, view: View = View.EXTERNAL, id: str = "flow", flags: tuple[Flag, ...] = (),
    places: tuple[tuple[str, Place], ...] = (),
) -> str:  # fmt: skip
    """The chart of a flow; `id` tells two charts on one page apart, `flags` mark what must be mended, `places` say where
    each box stands in one case."""
    drawn = chart(flow, View(view))
    width, height = MARGIN + LANE * len(drawn.lanes), TOP + ROW * (drawn.rows - 1) + 50
    wide = f" flow--{len(drawn.lanes)}" if len(drawn.lanes) > 4 else ""
    router = _routed(drawn)
    marks = Flags(flow, flags, router)
    told = tell(drawn, places) or describe(flow, view=view)
    parts = [
        f'<svg class="flow{wide}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-t {id}-d">',
        f'<title id="{id}-t">{escape(title)}</title><desc id="{id}-d">{escape(told)}</desc>',
        *_ground(drawn, width, height),
        *(_line(line, is_flagged=marks.marks_line(line)) for line in router.lines),
        f'<g class="tip">{"".join(_tip(line) for line in router.lines)}</g>',
        *(
            _node(node, is_flagged=marks.marks_box(node.id), place=dict(places).get(node.id))
            for node in drawn.nodes.values()
        ),
        *(_label(*each) for each in labels(router, width)),
        *marks.svg(),
        "</svg>",
    ]
    return "\n".join(parts)


def _centre(node: Node) -> tuple[float, float]:
    return MARGIN + LANE * node.lane + LANE / 2, TOP + ROW * node.row


def _is_diamond(node: Node) -> bool:
    return node.shape == Shape.ASK and len(node.text) <= ASK_CHARS + 1


def _rect(node: Node) -> Rect:
    width, height = (ASK_WIDTH, ASK_HEIGHT) if _is_diamond(node) else (BOX_WIDTH, BOX_HEIGHT)
    return Rect(*_centre(node), width / 2, height / 2, _is_diamond(node))


def _routed(drawn: Chart) -> Router:
    gutters = [MARGIN + LANE * n + shift for n in range(len(drawn.lanes) + 1) for shift in (0, -7, 7)]
    gaps = [TOP + ROW * n + ROW / 2 + shift for n in range(-1, drawn.rows) for shift in (0, -7, 7)]
    router = Router({node.id: _rect(node) for node in drawn.nodes.values()}, gutters, gaps[3:])

    def span(arrow):
        source, target = drawn.nodes[arrow.source], drawn.nodes[arrow.target]
        return arrow.back, abs(source.row - target.row) + abs(source.lane - target.lane)

    for arrow in sorted(drawn.arrows, key=span):
        router.draw(arrow.source, arrow.target, label=arrow.label, back=arrow.back)
    return router


def _ground(drawn: Chart, width: int, height: int):
    for n, _ in enumerate(drawn.lanes):
        alt = " lane--alt" if n % 2 else ""
        yield f'<rect class="lane{alt}" x="{MARGIN + LANE * n}" width="{LANE}" height="{height}"/>'
    yield f'<rect class="lane-name" width="{width}" height="{HEAD}"/>'
    for n, name in enumerate(drawn.lanes):
        yield f'<text class="lane-text" x="{MARGIN + LANE * n + LANE // 2}" y="20">{escape(name)}</text>'
    for phase, following in pairwise([*drawn.phases, None]):
        middle = TOP + ROW * (phase.first + phase.last) / 2
        yield f'<text class="phase" x="32" y="{middle - 10 * bool(phase.small):g}">{escape(phase.name)}</text>'
        if phase.small:
            yield f'<text class="small" x="32" y="{middle + 10:g}">{escape(phase.small)}</text>'
        if following:
            yield f'<path class="grid" d="M0 {TOP + ROW * following.first - ROW // 2}H{width}"/>'


def _line(line: Line, *, is_flagged: bool = False) -> str:
    *corners, (x, y) = line.points
    dx, dy = _heading(line)
    path = "L".join(f"{a:g} {b:g}" for a, b in (*corners, (x - dx * TIP, y - dy * TIP)))
    dashes = ' stroke-dasharray="5 4"' if line.back else ""
    flag = " line--flag" if is_flagged else ""
    return f'<path class="line{flag}"{dashes} d="M{path}"/>'


def _tip(line: Line) -> str:
    (x, y), (dx, dy) = line.points[-1], _heading(line)
    back_x, back_y = x - 8 * dx, y - 8 * dy
    return f'<path d="M{back_x - 4 * dy:g} {back_y - 4 * dx:g}L{back_x + 4 * dy:g} {back_y + 4 * dx:g}L{x:g} {y:g}z"/>'


def _heading(line: Line) -> tuple[int, int]:
    (x1, y1), (x2, y2) = line.points[-2:]
    return (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)


def _node(node: Node, *, is_flagged: bool = False, place: Place | None = None) -> str:
    x, y = _centre(node)
    look = f"box--{place.value}" if place else f"box--{node.shape.value}" if node.shape else ""
    kind = (f" {look}" if look else "") + (" box--flag" if is_flagged else "")
    if _is_diamond(node):
        across, down = ASK_WIDTH // 2, ASK_HEIGHT // 2
        box = f'<path class="box{kind}" d="M{x:g} {y - down:g}l{across} {down}-{across} {down}-{across}-{down}z"/>'
    else:
        left, top = x - BOX_WIDTH / 2, y - BOX_HEIGHT / 2
        box = f'<rect class="box{kind}" x="{left:g}" y="{top:g}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"/>'
    rect = _rect(node)
    # The corner of a box, and for a diamond the middle of its upper right edge, clear of the words.
    across, up = (0.8, 0.7) if rect.pointed else (1, 1)
    sign = mark(place, x + rect.half_width * across, y - rect.half_height * up) if place else ""
    return box + "".join(_texts(node, x, y, is_dark=node.shape == Shape.ACT and not place)) + sign


def _texts(node: Node, x: float, y: float, *, is_dark: bool):
    name = [node.text] if em(node.text) <= LINE_CHARS + 0.5 else _wrapped(node.text)
    rows = [(text, "on" if is_dark else "") for text in name]
    if node.small and len(rows) == 1:
        rows.append((node.small, "small"))
    for n, (text, css) in enumerate(rows):
        mark = f' class="{css}"' if css else ""
        yield f'<text{mark} x="{x:g}" y="{y + 17 * (n - (len(rows) - 1) / 2):g}">{escape(text)}</text>'


def _wrapped(text: str) -> list[str]:
    """Two even lines; what does not fit is told by the description and the list."""
    half = min(LINE_CHARS, (len(text) + 1) // 2)
    rest = text[half:]
    return [text[:half], rest if len(rest) <= LINE_CHARS else rest[: LINE_CHARS - 1] + "…"]


def _label(text: str, place: Rect) -> str:
    return f'<text class="small" x="{place.x:g}" y="{place.y:g}">{escape(text)}</text>'
