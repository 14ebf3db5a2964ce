"""The flow of a power, as data: what is published, what the engine runs and what the chart shows are this one definition.

Decides how a flow is read and written (one JSON document), which step is first, and which steps open when one closes. It
refuses a document it cannot read; whether a readable flow may be published is for `soundness`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from ledger.canon import digest
from powers.flow.documents import BadFlow, read_step, write_step
from powers.flow.soundness import Finding, findings
from powers.flow.steps import Lane, Outcome, Step, StepKind

__all__ = ["BadFlow", "Finding", "Flow", "Lane", "Outcome", "Step", "StepKind", "findings"]

VERSION = 1
# A department's procedure has some ten steps; a chart of more than forty tells nobody anything.
MOST_STEPS = 40


@dataclass(frozen=True)
class Flow:
    steps: tuple[Step, ...]

    @classmethod
    def from_data(cls, data: dict) -> "Flow":
        """Read a flow from its document."""
        if not isinstance(data, dict) or data.get("v") != VERSION or not isinstance(data.get("steps"), list):
            raise BadFlow(f"流程的格式不对，请写成版本 {VERSION}，并列出各步。")
        if len(data["steps"]) > MOST_STEPS:
            raise BadFlow(f"流程有 {len(data['steps'])} 步，太多了，请合并到 {MOST_STEPS} 步以内。")
        return cls(tuple(read_step(entry, number) for number, entry in enumerate(data["steps"], start=1)))

    def to_data(self) -> dict:
        return {"v": VERSION, "steps": [write_step(step) for step in self.steps]}

    def digest(self) -> str:
        """The fingerprint of the definition: the same flow has the same, however its document was spelled."""
        return digest(self.to_data())

    @property
    def first(self) -> Step:
        return self.steps[0]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The posts that act in this flow, in the order of the vocabulary."""
        return tuple(lane for lane in Lane if any(step.lane == lane for step in self.steps))

    @property
    def is_joint(self) -> bool:
        """Whether other offices handle steps of it (并联审批, 行政许可法 第二十六条、第四十二条第二款)."""
        return any(step.office for step in self.steps)

    def step(self, code: str) -> Step:
        return self._by_code[code]

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def after(self, step: str, outcome: str) -> tuple[Step, ...]:
        """The steps an outcome leads to; a join among them may still have to wait."""
        return tuple(self.step(code) for code in self.step(step).outcome(outcome).to)

    def opened_by(self, step: str, outcome: str, *, running: Collection[str]) -> tuple[str, ...]:
        """The steps that open when `step` closes while others are `running`: a join opens for the last branch only."""
        return tuple(
            target.code
            for target in self.after(step, outcome)
            if not (target.join and any(target.code in self.reach(code) for code in running))
        )

    def joins(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.join)

    def reach(self, code: str) -> frozenset[str]:
        """Every step that can follow `code` without going back."""
        seen: set[str] = set()
        ahead = [code]
        while ahead:
            targets = {to for outcome in self.step(ahead.pop()).forward for to in outcome.to if to in self}
            ahead += targets - seen
            seen |= targets
        return frozenset(seen)

    def number(self, code: str) -> int:
        """The place of a step in the list, counted from 1, as people cite it."""
        return next(n for n, step in enumerate(self.steps, start=1) if step.code == code)

    @cached_property
    def _by_code(self) -> dict[str, Step]:
        return {step.code: step for step in self.steps}
