"""The flow in words: for the list beside the chart, for phones, and for whoever hears the page instead of seeing it."""

from dataclasses import dataclass

from powers.flow.charting import APPLICANT, View, lane_names, limit_words
from powers.flow.step_papers import told
from powers.flow.steps import StepKind


@dataclass(frozen=True)
class Told:
    """One step as a person would tell it; `kind` is act (the applicant's), ask (a question) or empty."""

    what: str
    who: str
    kind: str = ""
    limit: str = ""
    paper: str = ""
    duty: str = ""
    standard: str = ""
    branches: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def who_and_when(self) -> str:
        return f"{self.who}，{self.limit}" if self.limit else self.who


def words(flow, *, view: View = View.EXTERNAL) -> list[Told]:
    """Every step in the order of the flow, with who, what, by when and what may come of it."""
    steps = [_told(flow, step, View(view)) for step in flow.steps]
    if view == View.INTERNAL:
        return steps
    apply = Told("网上申请", APPLICANT, "act")
    branches = (("否", "一次告知要补的全部材料，申请人补正，再看一遍"), ("是", "往下走"))
    complete = Told("材料齐全吗", steps[0].who, "ask", steps[0].limit, branches=branches)
    received = "收到决定和证照" if any(step.kind == StepKind.ISSUANCE for step in flow.steps) else "收到决定"
    return [apply, complete, *steps, Told(received, APPLICANT, "act")]


def describe(flow, *, view: View) -> str:
    """The whole chart in one paragraph."""
    return "；".join(_sentence(told) for told in words(flow, view=view)) + "。"


def _sentence(told: Told) -> str:
    branches = "，".join(f"{label}：{text}" for label, text in told.branches)
    paper = f"，出具{told.paper}" if told.paper else ""
    return "，".join(
        part for part in (f"{told.who_and_when}：{told.what}{paper}", told.note, branches) if part
    )


def _told(flow, step, view: View) -> Told:
    is_internal = view == View.INTERNAL
    asks = step.kind == StepKind.DECISION and not is_internal
    return Told(
        what="符合条件吗" if asks else f"{flow.number(step.code)} {step.name}" if is_internal else step.name,
        who=lane_names(flow, view)[step.lane],
        kind="ask" if step.kind == StepKind.DECISION else "",
        limit=_limit(step),
        paper="；".join(told(step)) if is_internal else step.paper,
        duty=step.duty if is_internal else "",
        standard=step.standard if is_internal else "",
        branches=_branches(flow, step, view),
        note="等并行的各路都办完再办" if step.join else "",
    )


def _limit(step) -> str:
    words_ = limit_words(step)
    if step.stops_clock:
        return (
            "所需时间不计入办理时限，书面告知"
            if not step.limit_days
            else f"{step.limit_days} 个工作日左右，不计入办理时限"
        )
    return f"{words_}内" if step.limit_days else words_


def _branches(flow, step, view: View) -> tuple[tuple[str, str], ...]:
    shown = step.outcomes if view == View.INTERNAL else step.forward
    forks = any(len(outcome.to) > 1 for outcome in shown)
    if step.kind == StepKind.DELIVERY or (len(shown) < 2 and not forks):
        return ()
    return tuple((_label(outcome, step, view), _goal(flow, outcome, step, view)) for outcome in shown)


def _label(outcome, step, view: View) -> str:
    if view == View.EXTERNAL and step.kind == StepKind.DECISION:
        return "是" if outcome.code == "grant" else "否"
    return outcome.label


def _goal(flow, outcome, step, view: View) -> str:
    names = "、".join(
        f"{flow.number(code)} {flow.step(code).name}" if view == View.INTERNAL else flow.step(code).name
        for code in outcome.to
    )
    if view == View.EXTERNAL and step.kind == StepKind.DECISION:
        return f"{outcome.label}，说明理由" if outcome.code == "refuse" else f"{outcome.label}，{names}"
    if len(outcome.to) > 1:
        return f"同时办：{names}"
    return f"退回到 {names}" if outcome.back else f"到 {names}"
