"""Silence is acceptance (行政许可法 第三十二条第一款第四项): the clock accepts cases whose answer is overdue, on the outer net.

Safe to run twice and to be killed anywhere: each case is one verb, and what a clerk did first is respected.
"""

from datetime import datetime

from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.people.people import CLOCK
from workflow.clock.clocks import Clock
from workflow.machine import Case
from workflow.states import State

BATCH = 200


def accept_overdue(*, at: datetime) -> int:
    """Accept every case that has waited longer than the law allows; returns how many."""
    overdue = Clock.objects.filter(
        kind=Clock.Kind.ACCEPTANCE, ended_at=None, due_on__lt=civil_day(at), case__state=State.SUBMITTED
    )
    accepted = 0
    for pk in list(overdue.order_by("due_on").values_list("case", flat=True)[:BATCH]):
        try:
            Case.objects.whole().get(pk=pk).accept_by_silence(by=CLOCK, at=at)
            accepted += 1
        except Refused:
            continue
    return accepted
