"""Where the labels of arrows stand: beside their line, clear of boxes and of each other, near the start when there is room."""

from collections.abc import Iterator
from itertools import pairwise

from powers.flow.routing import Line, Rect, Router


def em(text: str) -> float:
    """The width of a text in Chinese characters."""
    return sum(1 if ord(char) > 0xFF else 0.55 for char in text)


def labels(router: Router, width: int) -> Iterator[tuple[str, Rect]]:
    """Each label with its place, inside the drawing and off the boxes."""
    taken = list(router.boxes.values())
    legs = [leg for line in router.lines for leg in line.legs]
    # The branches of one result share a label, as they share the way out of the box.
    for line in {(line.source, line.label): line for line in reversed(router.lines) if line.label}.values():
        places = [place for place in _places(line) if place.half_width < place.x < width - place.half_width]
        place = min(places, key=lambda rect: _clutter(rect, taken, legs))
        taken.append(place)
        yield line.label, place


def _clutter(place: Rect, taken: list[Rect], legs: list[Rect]) -> int:
    return 3 * sum(place.meets(other) for other in taken) + sum(place.meets(leg) for leg in legs)


def _places(line: Line):
    """Where a label may stand: beside each leg, nearest to where the arrow sets out first."""
    half = 6 * em(line.label)
    for (x1, y1), (x2, y2) in pairwise(line.points):
        if y1 == y2:
            way = 1 if x2 > x1 else -1
            for x in (x1 + way * (half + 4), (x1 + x2) / 2, x2 - way * (half + 12)):
                yield from (Rect(x, y1 + dy, half, 7) for dy in (-10, 11))
        else:
            way = 1 if y2 > y1 else -1
            for y in (y1 + way * 14, (y1 + y2) / 2, y2 - way * 18):
                yield from (Rect(x1 + side * (half + 6), y, half, 7) for side in (1, -1))
