"""The way of a case as its applicant may see it: what was done, what is going on, what comes next.

Drawn from the public part of the events and from the flow that the edition published. Names and opinions of officials are
in neither.
"""

from collections import defaultdict
from datetime import date

from django.urls import reverse

from ledger.events import Event
from powers.wording import zh_date
from workflow.applying import Way
from workflow.calendar.recomputing import told_days
from workflow.machine import Case
from workflow.papers.papers import Paper
from workflow.states import State
from workflow.turns.special import Special

TITLES = {
    "submit": "提交申请",
    "ask_to_complete": "通知补正材料",
    "supplement": "您补正了材料",
    "accept": "受理",
    "supply_owed": "您补交了容缺的材料",
    "return_owed": "补交的材料不合格，退回重交",
    "accept_by_silence": "依法视为受理",
    "decline": "没有受理",
    "refer_elsewhere": "没有受理，请向有关机关申请",
    "lapse": "没有补正，本次申请终结",
    "send_back": "退回前一个环节再看",
    "extend": "延长办理期限",
    "tell_hearing": "告知您可以申请听证",
    "ask_hearing": "您申请了听证",
    "waive_hearing": "您不要求听证",
    "call_hearing": "发出听证通知",
    "record_hearing": "听证结束，继续计时",
    "terminate": "终止办理",
    "resume": "继续计时",
    "grant": "作出决定：准予",
    "refuse": "作出决定：不予",
    "deliver": "送达",
    "withdraw": "您撤回了申请",
    "rate": "您评价了这次服务",
    "answer_rating": "机关答复了您的评价",
    "recompute": "放假安排变了，重新计算期限",
}
TEXTS = {
    "accept": "材料齐全，从次日起计算办理时间。",
    "accept_by_silence": "收到材料后五个工作日没有告知您是否受理，自收到材料之日起即为受理。",
    "resume": "有了结果，接着计算办理时间。",
    "call_hearing": "听证所需时间不计入办理时间；时间和地点见通知书。",
    "record_hearing": "决定要根据听证笔录作出。",
    "extend": "新的期限和理由见延期通知书。",
    "terminate": "理由写在终止决定书里。",
    "refuse": "理由和不服怎么办写在决定书里。",
}
BAD = ("decline", "refer_elsewhere", "lapse", "terminate", "refuse")
WAITING = {
    State.SUBMITTED: "由受理窗口办理。",
    State.GRANTED: "等您签收决定书，也可以到窗口领取。",
    State.REFUSED: "等您签收决定书，也可以到窗口领取。",
}
SECRET_UNTIL_SIGNED = ("grant_decision", "refusal_decision", "change_decision", "renewal_decision", "licence")


def timeline(case: Case, *, links: bool = True) -> list[dict]:
    """Rows for the timeline, past to future; without links for whoever is not signed in."""
    papers = defaultdict(list)
    for paper in case.papers.all() if links else ():
        papers[paper.seq].append(paper)
    steps = {step.code: step for step in case.edition.flow.steps}
    rows = [_row(event, steps, papers[event.seq], case) for event in case.history]
    return [row for row in rows if row] + _now(case) + _next(case)


def _row(event: Event, steps, papers: list[Paper], case: Case) -> dict | None:
    title, text = TITLES.get(event.verb, ""), TEXTS.get(event.verb, "")
    if event.verb == "advance":
        step = steps[event.body["closes"]["step"]]
        title = step.name
        if any(o.code == event.body["closes"]["outcome"] and o.back for o in step.outcomes):
            text = "退回前一个环节再看。"
    elif event.verb == "submit" and "way" in event.body:
        title, text = "窗口为您登记申请", f"申请方式：{Way(event.body['way']).label}。"
    elif event.verb == "accept" and "owed" in event.body:
        text = "容缺受理，缺的材料请按承诺的日期补交；从次日起计算办理时间。"
    elif event.verb == "return_owed":
        text = f"请在 {zh_date(date.fromisoformat(event.body['by']))}前重新补交；为什么退回、怎么改，写在告知书里。"
    elif event.verb == "supply_owed" and "window" in event.body:
        title, text = "窗口收下了您补交的容缺材料", _originals(event, case)
    elif event.verb == "supplement" and event.actor["post"] == "window":
        title = "窗口收下了您的补正材料"
    elif event.verb == "pause":
        ground = Special(event.body["ground"]).label
        title, text = f"开始{ground}", f"预计 {event.body['days']} 个工作日，不计入办理时间。"
    elif event.verb == "ask_to_complete" and papers:
        text = "；".join(papers[0].fields.get("items", ()))
    elif event.verb == "recompute":
        text = told_days(event)
    if not title:
        return None
    links = [(p.label, reverse("paper", args=[case.number, p.pk])) for p in papers if may_open(p, case)]
    kind = "bad" if event.verb in BAD else "done"
    return {"kind": kind, "title": title, "at": event.at, "text": text, "links": links}


def _originals(event: Event, case: Case) -> str:
    """The originals that the window has taken in, by name and copies."""
    names = {material["code"]: material["name"] for material in case.edition.materials}
    told = [f"{names.get(row['code'], '其他材料')} {row['copies']} 份" for row in event.body.get("paper", ())]
    return f"收到纸质原件：{'，'.join(told)}。" if told else ""


def may_open(paper: Paper, case: Case) -> bool:
    """A decision is opened by signing for it; every other paper at once."""
    return not awaits_signature(paper, case)


def awaits_signature(paper: Paper, case: Case) -> bool:
    return paper.kind in SECRET_UNTIL_SIGNED and case.stage in (State.GRANTED, State.REFUSED)


def _now(case: Case) -> list[dict]:
    if case.stage == State.CORRECTION:
        return [{"kind": "now", "title": "等您补正材料", "when": "进行中", "text": ""}]
    where = WAITING.get(case.stage) or f"由{case.office.name}办理。"
    return [{"kind": "now", "title": run.name, "when": "进行中", "text": where} for run in case.open_runs]


def _next(case: Case) -> list[dict]:
    """The steps that can still come, by their names, in the order of the flow."""
    flow, running = case.edition.flow, {run.code for run in case.open_runs}
    ahead = set().union(*(flow.reach(code) for code in running)) - running if running else set()
    return [{"kind": "next", "title": step.name} for step in flow.steps if step.code in ahead]
