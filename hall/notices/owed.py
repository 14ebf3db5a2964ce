"""Reminding applicants, on the outer net, of what they owe a case: two days before the day they named, and when it has passed.

Once each for what a case was accepted without, and for what was sent back; nothing follows by itself from a day that passed.
"""

from datetime import datetime

from hall.notices import notices
from ledger.clock import civil_day
from workflow.materials import owed_supply, owing
from workflow.materials.owing import Debt
from workflow.states import IN_HAND

BATCH = 500


def remind(*, at: datetime) -> int:
    """Tell who has two days left or fewer, and who let the day pass; answer how many debts were looked at."""
    today, told = civil_day(at), 0
    near = Debt.objects.filter(
        supplied_at=None, due_on__lte=today + notices.REMIND_BEFORE, case__state__in=IN_HAND,
        case__applicant__isnull=False,
    )  # fmt: skip
    for debt in near.select_related("case__edition", "case__applicant").order_by("-due_on")[:BATCH]:
        if debt.code in owed_supply.on_their_way(debt.case):
            continue
        began = owing.began(debt)
        kind = "owed_over" if debt.due_on < today else "owed_ends"
        notices.write(kind, debt.case, began, until=debt.due_on, at=at)
        told += 1
    return told
