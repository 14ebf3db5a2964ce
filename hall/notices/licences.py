"""Reminding holders, on the outer net, that a licence ends in sixty and in thirty more days: once each.

An agent is not the holder and is told nothing of a licence that is not his.
"""

from datetime import datetime, timedelta

from hall.notices import notices
from hall.notices.words import SOON
from ledger.clock import civil_day
from ledger.events import Event
from workflow.licences.licences import Licence, Standing

BATCH = 500


def remind(*, at: datetime) -> int:
    """Tell of the nearest mark that is reached: sixty days, then thirty on top of renewing; answer how many."""
    today, told = civil_day(at), 0
    ending = Licence.objects.filter(
        state=Standing.VALID,
        case__agency=None,
        valid_to__gte=today,
        valid_to__lte=today + timedelta(days=max(SOON.values())),
    )
    for licence in ending.select_related("case__edition", "case__applicant").order_by("valid_to")[:BATCH]:
        if licence.case.applicant_id is None or licence.renewals.filter(case__decided_at=None).exists():
            continue
        left = licence.valid_to - today
        kind = min((days, kind) for kind, days in SOON.items() if left <= timedelta(days=days))[1]
        last = Event.objects.of(licence.pk).last()
        notices.write(kind, licence.case, last, until=licence.valid_to, at=at)
        told += 1
    return told
