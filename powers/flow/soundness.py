"""May this flow be published? Every way through it must reach the end, with one decision, within the promised time.

Decides nothing else and changes nothing: each rule that is broken is one `Finding`, a Chinese sentence that names the
step and says how to mend it. No finding means the engine can run the flow without ever standing still (行政许可法 第三十四条:
examined before decided; 受理、审查、决定由不同的人办). The rules come in storeys: the wording first, then the arrows, then
the ways, because a way cannot be followed along an arrow that leads nowhere.
"""

from collections import Counter
from dataclasses import dataclass

from powers.flow.limit_sums import longest_way, over_limit
from powers.flow.step_papers import misbound
from powers.flow.steps import StepKind
from powers.flow.ways import follow
from powers.items.limit_units import Start, Unit

__all__ = ["Finding", "findings", "longest_way"]


@dataclass(frozen=True)
class Finding:
    """One thing to mend; `step` is the code of the step it stands at, empty when it concerns the whole flow.

    `outcome` is the code of the step's result that leads astray, if it is one."""

    step: str
    text: str
    outcome: str = ""


def findings(
    flow,
    *,
    promised_days: int | None,
    statutory_days: int | None,
    unit: Unit = Unit.WORKING,
    start: Start = Start.ACCEPTED,
    result_name: str = "",
) -> list[Finding]:
    """Everything that keeps the flow from being published, in the order to mend it; `result_name` is what a grant gives."""
    if not flow.steps:
        return [Finding("", "流程里一步也没有，请先加上受理、审查、决定和送达。")]
    frame = list(_frame(flow))
    found = [*_spelling(flow), *frame, *_arrows(flow)]
    if not found:
        found = [*_back_arrows(flow), *_unreached(flow)] or list(_ways(flow))
    elif not frame:
        found += _unreached(flow)
    found = [*found, *_posts(flow), *misbound(flow, result_name)]
    found += over_limit(flow, promised_days, statutory_days, unit)
    return [Finding(*each) for each in [*found, *_unstarted(flow, start)]]


def _spelling(flow):
    for code, times in Counter(step.code for step in flow.steps).items():
        if times > 1:
            yield code, f"代码“{code}”有 {times} 步在用，请改成各不相同。"
    for step in flow.steps:
        if not step.code or not step.name:
            yield step.code, f"第 {flow.steps.index(step) + 1} 步没有写代码或者名称，请补上。"
        yield from ((step.code, *words) for words in _outcome_spelling(step))


def _outcome_spelling(step):
    for code, times in Counter(outcome.code for outcome in step.outcomes).items():
        if times > 1:
            yield f"“{step.name}”的结果代码“{code}”写了 {times} 遍，请改成各不相同。", code
    for outcome in step.outcomes:
        if not outcome.label:
            yield f"“{step.name}”有一个结果没有写名称，请写明，例如“审查通过”。", outcome.code


def _frame(flow):
    """First the acceptance, last the delivery, and each of them once."""
    for kind, place, where in ((StepKind.ACCEPTANCE, 0, "第一步"), (StepKind.DELIVERY, -1, "最后一步")):
        there = [step for step in flow.steps if step.kind == kind]
        if flow.steps[place].kind != kind:
            yield (
                flow.steps[place].code,
                f"{where}“{flow.steps[place].name}”不是{kind.label}，请把{kind.label}放在{where}。",
            )
        for step in there[1:]:
            yield (
                step.code,
                f"“{step.name}”是第二个{kind.label}，一个流程只能有一个{kind.label}，请删去一个。",
            )
    for step in flow.steps:
        codes = {outcome.code for outcome in step.forward}
        if step.kind == StepKind.DECISION and codes != {"grant", "refuse"}:
            yield (
                step.code,
                f"决定“{step.name}”要有准予（grant）和不予（refuse）两个结果，请补齐，退回以外的其他结果请删去。",
            )


def _arrows(flow):
    for step in flow.steps:
        for outcome in step.outcomes:
            yield from ((step.code, text, outcome.code) for text in _bad_targets(flow, step, outcome))
        if step.kind != StepKind.DELIVERY and not step.forward:
            stuck = "只能退回，往前没有去向" if step.outcomes else "没有去向"
            yield step.code, f"“{step.name}”{stuck}，办件走到这里就停住。请加一个结果，并选它走到哪一步。"


