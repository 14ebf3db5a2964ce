"""Where the boxes of a flowchart stand in one case: done, running, still ahead, or not on its way; by sign and by word."""

from enum import StrEnum
from html import escape


class Place(StrEnum):
    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"
    OFF = "off"


TOLD = ((Place.PAST, "已办"), (Place.NOW, "正在办"), (Place.AHEAD, "还没办"), (Place.OFF, "不经过"))


def tell(drawn, places: tuple[tuple[str, Place], ...]) -> str:
    """The chart in one sentence for each place; nothing where no case is drawn in."""
    there = dict(places)
    parts = []
    for place, label in TOLD:
        names = [node.text for node in drawn.nodes.values() if there.get(node.id) == place]
        if names:
            parts.append(f"{label}：{'、'.join(names)}")
    return "；".join(parts) + "。" if parts else ""


def mark(place: Place, x: float, y: float) -> str:
    """The sign at the corner of a box, so that no place is told by colour alone."""
    if place == Place.PAST:
        return f'<circle class="past" cx="{x:g}" cy="{y:g}" r="9"/><path class="tick" d="M{x - 4:g} {y:g}l3 3 5-6"/>'
    if place == Place.NOW:
        return (
            f'<rect class="now" x="{x - 34:g}" y="{y - 10:g}" width="40" height="20" rx="10"/>'
            f'<text class="now-text" x="{x - 14:g}" y="{y:g}">{escape("现在")}</text>'
        )
    return ""
