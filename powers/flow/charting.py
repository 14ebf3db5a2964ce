"""What stands where on a flowchart: the boxes in their lanes and rows, and the arrows between them.

Two views of one definition. The external view is the applicant's: what the applicant does, what the window asks, who acts
then and by when; returns between officials are not drawn. The internal view is the staff's: each step by its number and
post, with its limit and with the returns. The acceptance question and the supplement are the same for every power (行政许可法
第三十二条), so they are drawn from the law and not from the flow.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from powers.flow.phases import Phase, phases
from powers.flow.steps import Lane, StepKind

APPLICANT = "申请人"
WINDOW = "受理窗口"
EXAMINERS = "审查岗"


class View(StrEnum):
    EXTERNAL = "external"
    INTERNAL = "internal"


class Shape(StrEnum):
    BOX = ""
    ACT = "on"
    ASK = "q"
    GRANTED = "end"
    REFUSED = "no"
    PAPER = "doc"


@dataclass(frozen=True)
class Node:
    id: str
    lane: int
    row: int
    text: str
    shape: Shape = Shape.BOX
    small: str = ""


@dataclass(frozen=True)
class Arrow:
    source: str
    target: str
    label: str = ""
    back: bool = False


@dataclass
class Chart:
    lanes: list[str]
    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return 1 + max(node.row for node in self.nodes.values())

    def put(self, id: str, lane: int, row: int, text: str, shape: Shape = Shape.BOX, small: str = "") -> Node:
        while any((node.lane, node.row) == (lane, row) for node in self.nodes.values()):
            row += 1
        self.nodes[id] = Node(id, lane, row, text, shape, small)
        return self.nodes[id]

    def link(self, source: str, target: str, label: str = "", *, back: bool = False) -> None:
        """An arrow; two results that lead to the same place share one."""
        twin = next((a for a in self.arrows if (a.source, a.target, a.back) == (source, target, back)), None)
        if twin:
            self.arrows.remove(twin)
            label = "、".join(part for part in (twin.label, label) if part)
        self.arrows.append(Arrow(source, target, label, back))


def lane_names(flow, view: View) -> dict[Lane, str]:
    """What each post's column is called; to the applicant all who examine in one office are one column."""
    if view == View.INTERNAL:
        return {lane: lane.label for lane in flow.lanes}
    forks = any(len(outcome.to) > 1 for step in flow.steps for outcome in step.forward)
    apart = (Lane.EXPERT, Lane.HEAD, *([Lane.SURVEYOR] if forks else []))
    names = {lane: lane.label if lane in apart else EXAMINERS for lane in flow.lanes}
    return {**names, Lane.WINDOW: WINDOW}


def limit_words(step) -> str:
    """How long a step may take, in words short enough for a box."""
    if step.stops_clock:
        return f"停钟，约 {step.limit_days} 个工作日" if step.limit_days else "停钟"
    return f"{step.limit_days} 个工作日" if step.limit_days else "当天"


def chart(flow, view: View) -> Chart:
    """Place everything: rows follow the longest way, so that an arrow points down unless it returns."""
    order = sorted(flow.steps, key=lambda step: -len(flow.reach(step.code)))
    names = lane_names(flow, view)
    drawn = Chart(list(dict.fromkeys(names[lane] for lane in flow.lanes)))
    if view == View.EXTERNAL:
        drawn.lanes = [APPLICANT, WINDOW, *(name for name in drawn.lanes if name != WINDOW)]
        _put_application(drawn, flow)
    for step in order:
        if step.code not in drawn.nodes:
            _put_step(drawn, flow, step, view, lane=drawn.lanes.index(names[step.lane]))
    for step in order:
        _link_step(drawn, step, view)
    if view == View.EXTERNAL:
        _put_result(drawn, flow)
    drawn.phases = phases(flow, {code: node.row for code, node in drawn.nodes.items()})
    return drawn


def _put_application(drawn: Chart, flow) -> None:
    first = flow.first
    drawn.put("-apply", 0, 0, "网上申请", Shape.ACT)
    drawn.put("-supplement", 0, 1, "补正材料")
    drawn.put("-complete", 1, 1, "材料齐全吗", Shape.ASK)
    drawn.put(first.code, 1, 2, first.name)
    drawn.link("-apply", "-complete")
    drawn.link("-complete", "-supplement", "否")
    drawn.link("-supplement", "-apply")
    drawn.link("-complete", first.code, "是")
    if first.paper:
        drawn.put("-receipt", 0, 2, first.paper, Shape.PAPER)
        drawn.link(first.code, "-receipt")


def _put_step(drawn: Chart, flow, step, view: View, *, lane: int) -> None:
    before = [
        drawn.nodes[other.code].row
        for other in flow.steps
        if other.code in drawn.nodes and any(step.code in outcome.to for outcome in other.forward)
    ]
    row = max(before, default=-1) + 1
    if view == View.INTERNAL:
        shape = Shape.ASK if step.kind == StepKind.DECISION else Shape.BOX
        drawn.put(step.code, lane, row, f"{flow.number(step.code)} {step.name}", shape, limit_words(step))
    elif step.kind == StepKind.DECISION:
        node = drawn.put(step.code, lane, row, "符合条件吗", Shape.ASK)
        refused = next((outcome.label for outcome in step.forward if outcome.code == "refuse"), "不予")
        beside = drawn.lanes.index(EXAMINERS) if EXAMINERS in drawn.lanes else lane - 1
        drawn.put("-refused", beside, node.row, f"{refused}，说明理由", Shape.REFUSED)
    elif step.kind == StepKind.ISSUANCE:
        drawn.put(step.code, lane, row, f"准予，{step.name}", Shape.GRANTED)
    else:
        drawn.put(step.code, lane, row, step.name, small="不计入时限" if step.stops_clock else "")


def _link_step(drawn: Chart, step, view: View) -> None:
    shown = step.outcomes if view == View.INTERNAL else step.forward
    for outcome in shown:
        for to in (code for code in outcome.to if code in drawn.nodes):
            label = outcome.label if len(shown) > 1 else ""
            # A draft may begin with a decision, which then stands where the acceptance would.
            if view == View.EXTERNAL and step.kind == StepKind.DECISION and "-refused" in drawn.nodes:
                _link_decision(drawn, step.code, outcome, to)
            else:
                drawn.link(step.code, to, label, back=outcome.back)


def _link_decision(drawn: Chart, code: str, outcome, to: str) -> None:
    if outcome.code == "refuse":
        drawn.link(code, "-refused", "否")
        drawn.link("-refused", to)
    else:
        drawn.link(code, to, "是")


def _put_result(drawn: Chart, flow) -> None:
    delivery = drawn.nodes[flow.steps[-1].code]
    drawn.put("-receive", 0, delivery.row, "收到决定和证照" if _issues(flow) else "收到决定", Shape.ACT)
    drawn.link(delivery.id, "-receive")


def _issues(flow) -> bool:
    return any(step.kind == StepKind.ISSUANCE for step in flow.steps)
