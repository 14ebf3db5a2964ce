"""The marks on a paper that are drawn, not written: the round seal and the QR code.

Both are computed here once, in plain numbers, and drawn by the page (SVG) and by the PDF (typst) alike. The seal is a
likeness of the office's seal; what proves a paper is the check code, and a demonstration seal says 样章.
"""

from dataclasses import dataclass

import segno

ARC = 262  # degrees covered by a long name, the opening at the bottom
STEP = 20.5  # degrees from one character to the next in a short name


@dataclass(frozen=True)
class SealMark:
    char: str
    angle: float  # degrees clockwise from the top


@dataclass(frozen=True)
class Seal:
    """A seal on a square of 200 units: ring, star, the office's name round the arc, a line of words below."""

    office: str
    words: str
    marks: tuple[SealMark, ...]
    size: float

    @property
    def label(self) -> str:
        return f"{'样章：' if self.words.endswith('样章') else ''}{self.office}{self.words}"


def draw_seal(office: str, *, words: str) -> Seal:
    """The longer the name, the closer and smaller its characters, never overlapping."""
    count = len(office)
    step = min(STEP, ARC / max(count - 1, 1))
    first = -step * (count - 1) / 2
    marks = tuple(SealMark(char, round(first + step * n, 2)) for n, char in enumerate(office))
    return Seal(office=office, words=words, marks=marks, size=round(min(20, 23 * step / STEP), 2))


def seal_words(power_class: str, *, demo: bool) -> str:
    # 行政许可法 第三十二条第二款: 加盖本行政机关专用印章
    words = "行政许可" if power_class == "行政许可" else "政务服务"
    return f"{words}样章" if demo else f"{words}专用章"


@dataclass(frozen=True)
class QrCode:
    modules: int
    path: str

    @property
    def view_box(self) -> str:
        return f"-2 -2 {self.modules + 4} {self.modules + 4}"

    @property
    def svg(self) -> str:
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{self.view_box}" shape-rendering="crispEdges">'
        )
        return f'{head}<path d="{self.path}"/></svg>'


def draw_qr(text: str) -> QrCode:
    rows = segno.make(text, error="m", micro=False, boost_error=False).matrix
    runs = (
        f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for start, length in _runs(row)
    )
    return QrCode(modules=len(rows), path="".join(runs))


def _runs(row):
    start = None
    for x, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None
