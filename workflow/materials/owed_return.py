"""Sending back what was supplied and does not fit (补交不合格，退回重交): the debt is owed again, with reasons, in writing.

What is asked for is told at once and in full, like a correction (行政许可法 第三十二条第一款第四项). The days between supplying
and sending back were the office's: they are not counted against the applicant, who has as many working days again as were left
to him when he supplied, and never fewer than three, or all that the item gives where that is less. The official may name a
later day, but none after the item itself would be done: the limit of the office runs on. Refused: a day outside these, no
reasons, what did not come or is owed already.
"""

from datetime import date

from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.wording import zh_date
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays, counted_days
from workflow.materials import owing
from workflow.materials.owing import Debt
from workflow.states import IN_HAND

LEAST = 3  # working days


def returnable(case) -> list[Debt]:
    """What was supplied last of each material, while the case is in hand."""
    if case.state not in IN_HAND:
        return []
    return [debts[-1] for debts in owing.rounds(case) if debts[-1].supplied_at]


def earliest(debt: Debt, *, on: date) -> date:
    """The day that takes nothing away from the applicant, were it sent back on this day."""
    edition, calendar = debt.case.edition, Calendar.of(debt.case.office)
    supplied = civil_day(debt.supplied_at)
    left = counted_days(supplied, debt.due_on, calendar=calendar)
    least = min(LEAST, owing.days_given(edition, debt.material))
    return add_workdays(on, max(left, least), calendar=calendar)


def furthest(debt: Debt, *, on: date) -> date:
    """The last day that may be named: what the item gives, within the promise of the case."""
    last = owing.last_day(debt.case.edition, debt.material, on=on)
    within = min(last, debt.case.due_on) if debt.case.due_on else last
    return max(within, earliest(debt, on=on))


def again(case, code: str, day: date | None, *, at) -> dict:
    """The public part of sending one material back: which, and until when it is owed again."""
    debt = next((each for each in returnable(case) if each.code == code), None)
    if debt is None:
        raise Refused("这件材料没有补交，或者已经退回等申请人重交，请看最新情况")
    on = civil_day(at)
    first, last = earliest(debt, on=on), furthest(debt, on=on)
    day = day or first
    if not first <= day <= last:
        upto = f"最晚 {zh_date(last, year=True)}" if first < last else "只能是这一天"
        raise Refused(
            f"重交的日期最早 {zh_date(first, year=True)}（审查用掉的日子不算申请人的），{upto}，请改一个日期"
        )
    return {"code": code, "by": day.isoformat()}
