"""What a person meant who wrote something other than a whole number into a limit, as advice in words.

Nothing is guessed into the catalogue: a limit of “20日” may be working days or calendar days, and only the office knows.
"""

import re

DIGITS = dict(zip("零〇一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
UNITS = {"十": 10, "百": 100}
ON_THE_SPOT = ("即办", "当场", "立即", "当日", "随到随办")
WITH_UNIT = re.compile(
    r"(?P<number>\d{1,4}|[零〇一二三四五六七八九两十百]{1,7})\s*个?\s*(?P<unit>工作日|自然日|日历日|日|天|月|年)?(内|以内)?"
)


def advice(text: str) -> str:
    """The end of the sentence “20日”不是整数，…"""
    if text.startswith(ON_THE_SPOT):
        return "当场办结的请在法定办结时限写 0，并把办件类型写成即办件"
    found = WITH_UNIT.fullmatch(text.strip())
    number = _number(found["number"]) if found else None
    if number is None:
        return "请只写工作日数，例如 20；法律没有规定的不写"
    if found["unit"] in ("工作日", None):
        return f"请写成 {number}"
    if found["unit"] in ("日", "天"):
        return f"如果是 {number} 个工作日，请写成 {number}；如果是自然日，请换算成工作日"
    return "请换算成工作日，只写数字"


def _number(text: str) -> int | None:
    """二十 → 20, 一百二十 → 120, 15 → 15."""
    if text.isdigit() and text.isascii():
        return int(text)
    total, digit = 0, None
    for char in text:
        if char in UNITS:
            total, digit = total + (1 if digit is None else digit) * UNITS[char], None
        elif digit not in (None, 0):
            return None
        else:
            digit = DIGITS[char]
    return total + (digit or 0)
