"""The flow of a power, as data: what is published, what the engine runs and what the chart shows are this one definition.

Decides how a flow is read and written (one JSON document), which step is first, and which steps open when one closes. It
refuses a document it cannot read; whether a readable flow may be published is for `soundness`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from ledger.canon import digest
from powers.soundness import Finding, findings
from powers.steps import Lane, Outcome, Step, StepKind

__all__ = ["BadFlow", "Finding", "Flow", "Lane", "Outcome", "Step", "StepKind", "findings"]

VERSION = 1
MOST_STEPS = 100


class BadFlow(ValueError):
    """The document is not a flow; the message says in Chinese what to mend."""


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
        return cls(tuple(_read_step(entry, number) for number, entry in enumerate(data["steps"], start=1)))

    def to_data(self) -> dict:
        return {"v": VERSION, "steps": [_write_step(step) for step in self.steps]}

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


def _read_step(entry, number: int) -> Step:
    try:
        return Step(
            code=_text(entry["code"]),
            name=_text(entry["name"]),
            lane=Lane(entry["lane"]),
            kind=StepKind(entry["kind"]),
            limit_days=_count(entry.get("limit_days", 0)),
            duty=_text(entry.get("duty", "")),
            standard=_text(entry.get("standard", "")),
            paper=_text(entry.get("paper", "")),
            join=entry.get("join", False) is True,
            outcomes=tuple(_read_outcome(outcome) for outcome in entry.get("outcomes", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadFlow(f"第 {number} 步没有写对，请核对代码、名称、岗位、种类、时限和结果。") from error


def _read_outcome(entry) -> Outcome:
    targets = tuple(_text(code) for code in entry["to"])
    if isinstance(entry["to"], str):
        raise TypeError("targets are a list")
    return Outcome(_text(entry["code"]), _text(entry["label"]), targets, entry.get("back", False) is True)


def _text(value) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return normalize("NFC", value)


def _count(value) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("a number of days expected")
    return value


def _write_step(step: Step) -> dict:
    data = {
        "code": step.code,
        "name": step.name,
        "lane": step.lane.value,
        "kind": step.kind.value,
        "limit_days": step.limit_days,
        "duty": step.duty,
        "standard": step.standard,
        "paper": step.paper,
        "outcomes": [_write_outcome(outcome) for outcome in step.outcomes],
    }
    return data | ({"join": True} if step.join else {})


def _write_outcome(outcome: Outcome) -> dict:
    data = {"code": outcome.code, "label": outcome.label, "to": list(outcome.to)}
    return data | ({"back": True} if outcome.back else {})
