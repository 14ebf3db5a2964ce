"""More time, once (行政许可法 第四十二条): ten days by the head of the office, fifteen where several offices decide jointly."""

from datetime import datetime

from ledger.clock import civil_day
from ledger.verbs import Refused
from workflow.clock.clocks import extension_days, running

JOINT_DAYS = 15  # 第四十二条第二款：统一办理、联合办理、集中办理，可以延长十五日


def most_days(case) -> int:
    return JOINT_DAYS if case.edition.flow.is_joint else extension_days(case.edition)


def refuse_unlawful(case, days: int, *, at: datetime) -> None:
    """A second extension, one that is too long, or one asked for when the statutory limit has passed already."""
    if case.extended_days:
        raise Refused("延期只能一次，这一件已经延过")
    most = most_days(case)
    if not 1 <= days <= most:
        raise Refused(f"延期最少 1 个、最多 {most} 个工作日（行政许可法第四十二条）")
    limit = running(case, "statutory")
    if limit is not None and limit.is_overdue(on=civil_day(at)):
        raise Refused("法定期限已经过了，不能再延期；请尽快作出决定")
