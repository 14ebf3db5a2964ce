"""What one task of a diagram says as a step: post, kind, limit, risk points, and the codes of its results.

Written by us, it says so in the extension; drawn elsewhere, the post is the name of the lane, the kind is told from the
name, and the results of a decision must be named so that granting and refusing can be told apart.
"""

from powers.bpmn.diagram import Line, Node
from powers.flow.steps import RISK_LEVELS, Lane, StepKind

MOST_TEXT, MOST_RISKS, MOST_RISK_TEXT = 40, 9, 500
LANES = {lane.label: lane for lane in Lane} | {"受理窗口": Lane.WINDOW}
# From the most telling word to the least: 决定书送达 is a delivery, 专家现场评审 a review by experts.
WORDS = {
    "送达": StepKind.DELIVERY,
    "制证": StepKind.ISSUANCE,
    "发证": StepKind.ISSUANCE,
    "法制": StepKind.LEGAL_REVIEW,
    "合法性": StepKind.LEGAL_REVIEW,
    "专家": StepKind.EXPERT_REVIEW,
    "评审": StepKind.EXPERT_REVIEW,
    "听证": StepKind.SPECIAL,
    "检验": StepKind.SPECIAL,
    "检测": StepKind.SPECIAL,
    "检疫": StepKind.SPECIAL,
    "鉴定": StepKind.SPECIAL,
    "现场": StepKind.INSPECTION,
    "核查": StepKind.INSPECTION,
    "勘验": StepKind.INSPECTION,
    "决定": StepKind.DECISION,
    "审批": StepKind.DECISION,
}
GRANTING = ("准予", "同意", "通过", "批准", "是")
REFUSING = ("不予", "不同意", "不通过", "不批准", "驳回", "否")


class BadStep(ValueError):
    """A task that is no step; the message is a Chinese sentence that names it."""


def kind_of(task: Node, place: int) -> StepKind:
    written = (task.facts or {}).get("kind")
    if written:
        try:
            return StepKind(written)
        except ValueError as error:
            raise BadStep(f"{task}的种类“{written}”不认识，请改成{_choices(StepKind)}之一的代码。") from error
    if place == 0:
        return StepKind.ACCEPTANCE
    return next((kind for word, kind in WORDS.items() if word in task.name), StepKind.EXAMINATION)


def lane_of(task: Node, name: str | None) -> Lane:
    if name is None:
        raise BadStep(f"{task}不在任何泳道里，请画到办它的岗位那一条。")
    if name not in LANES:
        raise BadStep(f"{task}所在的泳道“{name or '没有名字'}”不是岗位，请改名为{_choices(Lane)}之一。")
    return LANES[name]


def step_facts(task: Node, code: str, kind: StepKind, lane: Lane) -> dict:
    """The document of the step, without its results."""
    facts = task.facts or {}
    if not task.name:
        raise BadStep(f"{task}没有写名称，请写上这一步做什么。")
    if max(len(task.name), len(code)) > MOST_TEXT:
        raise BadStep(f"{task}的名称或者代码超过 {MOST_TEXT} 个字，请改短。")
    limit = facts.get("limitDays", "0")
    if not (limit.isascii() and limit.isdigit() and len(limit) < 5):
        raise BadStep(f"{task}的时限“{limit}”不是工作日的天数，请写成整数，例如 5。")
    texts = {name: facts.get(name, "") for name in ("duty", "standard", "paper")}
    return {
        "code": code,
        "name": task.name,
        "lane": lane.value,
        "kind": kind.value,
        "limit_days": int(limit),
        **texts,
        **({"office": facts["office"]} if facts.get("office") else {}),
        **({"risks": _risks(task)} if task.risks else {}),
    }


def says_risks(task: Node) -> bool:
    """Whether the diagram knows of risk points at all; one drawn elsewhere, or written before it did, does not."""
    return bool(task.risks) or "risks" in (task.facts or {})


def _risks(task: Node) -> list[dict]:
    if len(task.risks) > MOST_RISKS:
        raise BadStep(f"{task}有 {len(task.risks)} 个风险点，一步最多 {MOST_RISKS} 个，请合并。")
    for risk in task.risks:
        texts = [risk.get("point", ""), risk.get("control", "")]
        if risk.get("level") not in RISK_LEVELS or not all(texts):
            raise BadStep(f"{task}的风险点没有写全，请把等级（1、2、3）、风险点和防控措施都写上。")
        if max(map(len, texts)) > MOST_RISK_TEXT:
            raise BadStep(f"{task}的风险点或者防控措施超过 {MOST_RISK_TEXT} 个字，请改短。")
    return [{name: risk[name] for name in ("level", "point", "control")} for risk in task.risks]


def outcome_codes(task: Node, kind: StepKind, lines: list[Line]) -> list[tuple[str, str]]:
    """Code and label of each result, in the order drawn."""
    taken = {line.facts.get("code", "") for line in lines if line.facts}
    found = []
    for number, line in enumerate(lines, start=1):
        code = line.facts.get("code", "") if line.facts is not None else _code(kind, line, number, taken)
        if line.facts is None and not line.name and len(lines) > 1:
            raise BadStep(f"{task}后面的{line}没有写是哪种结果，请给连线起名，例如“审查通过”。")
        label = (
            line.name
            if line.name or line.facts is not None
            else ("已送达" if kind == StepKind.DELIVERY else "办完")
        )
        if len(code) > MOST_TEXT or len(label) > MOST_TEXT:
            raise BadStep(f"{task}后面的{line}的名称超过 {MOST_TEXT} 个字，请改短。")
        found.append((code, label))
    return found


def _code(kind: StepKind, line: Line, number: int, taken: set[str]) -> str:
    if kind == StepKind.DECISION:
        if line.name.startswith(REFUSING):
            return "refuse"
        if line.name.startswith(GRANTING):
            return "grant"
    while f"o{number}" in taken:
        number += 1
    taken.add(f"o{number}")
    return f"o{number}"


def _choices(vocabulary) -> str:
    return "、".join(f"{each.label}" for each in vocabulary)
