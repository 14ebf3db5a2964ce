"""Small rules of official Chinese writing: dates, numbered items, and which characters may stand in a paper.

Figures stand without spaces (GB/T 9704). Characters that could make a paper read otherwise than it is stored
(controls, direction overrides) are dropped; private-use ones stay, so that the font check refuses them aloud.
"""

import datetime
import unicodedata


def cn_day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def clean_lines(text: str) -> list[str]:
    """Lines without control, bidirectional-override and private characters: what is seen is what is stored."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    kept = ("".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cf", "Cs")) for line in lines)
    return [line.strip(" ") for line in kept if line.strip()]


def numbered(items: tuple[str, ...]) -> list[str]:
    """One item stands alone; several are 一、二、三、."""
    if len(items) == 1:
        return [stop(items[0])]
    return [f"{cn_numeral(n)}、{stop(item)}" for n, item in enumerate(items, 1)]


def cn_numeral(n: int) -> str:
    digits = " 一二三四五六七八九"
    tens, ones = divmod(n, 10)
    head = {0: "", 1: "十"}.get(tens, f"{digits[tens % 10]}十")
    return f"{head}{digits[ones].strip()}" if n < 100 else str(n)


def stop(text: str) -> str:
    return text if text.endswith(("。", "；", "：")) else f"{text}。"
