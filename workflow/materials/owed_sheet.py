"""What a case is owed (容缺) as its pages show it, on both nets: by material, until when, what came, what was sent
back and why.
"""

from dataclasses import dataclass
from datetime import date, datetime

from powers.wording import zh_date
from workflow.materials import owing
from workflow.materials.owing import Debt
from workflow.states import IN_HAND


@dataclass(frozen=True)
class SentBack:
    """What was supplied before and did not fit: when it came, when it was sent back, and why, as its notice says."""

    supplied_at: datetime
    at: datetime
    reasons: str


@dataclass(frozen=True)
class Owed:
    """One debt as its readers see it: `tag` is kind, words and symbol; `on_its_way` while it crosses to the inner net;
    `is_over` when the case is decided or ended, and nothing can be supplied any more; `before` what was sent back."""

    debt: Debt
    is_overdue: bool
    on_its_way: bool = False
    is_over: bool = False
    before: tuple[SentBack, ...] = ()

    @property
    def name(self) -> str:
        return self.debt.name

    @property
    def is_asked(self) -> bool:
        return self.debt.is_outstanding and not self.on_its_way and not self.is_over

    @property
    def tag(self) -> tuple[str, str, str]:
        if self.debt.supplied_at:
            return "ok", f"原件已收 {self.debt.copies} 份" if self.debt.copies else "已补交", "check"
        if self.is_over and self.on_its_way:
            return "", "办结以后才送到，只存入案卷", ""
        if self.is_over:
            return "", "没有补，不再需要", ""
        if self.on_its_way:
            return "info", "已发出，正在转送", "send"
        if self.is_overdue:
            return "bad", "逾期未补", "octagon"
        act = "退回，{}前重交" if self.debt.seq else "{}前补"
        return "warn", act.format(zh_date(self.debt.due_on)), "clock"


@dataclass(frozen=True)
class Sheet:
    """All that a case was accepted without, for a page."""

    rows: list[Owed]

    @property
    def is_open(self) -> bool:
        return any(row.debt.is_outstanding and not row.is_over for row in self.rows)

    @property
    def is_whole(self) -> bool:
        return not any(row.debt.is_outstanding for row in self.rows)

    @property
    def is_overdue(self) -> bool:
        return any(row.is_overdue for row in self.rows)

    @property
    def came_late(self) -> bool:
        """Whether something was sent that reached the desk when the case was over."""
        return any(row.is_over and row.on_its_way and row.debt.is_outstanding for row in self.rows)

    @property
    def is_sent_back(self) -> bool:
        """Whether something waits to be supplied anew."""
        return self.is_open and any(row.debt.is_outstanding and row.before for row in self.rows)


def sheet(case, *, on: date) -> Sheet:
    return of_rounds(case, owing.rounds(case), on=on)


def of_rounds(case, debts: list[list[Debt]], *, on: date, on_their_way=frozenset()) -> Sheet:
    """The same of debts that were read already; `on_their_way` what was sent and has not arrived."""
    over, rows = case.state not in IN_HAND, []
    for rounds in debts:
        debt = rounds[-1]
        late = debt.is_outstanding and debt.due_on < on and not over
        sent = debt.code in on_their_way
        rows.append(Owed(debt, late, on_its_way=sent, is_over=over, before=_sent_back(case, rounds)))
    return Sheet(rows)


def _sent_back(case, rounds: list[Debt]) -> tuple[SentBack, ...]:
    """The supplies of a material that did not fit, oldest first; each debt of it but the first began with one."""
    if not rounds[1:]:
        return ()
    notices = [paper for paper in case.papers.all() if paper.kind == "owed_return_notice"]
    said = {paper.seq: paper.fields.get("reasons", "") for paper in notices}
    return tuple(
        SentBack(earlier.supplied_at, later.since, said.get(later.seq, ""))
        for earlier, later in zip(rounds, rounds[1:], strict=False)
    )
