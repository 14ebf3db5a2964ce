"""How long what an office grants is valid, and the days around its end; pure.

A term is counted from its first day, which is part of it: five years from 2 March 2026 end with 1 March 2031. Source:
the edition's own 有效期; 行政许可法 第五十条 for the thirty days; 民法典 第二百零二条 for a time counted in years.
"""

from calendar import monthrange
from datetime import date, timedelta

# 行政许可法 第五十条第一款
RENEWAL_DAYS = 30


def last_day(details: dict, first: date) -> date | None:
    """The last day of a term that begins on `first`; None where the item names no length, or a lasting one."""
    length, unit = details.get("valid_for"), details.get("valid_unit", "")
    if not length or unit not in ("day", "month", "year"):
        return None
    if unit == "day":
        return first + timedelta(days=length - 1)
    return months_after(first, length * (12 if unit == "year" else 1)) - timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def file_by(valid_to: date) -> date:
    """The last day on which a renewal is asked for in time: thirty days before the term ends."""
    return valid_to - timedelta(days=RENEWAL_DAYS)