def _bad_targets(flow, step, outcome):
    name = f"“{step.name}”的结果“{outcome.label}”"
    if not outcome.to and step.kind != StepKind.DELIVERY:
        yield f"{name}没有去向，办件走到这里就停住，没有人接。请选一步，例如“{flow.steps[-1].name}”。"
    if outcome.to and step.kind == StepKind.DELIVERY:
        yield f"{name}还通向别的步骤，送达以后流程就结束了，请去掉这个去向。"
    if len(set(outcome.to)) < len(outcome.to):
        yield f"{name}两次通向同一步，请删去重复的去向。"
    if outcome.back and len(outcome.to) > 1:
        yield f"{name}一次退回到几步，请只留一步。"
    for code in outcome.to:
        if code not in flow:
            yield f"{name}通向“{code}”，流程里没有这一步，请重新选一步。"


def _back_arrows(flow):
    """A return goes to a step that every way to here has passed; any other circle is not declared as a return."""
    for step in flow.steps:
        for outcome in step.outcomes:
            name = f"“{step.name}”的结果“{outcome.label}”"
            for code in outcome.to:
                goal = flow.step(code)
                circles = code == step.code or step.code in flow.reach(code)
                if not outcome.back and circles:
                    yield (
                        step.code,
                        f"{name}又走回“{goal.name}”，会绕圈。请把这个结果标为退回，或者改走后面的步骤。",
                        outcome.code,
                    )
                elif outcome.back and (code == step.code or not _dominates(flow, code, step.code)):
                    yield (
                        step.code,
                        f"{name}退回到“{goal.name}”，但办件不一定经过那一步。请退回到一定经过的步骤。",
                        outcome.code,
                    )


def _dominates(flow, gate: str, code: str) -> bool:
    """Does every way from the first step to `code` pass `gate`?"""
    if gate == flow.first.code:
        return True
    seen, ahead = {gate}, [flow.first.code]
    while ahead:
        here = ahead.pop()
        if here == code:
            return False
        if here not in seen:
            seen.add(here)
            ahead += [to for outcome in flow.step(here).forward for to in outcome.to]
    return True


def _unreached(flow):
    reached = flow.reach(flow.first.code) | {flow.first.code}
    for step in flow.steps:
        if step.code not in reached:
            yield (
                step.code,
                f"“{step.name}”走不到，没有哪一步通向这里。请在前面某一步加一个结果通向它，或者删去这一步。",
            )


def _ways(flow):
    """Follow every way with all its branches, and see that returns stay in their branch and before the decision."""
    ways = follow(flow)
    yield from ways.problems
    for step in flow.steps if not ways.problems else ():
        for outcome in (outcome for outcome in step.outcomes if outcome.back):
            goal = flow.step(outcome.to[0])
            name = f"“{step.name}”的结果“{outcome.label}”退回到“{goal.name}”"
            if ways.branches[goal.code] != ways.branches[step.code]:
                yield step.code, f"{name}，跨进或者跨出了并行的一路。请退回到同一路里的步骤。"
            elif ways.decided[step.code] and not (ways.decided[goal.code] and goal.kind != StepKind.DECISION):
                yield step.code, f"{name}，会把作出的决定再作一遍。决定以后请不要退回到决定以前。"


def _unstarted(flow, start: Start):
    """A limit that counts from the survey of the site needs a survey."""
    if start == Start.SURVEYED and not any(step.kind == StepKind.INSPECTION for step in flow.steps):
        yield (
            "",
            "法定期限从勘查现场之日起算，流程里没有现场核查，期限永远不开始。请加上现场核查，或者改起算点。",
        )


def _posts(flow):
    """行政许可法 第三十四条、审管分离：受理、审查、决定三个岗位，一个人不能包办。"""
    roles = {
        "受理": {step.lane for step in flow.steps if step.kind == StepKind.ACCEPTANCE},
        "审查": {step.lane for step in flow.steps if step.kind.examines},
        "决定": {step.lane for step in flow.steps if step.kind == StepKind.DECISION},
    }
    for one, other in (("受理", "审查"), ("受理", "决定"), ("审查", "决定")):
        for lane in sorted(roles[one] & roles[other]):
            yield "", f"{one}和{other}都由{lane.label}办，请分给不同的岗位。"
