"""Flows with days that a test can count on its fingers."""

from powers.flow.flow import Flow, Lane, Outcome, Step, StepKind


def step(code, name, lane, kind, days, *outcomes):
    return Step(code=code, name=name, lane=lane, kind=kind, limit_days=days, outcomes=outcomes)


ACCEPT = step("accept", "受理", Lane.WINDOW, StepKind.ACCEPTANCE, 1, Outcome("pass", "受理", ("examine",)))
DECIDE = step(
    "decide", "决定", Lane.HEAD, StepKind.DECISION, 3,
    Outcome("grant", "准予", ("deliver",)), Outcome("refuse", "不予", ("deliver",)),
)  # fmt: skip
DELIVER = step("deliver", "送达", Lane.WINDOW, StepKind.DELIVERY, 3, Outcome("done", "已送达", ()))


def examine(*to):
    return step("examine", "审查", Lane.HANDLER, StepKind.EXAMINATION, 3, Outcome("pass", "通过", to))


TEST = step("test", "检测", Lane.SURVEYOR, StepKind.SPECIAL, 5, Outcome("done", "合格", ("decide",)))
PLAIN = Flow((ACCEPT, examine("decide"), DECIDE, DELIVER))
TESTED = Flow((ACCEPT, examine("test", "decide"), TEST, DECIDE, DELIVER))
