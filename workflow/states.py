"""The states of a case on application, the net that owns each, and its two names (for the citizen, for the official)."""

from enum import StrEnum

from ledger.verbs import NEW
from ledger.zone import Zone


class State(StrEnum):
    SUBMITTED = "submitted"
    CORRECTION = "correction"
    DECLINED = "declined"
    HANDLING = "handling"
    PAUSED = "paused"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    CONCLUDED = "concluded"

    @property
    def label(self) -> str:
        """The name officials use."""
        return NAMES[self][1]

    @property
    def public_label(self) -> str:
        """The name the applicant reads."""
        return NAMES[self][0]


NAMES = {
    State.SUBMITTED: ("已提交，等待受理", "待受理"),
    State.CORRECTION: ("要补正材料", "已发补正"),
    State.DECLINED: ("没有受理", "不予受理"),
    State.HANDLING: ("审查中", "审查中"),
    State.PAUSED: ("依法暂停计时，不计入办理时间", "特别程序"),
    State.GRANTED: ("已办好", "准予，待送达"),
    State.REFUSED: ("没有通过", "不予，待送达"),
    State.WITHDRAWN: ("您已撤回", "申请人撤回"),
    State.TERMINATED: ("已终止，没有作出决定", "终止"),
    State.CONCLUDED: ("已完成", "已办结"),
}

IN_HAND = (State.HANDLING, State.PAUSED)  # accepted and not decided
SUPPLEMENTED = "已补正，待受理"

OWNER = {
    NEW: Zone.OUTER,
    State.SUBMITTED: Zone.OUTER,
    State.CORRECTION: Zone.OUTER,
    State.DECLINED: Zone.OUTER,
    State.HANDLING: Zone.INNER,
    State.PAUSED: Zone.INNER,
    State.GRANTED: Zone.OUTER,
    State.REFUSED: Zone.OUTER,
    State.WITHDRAWN: Zone.OUTER,
    State.TERMINATED: Zone.OUTER,
    State.CONCLUDED: Zone.OUTER,
}

CLOSED = (State.DECLINED, State.WITHDRAWN, State.TERMINATED, State.CONCLUDED)
OPEN = tuple(state for state in State if state not in CLOSED)
STATE_CHOICES = [(state.value, state.label) for state in State]
