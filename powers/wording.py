"""How a date and a case number are written on a page: in full for the public, short for officials' tables (用语规范).

It decides the words only. An instant is shown on the civil day and hour of Asia/Shanghai; nothing is shown for nothing.
"""

from datetime import date, datetime

from ledger.clock import CHINA

WEEKDAYS = "一二三四五六日"


def zh_date(day: date | datetime | None, *, year: bool = False) -> str:
    """4 月 7 日（周二）"""
    if not day:
        return ""
    day = _local(day)
    first = f"{day.year} 年 " if year else ""
    return f"{first}{day.month} 月 {day.day} 日（周{WEEKDAYS[day.weekday()]}）"


def zh_datetime(instant: datetime | None, *, year: bool = False) -> str:
    """3 月 30 日 9:10"""
    if not instant:
        return ""
    instant = _local(instant)
    first = f"{instant.year} 年 " if year else ""
    return f"{first}{instant.month} 月 {instant.day} 日 {instant.hour}:{instant:%M}"


def short_date(day: date | datetime | None) -> str:
    """04-07"""
    return f"{_local(day):%m-%d}" if day else ""


def short_datetime(instant: datetime | None) -> str:
    """04-02 09:10"""
    return f"{_local(instant):%m-%d %H:%M}" if instant else ""


def case_no(number) -> str:
    """3201 0626 0326 0317"""
    text = str(number or "")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _local(day: date | datetime) -> date | datetime:
    is_aware = isinstance(day, datetime) and day.tzinfo is not None
    return day.astimezone(CHINA) if is_aware else day
