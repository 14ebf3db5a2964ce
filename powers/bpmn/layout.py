"""Where the elements of a BPMN drawing stand: our own chart lying on its side, with lanes as rows and time to the right.

The rows come from `charting`, the lines from `routing`; what BPMN draws besides the steps (questions, forks, joins, events)
gets columns of its own between them.
"""

from dataclasses import dataclass
from itertools import count

from powers.bpmn.graph import PARALLEL, TASK, Graph, Node
from powers.flow.charting import View, chart
from powers.flow.routing import Point, Rect, Router

PITCH, LANE, HEAD = 150, 140, 30
LEFT, TOP = 160, 80
HALVES = {TASK: (50, 40), PARALLEL: (25, 25), "exclusiveGateway": (25, 25)}
EVENT = (18, 18)


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    whole: Box
    lanes: tuple[Box, ...]
    boxes: dict[str, Box]
    lines: dict[tuple[str, str, int], tuple[Point, ...]]


def layout(flow, graph: Graph) -> Layout:
    """The places of all elements and the corners of all arrows; arrows by source, target and place in the graph."""
    lanes = list(flow.lanes)
    columns = _columns(flow, graph)
    wide = PITCH * (1 + max(columns.values()))
    router = Router(
        {node.id: _rect(node, lanes.index(node.lane), columns[node.id]) for node in graph.nodes},
        gutters=[LANE * n + shift for n in range(len(lanes) + 1) for shift in (0, -7, 7)],
        gaps=[PITCH * n + shift for n in range(1, max(columns.values()) + 1) for shift in (0, -7, 7)],
    )
    frame = Box(LEFT, TOP, wide + HEAD, LANE * len(lanes))
    rows = tuple(Box(LEFT + HEAD, TOP + LANE * n, wide, LANE) for n in range(len(lanes)))
    return Layout(
        frame, rows, {id: _lying(rect) for id, rect in router.boxes.items()}, _lines(graph, router, columns)
    )


def _columns(flow, graph: Graph) -> dict[str, int]:
    """The column of each element: the chart's row, stretched by what stands before and after the steps of that row."""
    rows = {code: node.row for code, node in chart(flow, View.INTERNAL).nodes.items()}
    places = {
        (-1 if node.place == "start" else rows[node.step.code], _rank(node), node.place)
        for node in graph.nodes
    }
    number = dict(zip(sorted(places), count(), strict=False))
    return {
        node.id: number[-1 if node.place == "start" else rows[node.step.code], _rank(node), node.place]
        for node in graph.nodes
    }


def _rank(node: Node) -> int:
    return ("start", "join", "task", "ask", "fork", "end").index(node.place.rstrip("0123456789"))


def _rect(node: Node, lane: int, column: int) -> Rect:
    along, across = HALVES.get(node.tag, EVENT)
    return Rect(LANE * (lane + 0.5), PITCH * (column + 0.5), across, along, pointed=node.tag != TASK)


def _lying(rect: Rect) -> Box:
    x, y = _turned((rect.x, rect.y))
    return Box(x - rect.half_height, y - rect.half_width, 2 * rect.half_height, 2 * rect.half_width)


def _turned(point: Point) -> Point:
    return LEFT + HEAD + point[1], TOP + point[0]


def _lines(graph: Graph, router: Router, columns: dict[str, int]) -> dict:
    def length(entry):
        _, arrow = entry
        return arrow.back, abs(columns[arrow.source] - columns[arrow.target])

    found = {}
    for n, arrow in sorted(enumerate(graph.arrows), key=length):
        label = arrow.outcome.code if arrow.outcome else ""
        line = router.draw(arrow.source, arrow.target, label=label, back=arrow.back)
        found[arrow.source, arrow.target, n] = tuple(_turned(point) for point in line.points)
    return found
