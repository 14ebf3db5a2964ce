"""The statutory limit of an item as its statute words it: how long, in which unit, from the day of which event.

Decides how limits of different units compare: a promise is made in working days, so a statutory limit is turned into
working days by the average year of the national holidays, rounded down, never in the applicant's disfavour. Nothing here
counts a date; that is the clock's.
"""

from enum import StrEnum

# 全国年节及纪念日放假办法（2024-11-10）：365 天，104 个周末日，13 个法定假日，一年 248 个工作日。
WORKDAYS, YEAR, MONTHS = 248, 365, 12


class Unit(StrEnum):
    WORKING = "working"
    NATURAL = "natural"
    MONTH = "month"

    @property
    def label(self) -> str:
        return {"working": "个工作日", "natural": "个自然日", "month": "个月"}[self.value]


class Start(StrEnum):
    """The event on whose day a limit begins; the first seven are what a statute may say of an item."""

    ACCEPTED = "accepted"
    RECEIVED = "received"
    COMPLETE = "complete"
    CLOSED = "closed"
    SURVEYED = "surveyed"
    FILED = "filed"
    OTHER = "other"
    SILENT = "silent"
    OPENED = "opened"
    DECIDED = "decided"
    NOTIFIED = "notified"
    TOLD = "told"
    RATED = "rated"

    @property
    def label(self) -> str:
        return STARTS[self]


STARTS = {
    Start.ACCEPTED: "受理之日",
    Start.RECEIVED: "收到申请之日",
    Start.COMPLETE: "收到全部有效文件之日",
    Start.CLOSED: "受理期限终止之日",
    Start.SURVEYED: "勘查现场之日",
    Start.FILED: "立案之日",
    Start.OTHER: "受理之日（条文写的是其他起算点，请看时限原文）",
    Start.SILENT: "收到申请材料之日，逾期没有答复，视为受理（《行政许可法》第三十二条）",
    Start.OPENED: "环节开始之日",
    Start.DECIDED: "作出决定之日",
    Start.NOTIFIED: "补正告知之日",
    Start.TOLD: "书面告知所需时间、停钟之日",
    Start.RATED: "申请人评价之日",
}


def statutory(days: int | None, details: dict) -> tuple[int | None, Unit]:
    """The length and unit that a clock counts; years are counted in months."""
    unit = details.get("statutory_unit") or Unit.WORKING
    return (days * MONTHS if days else days, Unit.MONTH) if unit == "year" else (days, Unit(unit))


def starts_from(details: dict) -> Start:
    return Start(details.get("starts_from") or Start.ACCEPTED)


def in_workdays(days: int | None, unit: Unit) -> int | None:
    """The working days that a limit is worth at the least, for comparing it with a promise."""
    if days is None or unit == Unit.WORKING:
        return days
    return days * WORKDAYS // (YEAR if unit == Unit.NATURAL else MONTHS)


def limits_of(content: dict) -> dict:
    """The limits of a content, as `soundness.findings` weighs them."""
    days, unit = statutory(content["statutory_days"], content["details"])
    limits = {"promised_days": content["promised_days"], "statutory_days": days}
    return {**limits, "unit": unit, "start": starts_from(content["details"])}


def words(days: int, unit: Unit) -> str:
    return f"{days} {unit.label}"


def compared(days: int, unit: Unit) -> str:
    """The limit in words, with what it is worth in working days where it is counted otherwise."""
    if unit == Unit.WORKING:
        return f"{days} 天"
    worth = in_workdays(days, unit)
    return f"{words(days, unit)}（按一年 {WORKDAYS} 个工作日折算，合 {worth} 个工作日）"
