"""A due date in Chinese, line by line: what counted, what did not and by which article, and what is not settled yet.

Only words: every number here was decided in `deadlines`. Days that share a reason share a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby


def spoken(day: date) -> str:
    """A day as people say it, with its weekday."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日（周{'一二三四五六日'[day.weekday()]}）"


@dataclass(frozen=True)
class _Told:
    calendar: object
    is_working: bool
    on: date | None
    own_days: int

    def reason(self, mark) -> str:
        if mark.counts:
            return self.counting(mark)
        if mark.pause:
            return f"停钟，{mark.pause.ground}，不计入（{mark.pause.law}）"
        if self.is_working:
            return f"{self.calendar.why_off(mark.day)}，不计入"
        if mark.day == self.on:
            return "最后一天遇休息日，顺延到这一天（《民法典》第二百零三条）"
        return f"{self.calendar.why_off(mark.day)}，顺延（《民法典》第二百零三条）"

    def counting(self, mark) -> str:
        makeup = self.calendar.why_on(mark.day) if self.is_working else ""
        longer = "在延长的期限内" if mark.used > self.own_days else ""
        return "，".join(part for part in (makeup, longer, "计入") if part)


def explain(
    start: date,
    limit,
    marks: Sequence,
    on: date | None,
    *,
    calendar,
    extension: int,
    own_days: int,
    unknown: Sequence[date],
    event: str,
) -> tuple[str, ...]:
    """Why the limit ends on this day, from the event that set it going to the result."""
    is_working = limit.unit == "working"
    days = "个工作日" if is_working else "个自然日"
    told = _Told(calendar, is_working, on, own_days)
    lines = [_opening(start, limit, extension, event), f"日历：{calendar.name}。"]
    lines += [_span(list(group), reason, days) for reason, group in groupby(marks, key=told.reason)]
    if on is None:
        used = max((mark.used for mark in marks), default=0)
        return (*lines, f"还在停钟，恢复计时以后才有到期日；已用 {used} {days}。")
    lines.append(f"到期日：{spoken(on)}。")
    if unknown:
        years = "、".join(f"{year} 年" for year in sorted({day.year for day in unknown}))
        lines.append(f"暂定：{years}的放假安排还没有录入，先按周末休息计算，录入以后重新计算。")
    return tuple(lines)


def _opening(start: date, limit, extension: int, event: str) -> str:
    day_unit = "个工作日" if limit.unit == "working" else "个自然日"
    longer = f"，经批准延长 {extension} {day_unit}" if extension else ""
    named = f"，{event}" if event else ""
    law = "、第二百零二条" if limit.unit == "month" else ""
    return f"起算：{spoken(start)}{named}，当天不计入（《民法典》第二百零一条{law}）；期限 {limit}{longer}。"


def _span(group: Sequence, reason: str, days: str) -> str:
    first, last = group[0], group[-1]
    when = spoken(first.day) if len(group) == 1 else f"{spoken(first.day)}至 {spoken(last.day)}"
    if not first.counts:
        return f"{when}：{reason}。"
    count = f"第 {first.used} " if first.used == last.used else f"第 {first.used} 至 {last.used} "
    return f"{when}：{reason}，{count}{days}。"
