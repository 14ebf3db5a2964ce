"""Which fonts official papers are printed with, and which characters they hold.

GB/T 9704 wants 小标宋 for titles and 仿宋 for the body. An agency drops its licensed fonts into HALL_FONT_DIR; they are
taken before the bundled Noto Serif SC. typst prints a blank for a character no font holds, so such a text is refused
here, aloud: a name must never lose a character.
"""

from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from ledger.verbs import Refused

BUNDLED = Path(__file__).parents[1] / "fonts"
TITLE_FAMILIES = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong", "华文中宋")
BODY_FAMILIES = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "华文仿宋")
FALLBACK_FAMILY = "Noto Serif SC"


class MissingGlyph(Refused, ValueError):
    """No font holds these characters; the text is a Chinese sentence for the official."""

    def __init__(self, characters: str):
        self.characters = characters
        codes = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in characters)
        super().__init__(f"字库里没有 {codes}，印不出来，请装上有这些字的字体再制作")


def font_dirs() -> tuple[str, ...]:
    own = str(getattr(settings, "HALL_FONT_DIR", "") or "")
    return (own, str(BUNDLED)) if own else (str(BUNDLED),)


@lru_cache(maxsize=4)
def fonts_in(dirs: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(d) for d in dirs]
    )


def families(wanted: tuple[str, ...], *, dirs: tuple[str, ...]) -> list[str]:
    """The families really there, best first."""
    held = set(fonts_in(dirs).families())
    return [*(name for name in wanted if name in held), FALLBACK_FAMILY]


@lru_cache(maxsize=4)
def coverage(dirs: tuple[str, ...]) -> frozenset[int]:
    """Every character at least one of the fonts can print."""
    held = set()
    for info in fonts_in(dirs).fonts():
        with TTFont(info.path, fontNumber=info.index, lazy=True) as font:
            held.update(font.getBestCmap())
    return frozenset(held)


def missing_glyphs(text: str, *, dirs: tuple[str, ...] | None = None) -> str:
    """The characters of a text that cannot be printed, each once, in order."""
    held = coverage(dirs or font_dirs())
    return "".join(dict.fromkeys(char for char in text if ord(char) not in held and not char.isspace()))


def refuse_missing(texts, *, dirs: tuple[str, ...] | None = None) -> None:
    if missing := missing_glyphs("".join(texts), dirs=dirs):
        raise MissingGlyph(missing)
