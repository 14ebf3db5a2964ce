"""Materials as officials look at them: drawn page by page, copied or read out, each time marked with who, when and which case.

What opens the file is `easel.py`, another process without the house's keys; one that takes too long or breaks is given up,
and the reader is told to fetch the file as it was handed in.
"""

import json
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ledger.verbs import Refused
from workflow.materials.check import MEDIA_TYPES

EASEL = Path(__file__).with_name("easel.py")
FONT = Path(__file__).parents[1] / "fonts" / "NotoSerifSC-Regular.ttf"
CHINA = ZoneInfo("Asia/Shanghai")
SECONDS = 25
MOST_WORDS = 200_000
DRAWN = ("pdf", "jpg", "png")
READ = ("pdf", "docx")
KINDS = {media_type: kind for kind, media_type in MEDIA_TYPES.items()}

_easels = threading.BoundedSemaphore(2)


class Undrawable(Refused):
    """A file that does not open, or not in time."""

    def __init__(self):
        super().__init__("这份材料在页面里打不开，请下载未加水印的原件看")


def kind_of(material) -> str:
    return KINDS.get(material.media_type, "")


def is_drawn(material) -> bool:
    """Whether its pages can be shown as pictures."""
    return kind_of(material) in DRAWN


def mark(user, case, *, at: datetime) -> list[str]:
    """The watermark (国办函〔2016〕108号): who looks, when, at which case, and what for."""
    number = " ".join(case.number[i : i + 4] for i in range(0, len(case.number), 4))
    who = f"{user.name} {user.staff_no}" if not user.is_applicant else "申请人"
    return [f"{who}  {at.astimezone(CHINA):%Y-%m-%d %H:%M}", f"办件 {number}，仅供办理本件使用"]


def page(material, *, number: int, width: int, turn: int, marked: list[str]) -> bytes:
    """One page as a PNG."""
    wish = {"do": "page", "page": number, "width": width, "turn": turn, **_marks(marked)}
    return _ask(material, wish)


def copy(material, *, marked: list[str]) -> bytes:
    """The file with the mark on every page; what cannot be marked (docx, xlsx, ofd) as it was handed in."""
    if not is_drawn(material):
        return material.read()
    return _ask(material, {"do": "copy", **_marks(marked)})


def words(material) -> list[str]:
    """The text, a line for each paragraph; empty lines are left out."""
    if kind_of(material) not in READ:
        return []
    text = _ask(material, {"do": "text", "most": MOST_WORDS}).decode("utf-8", "ignore")
    return [line for line in (raw.strip() for raw in text.splitlines()) if line]


def _marks(marked: list[str]) -> dict:
    return {"mark": marked, "font": str(FONT)}


def _ask(material, wish: dict) -> bytes:
    told = json.dumps({**wish, "kind": kind_of(material)}).encode() + b"\n" + material.read()
    command = [sys.executable, "-I", str(EASEL)]
    with _easels:
        try:
            done = subprocess.run(
                command, input=told, capture_output=True, timeout=SECONDS, env={}, check=True
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise Undrawable from error
    return done.stdout.partition(b"\n")[2]
