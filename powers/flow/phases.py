"""The bands of a flowchart: 申请, 受理, 审查, 决定, 制证, 送达, each with the working days it takes at most."""

from dataclasses import dataclass

from powers.flow.soundness import longest_way
from powers.flow.steps import StepKind


@dataclass(frozen=True)
class Phase:
    name: str
    small: str
    first: int
    last: int


def _name(kind: StepKind) -> str:
    return kind.label if not kind.examines else "审查"


def phases(flow, row: dict[str, int]) -> list[Phase]:
    """Bands of rows: what part of the procedure this is, and how long it takes at most."""
    rows: dict[str, list[int]] = (
        {"申请": [row["-apply"]], "受理": [row["-complete"]]} if "-apply" in row else {}
    )
    for step in flow.steps:
        rows.setdefault(_name(step.kind), []).append(row[step.code])
    ordered = sorted(rows.items(), key=lambda item: min(item[1]))
    return [Phase(name, _phase_days(flow, name), min(those), max(those)) for name, those in ordered]


def _phase_days(flow, name: str) -> str:
    if not any(_name(step.kind) == name for step in flow.steps):
        return ""

    def weigh(step):
        return step.limit_days if _name(step.kind) == name and not step.stops_clock else 0

    days = sum(longest_way(flow, weigh=weigh))
    return f"{days} 工作日" if days else "当天"
