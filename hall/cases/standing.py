"""Where a case stands, in the applicant's words: a tag, a sentence with a date, and what is his to do.

The words are those of the style guide. What has been handed to the inner net and is not acknowledged yet is 正在转送; success
is said only when it is true.
"""

from dataclasses import dataclass
from datetime import date, datetime

from exchange.state import acknowledged
from ledger.clock import civil_day
from powers.wording import zh_date
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock, running
from workflow.clock.deadlines import counted_days
from workflow.machine import Case
from workflow.states import IN_HAND, State


@dataclass(frozen=True)
class Standing:
    """`act` names the page where the applicant does what is his to do."""

    kind: str
    words: str
    symbol: str
    sentence: str
    act: str = ""
    act_words: str = ""


LOOKS = {
    State.SUBMITTED: ("info", "clock"),
    State.CORRECTION: ("warn", "alert"),
    State.DECLINED: ("", "x"),
    State.HANDLING: ("info", "search"),
    State.PAUSED: ("", "pause"),
    State.GRANTED: ("ok", "check"),
    State.REFUSED: ("", "x"),
    State.WITHDRAWN: ("", "x"),
    State.TERMINATED: ("", "x"),
    State.CONCLUDED: ("ok", "check"),
}
HEARING_WORDS = ("ask_hearing", "waive_hearing")
ACTS = {
    State.CORRECTION: ("supplement", "去补正"),
    State.DECLINED: ("track", "看决定书"),
    State.TERMINATED: ("track", "看文书"),
    State.GRANTED: ("track", "签收并下载"),
    State.REFUSED: ("track", "签收并下载"),
}


def standing(case: Case, *, at: datetime, calendar: Calendar, crossing: bool = False) -> Standing:
    """Where the case stands at this moment; `crossing` when its last act has not reached the inner net yet."""
    kind, symbol = LOOKS[case.stage]
    words, act = case.stage.public_label, ACTS.get(case.stage, ("", ""))
    if case.stage == State.CONCLUDED and case.decision == "refuse":
        kind, symbol = "", "x"
    if crossing:
        words, symbol = "已受理，正在转送", "send"
    if case.stage == State.CONCLUDED and case.rating is None:
        act = ("rate", "评价这次服务")
    if may_answer(case, at=at):
        act = ("hearing", "答复要不要听证")
    return Standing(kind, words, symbol, _sentence(case, civil_day(at), calendar, crossing=crossing), *act)


def may_answer(case: Case, *, at: datetime) -> bool:
    """Whether the applicant may still say if he wants a hearing: told, inside the five days; what is on its way is said."""
    hearing = getattr(case, "hearing", None) if case.stage in IN_HAND else None
    said = any(petition.act in HEARING_WORDS for petition in case.petitions.all())
    return bool(hearing and not said and hearing.may_still_be_asked(on=civil_day(at)))


def is_crossing(case: Case) -> bool:
    """Whether the window's acceptance is still on its way to the inner net."""
    if case.stage != State.HANDLING:
        return False
    last = case.history[-1] if case.history else None
    return last is not None and last.verb in ("accept", "accept_by_silence") and not acknowledged(last)


def _sentence(case: Case, today: date, calendar: Calendar, *, crossing: bool) -> str:
    tell = SENTENCES.get(case.stage)
    said = tell(case, today, calendar) if tell else ""
    if crossing:
        return f"窗口已经受理，正在转送审查机关。{said}"
    if case.stage in IN_HAND and any(p.act == "withdraw" for p in case.petitions.all()):
        return f"您的撤回申请已经发出，正在转送；送到以前作出决定的，以决定为准。{said}"
    return said


def _submitted(case, today, calendar):
    clock = running(case, Clock.Kind.ACCEPTANCE)
    when = f"最迟 {zh_date(clock.due_on)}告诉您是否受理。" if clock and clock.due_on else ""
    return f"{'补正材料' if case.corrected_at else '申请'}已经收到。{when}"


def _correction(case, today, calendar):
    until = supply_by(case)
    when = f"请在 {zh_date(until)}前补正。" if until else "请补正。"
    return f"{when}补上就能接着办。"


def _handling(case, today, calendar):
    if case.due_on is None:
        return "您的申请已受理，正在审查。"
    if today > case.due_on:
        return "已超过承诺时间，正在督促办理；可以打开这一件给办理机关留言。"
    left = counted_days(today, case.due_on, calendar=calendar)
    rest = f"还有 {left} 个工作日" if left else "就是今天"
    return f"您的申请已受理，正在审查。最迟 {zh_date(case.due_on)}告诉您结果，{rest}。"


def _paused(case, today, calendar):
    stop = next((stop for stop in case.stops.all() if stop.ended_at is None), None)
    what = f"正在{stop.get_ground_display()}，预计 {stop.days} 个工作日，" if stop else ""
    return f"{what}这段时间依法不计入办理时间；有了结果接着计时。"


def _concluded(case, today, calendar):
    if case.decision == "refuse":
        return "决定书已经送达。不服决定的，可以申请行政复议或者提起行政诉讼。"
    return "决定已经送达。" + ("" if case.rating else "这次办得满意吗？请评价。")


SENTENCES = {
    State.SUBMITTED: _submitted,
    State.CORRECTION: _correction,
    State.HANDLING: _handling,
    State.PAUSED: _paused,
    State.DECLINED: lambda *_: "没有受理，理由和可以去哪里办写在决定书里。",
    State.GRANTED: lambda *_: "已经准予。请签收决定书，签收后随时可以下载。",
    State.REFUSED: lambda *_: "没有通过，原因写在决定书里。请签收，上面写着怎样申请行政复议。",
    State.TERMINATED: lambda *_: "没有作出决定就结束了，理由写在文书里；情况变了可以重新申请。",
    State.WITHDRAWN: lambda *_: "您撤回了这次申请；需要时可以重新申请。",
    State.CONCLUDED: _concluded,
}


def supply_by(case: Case) -> date | None:
    """The day until which the correction is asked for, as the notice says."""
    notice = next((paper for paper in case.papers.all() if paper.kind == "correction_notice"), None)
    text = notice.fields.get("supply_by", "") if notice else ""
    return date.fromisoformat(text) if text else None
