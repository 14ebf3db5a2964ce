"""The materials viewer beside the opinion form: which material, which page, how large, which way up, and what can be done.

Everything is an address, so it works without a script and with the keyboard alone. A material that was corrected is shown
with its earlier version; nothing is shown before its scan.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from exchange import scans
from workflow.materials import pictures

ZOOMS = (100, 150, 200)
TURNS = (0, 90, 180, 270)
WIDTH = 900  # pixels of a page at 100 %


@dataclass(frozen=True)
class Pose:
    """How a page is looked at, as the address says; what is out of bounds is brought back."""

    page: int = 1
    zoom: int = 100
    turn: int = 0

    @classmethod
    def read(cls, asked, *, pages: int) -> "Pose":
        page, zoom, turn = (asked.get(name, "") for name in ("page", "zoom", "turn"))
        return cls(
            page=min(max(int(page), 1), pages) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
            zoom=int(zoom) if zoom in map(str, ZOOMS) else 100,
            turn=int(turn) if turn in map(str, TURNS) else 0,
        )

    @property
    def width(self) -> int:
        return WIDTH * self.zoom // 100

    def query(self, **changed) -> str:
        return urlencode({"page": self.page, "zoom": self.zoom, "turn": self.turn} | changed)


@dataclass(frozen=True)
class Tool:
    """A link of the bar: words, symbol, the key that follows it, and where it leads."""

    words: str
    symbol: str
    key: str
    query: str


@dataclass(frozen=True)
class Viewer:
    room: str
    materials: list
    shown: object
    pose: Pose
    pages: int
    stands: str
    earlier: object
    lines: list
    mark: list

    @property
    def is_picture(self) -> bool:
        return self.stands == "clean" and pictures.is_drawn(self.shown)

    @property
    def withheld(self) -> str:
        return scans.SENTENCES.get(self.stands, "")

    @property
    def query(self) -> str:
        return self.pose.query()

    @property
    def tools(self) -> list[Tool]:
        """Turning the page, the size and the sheet; only what leads somewhere."""
        pose, at = self.pose, ZOOMS.index(self.pose.zoom)
        tools = [
            Tool("上一页", "chevron-left", "ArrowLeft", pose.query(page=pose.page - 1))
            if pose.page > 1
            else None,
            Tool("下一页", "chevron", "ArrowRight", pose.query(page=pose.page + 1))
            if pose.page < self.pages
            else None,
            Tool("放大", "zoom-in", "+", pose.query(zoom=ZOOMS[at + 1])) if at + 1 < len(ZOOMS) else None,
            Tool("缩小", "search", "-", pose.query(zoom=ZOOMS[at - 1])) if at else None,
            Tool("旋转", "rotate", "r", pose.query(turn=(pose.turn + 90) % 360)),
        ]
        return [tool for tool in tools if tool] if self.is_picture else []


def viewer(case, asked, *, room: str, by, at, first: bool = True) -> Viewer | None:
    """The viewer of a case at the material the address names, or at the first one."""
    materials = list(case.materials.all())
    shown = next((m for m in materials if str(m.pk) == asked.get("material", "")), None)
    shown = shown or (materials[0] if materials and first else None)
    if shown is None:
        return None
    pages = shown.details.get("pages") or 1
    stands = scans.standing([shown.sha256]).get(shown.sha256, "clean")
    return Viewer(
        room=room, materials=materials, shown=shown, pose=Pose.read(asked, pages=pages), pages=pages, stands=stands,
        earlier=earlier(shown, materials), lines=[], mark=pictures.mark(by, case, at=at),
    )  # fmt: skip


def earlier(shown, materials):
    """The version of the same requirement that was handed in before, the latest of them."""
    before = [m for m in materials if m.code == shown.code and m.seq < shown.seq]
    return before[-1] if before else None
