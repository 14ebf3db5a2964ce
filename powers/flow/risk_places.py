"""Where the risk points of an item (廉政风险点) are written: at the step of the flow, and nowhere else once there is one.

Older content has them in the details, by the step's code or name. A draft moves them to their steps; a point whose step the
flow lacks stays where it is, with its page, until somebody says where it belongs. What is published stays as it was sealed.
"""

from powers.flow.steps import RISK_LEVELS

GROUP = "risks"
MOST = 9


def gathered(content: dict) -> dict:
    """The content with each risk point at its step, as far as the flow has the step; nothing is lost."""
    waiting, steps = content["details"].get(GROUP, ()), content["flow_data"].get("steps", ())
    if not waiting or not steps:
        return content
    placed, left = _placed(waiting, steps)
    details = {code: value for code, value in content["details"].items() if code != GROUP}
    details |= {GROUP: left} if left else {}
    return {**content, "details": details, "flow_data": {**content["flow_data"], "steps": placed}}


def _placed(waiting, steps) -> tuple[list[dict], list[dict]]:
    places = {step["name"]: step["code"] for step in reversed(steps)} | {s["code"]: s["code"] for s in steps}
    risks = {step["code"]: list(step.get(GROUP, ())) for step in steps}
    left = []
    for point in waiting:
        there = risks.get(places.get(point.get("step")))
        risk = {"level": point.get("level"), "point": point.get("point"), "control": point.get("control")}
        if there is None or risk["level"] not in RISK_LEVELS or not (risk["point"] and risk["control"]):
            left.append(point)
        elif risk not in there and len(there) < MOST:
            there.append(risk)
        elif risk not in there:
            left.append(point)
    return [{**s, GROUP: risks[s["code"]]} if risks[s["code"]] else s for s in steps], left


def asked_apart(content: dict) -> bool:
    """Whether the details have a page for risk points: where no flow is, or for those that found no step."""
    return not content["flow_data"].get("steps") or bool(content["details"].get(GROUP))
