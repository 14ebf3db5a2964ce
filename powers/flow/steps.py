"""The words a flow is written in: who acts (lane), what kind of act it is, and what may come of it (outcome)."""

from dataclasses import dataclass, field
from enum import StrEnum


class Lane(StrEnum):
    """A post, which is a column of the flowchart; the people who hold the post may act in it."""

    WINDOW = "window"
    HANDLER = "handler"
    SURVEYOR = "surveyor"
    EXPERT = "expert"
    REVIEWER = "reviewer"
    LEGAL = "legal"
    HEAD = "head"

    @property
    def label(self) -> str:
        return _LANES[self]


class StepKind(StrEnum):
    ACCEPTANCE = "acceptance"
    EXAMINATION = "examination"
    INSPECTION = "inspection"
    SPECIAL = "special"
    EXPERT_REVIEW = "expert_review"
    LEGAL_REVIEW = "legal_review"
    DECISION = "decision"
    ISSUANCE = "issuance"
    DELIVERY = "delivery"

    @property
    def label(self) -> str:
        return _KINDS[self]

    @property
    def stops_clock(self) -> bool:
        # 行政许可法 第四十五条：听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审所需时间不计算在期限内。
        return self in (StepKind.SPECIAL, StepKind.EXPERT_REVIEW)

    @property
    def counts(self) -> bool:
        """Does this step use up the promised limit? Acceptance comes before it (第三十二条), delivery after (第四十四条)."""
        return not self.stops_clock and self not in (StepKind.ACCEPTANCE, StepKind.DELIVERY)

    @property
    def examines(self) -> bool:
        return self in (StepKind.EXAMINATION, StepKind.INSPECTION, StepKind.LEGAL_REVIEW) or self.stops_clock


_LANES = {
    Lane.WINDOW: "受理岗",
    Lane.HANDLER: "承办岗",
    Lane.SURVEYOR: "核查岗",
    Lane.EXPERT: "专家",
    Lane.REVIEWER: "审核岗",
    Lane.LEGAL: "法制岗",
    Lane.HEAD: "决定岗",
}
_KINDS = {
    StepKind.ACCEPTANCE: "受理",
    StepKind.EXAMINATION: "审查",
    StepKind.INSPECTION: "现场核查",
    StepKind.SPECIAL: "特别程序",
    StepKind.EXPERT_REVIEW: "专家评审",
    StepKind.LEGAL_REVIEW: "法制审核",
    StepKind.DECISION: "决定",
    StepKind.ISSUANCE: "制证",
    StepKind.DELIVERY: "送达",
}


@dataclass(frozen=True)
class Outcome:
    """One named result of a step and the steps it opens; several steps are a fork, none is the end of the flow.

    `papers` are the kinds of official paper it issues; None where the flow does not say (`step_papers`)."""

    code: str
    label: str
    to: tuple[str, ...] = ()
    back: bool = False
    papers: tuple[str, ...] | None = None


RISK_LEVELS = {"1": "一级", "2": "二级", "3": "三级"}


@dataclass(frozen=True)
class Risk:
    """A point at which integrity is at risk (廉政风险点), its level, and the measure that controls it."""

    level: str
    point: str
    control: str

    @property
    def words(self) -> str:
        return RISK_LEVELS.get(self.level, self.level)


@dataclass(frozen=True)
class Step:
    code: str
    name: str
    lane: Lane
    kind: StepKind
    limit_days: int = 0
    duty: str = ""
    standard: str = ""
    paper: str = ""
    join: bool = False
    # 并联审批：由另一个机关的同一岗位办的环节，写它的统一社会信用代码；空的就是本机关。
    office: str = ""
    outcomes: tuple[Outcome, ...] = field(default=())
    risks: tuple[Risk, ...] = ()

    @property
    def stops_clock(self) -> bool:
        return self.kind.stops_clock

    @property
    def counted_days(self) -> int:
        """The working days of the promised limit that this step may use."""
        return self.limit_days if self.kind.counts else 0

    @property
    def forward(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.back)

    def outcome(self, code: str) -> Outcome:
        for outcome in self.outcomes:
            if outcome.code == code:
                return outcome
        raise KeyError(code)
