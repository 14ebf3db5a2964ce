"""A flow as the elements of BPMN 2.0 (ISO/IEC 19510): user tasks in lanes, a question where a step has several results, a
fork where a result goes several ways, a join where a step waits for all of them.

Decides what element each part of a flow becomes, and refuses a draft whose arrows lead to steps it does not have.
"""

from collections import Counter
from dataclasses import dataclass

from powers.flow.documents import BadFlow
from powers.flow.steps import Lane, Outcome, Step

TASK, ASK, PARALLEL, START, END = "userTask", "exclusiveGateway", "parallelGateway", "startEvent", "endEvent"
START_ID = "Start"


@dataclass(frozen=True)
class Node:
    id: str
    tag: str
    lane: Lane
    place: str  # where it stands within the step's stretch of the drawing: join, task, ask, fork…, end
    step: Step
    name: str = ""


@dataclass(frozen=True)
class Arrow:
    source: str
    target: str
    outcome: Outcome | None = None
    back: bool = False


@dataclass(frozen=True)
class Graph:
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def graph(flow) -> Graph:
    """Everything BPMN draws of a flow."""
    _refuse_loose(flow)
    ids = {step.code: f"Step_{n}" for n, step in enumerate(flow.steps, start=1)}
    first = flow.first
    nodes = [Node(START_ID, START, first.lane, "start", first, "提交申请")]
    arrows = [Arrow(START_ID, _entry(flow, ids, first.code))]
    for step in flow.steps:
        nodes += _nodes(step, ids[step.code])
        arrows += _arrows(flow, ids, step)
    return Graph(tuple(nodes), tuple(arrows))


def _refuse_loose(flow) -> None:
    if not flow.steps:
        raise BadFlow("流程里一步也没有，请先加上各步。")
    twice = [code for code, times in Counter(step.code for step in flow.steps).items() if times > 1]
    if twice:
        raise BadFlow(f"代码“{twice[0]}”有几步在用，请改成各不相同。")
    for step in flow.steps:
        for outcome in step.outcomes:
            if any(code not in flow for code in outcome.to):
                raise BadFlow(f"“{step.name}”的结果“{outcome.label}”通向流程里没有的步骤，请重新选一步。")


def _nodes(step: Step, id: str):
    if step.join:
        yield Node(f"{id}_join", PARALLEL, step.lane, "join", step, "会合")
    yield Node(id, TASK, step.lane, "task", step, step.name)
    if len(step.outcomes) > 1:
        yield Node(f"{id}_ask", ASK, step.lane, "ask", step)
    for n, outcome in enumerate(step.outcomes):
        if len(outcome.to) > 1:
            yield Node(f"{id}_fork{n}", PARALLEL, step.lane, f"fork{n}", step, "同时办")
    if any(not outcome.to for outcome in step.outcomes):
        yield Node(f"{id}_end", END, step.lane, "end", step, "办结")


def _arrows(flow, ids: dict[str, str], step: Step):
    id = ids[step.code]
    if step.join:
        yield Arrow(f"{id}_join", id)
    source = f"{id}_ask" if len(step.outcomes) > 1 else id
    if source != id:
        yield Arrow(id, source)
    for n, outcome in enumerate(step.outcomes):
        # A return goes to the step itself: who comes back does not wait for branches that have been joined already.
        goals = [ids[to] if outcome.back else _entry(flow, ids, to) for to in outcome.to]
        if len(goals) > 1:
            yield Arrow(source, f"{id}_fork{n}", outcome, outcome.back)
            yield from (Arrow(f"{id}_fork{n}", goal, back=outcome.back) for goal in goals)
        else:
            yield Arrow(source, goals[0] if goals else f"{id}_end", outcome, outcome.back)


def _entry(flow, ids: dict[str, str], code: str) -> str:
    return f"{ids[code]}_join" if flow.step(code).join else ids[code]
