"""What several papers say of a case: its law, its limits, whom to ask, the way to review.

A paper to the applicant names the office and its telephone, never the official.
"""

from datetime import date

from ledger.clock import civil_day
from powers.flow import paper_vocabulary
from powers.flow.paper_vocabulary import LICENCE, PaperKind
from workflow.clock import winding
from workflow.papers.binding import grant_gives

SUPPLY_WHERE = "请在网上政务大厅“我的办件”里提交，也可以到本机关窗口提交"


def is_licence(case) -> bool:
    return case.edition.power.power_class.name == LICENCE


def certificate(case) -> str:
    """The certificate that a grant gives; empty where the decision itself is the result, or the flow issues none."""
    gives = grant_gives(case.edition.flow, PaperKind.LICENCE)
    return paper_vocabulary.certificate(case.edition.result_name) if gives else ""


def basis(case) -> list[str]:
    return [f"《{line['law'].strip('《》')}》{line['article']}" for line in case.edition.basis]


def clock_due(case, kind: str) -> tuple[date | None, bool]:
    clock = winding.running(case, kind)
    return (clock.due_on, clock.provisional) if clock else (None, False)


def applied(case) -> dict:
    return {
        "applied_on": civil_day(case.submitted_at),
        "accepted_on": civil_day(case.accepted_at),
        "basis": basis(case),
    }


def contact(case) -> dict:
    return {"contact": f"{case.office.short_name}受理窗口", "phone": case.office.phone or "12345"}


def remedies(case) -> dict:
    # 行政复议法 第二十四条：对政府工作部门的行政行为，由本级人民政府管辖
    return {"review_organ": f"{case.office.area.name}人民政府"}


def received(case) -> dict:
    return {"received_on": civil_day(case.submitted_at)}


def taken_in(case) -> dict:
    return {"accepted_on": civil_day(case.accepted_at), "basis": basis(case)}
