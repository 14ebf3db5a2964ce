"""What time does to licences, on the inner net: a term that is over has ended, or was renewed by silence.

Safe to run twice and to be killed anywhere: each licence is one verb. 行政许可法 第五十条第二款: an application for renewal
made thirty days before the end and not decided before it is deemed granted.
"""

from datetime import datetime, timedelta

from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.people.people import CLOCK
from workflow.licences import licensing
from workflow.licences.licences import Licence

BATCH = 200


def end_terms(*, at: datetime) -> int:
    """Renew by silence or end every licence whose last day is over; returns how many."""
    today, done = civil_day(at), 0
    for pk in list(
        Licence.objects.ending(today).order_by("valid_to", "pk").values_list("pk", flat=True)[:BATCH]
    ):
        licence = Licence.objects.whole().get(pk=pk)
        try:
            _end(licence, at=at)
            done += 1
        except Refused:
            continue
    return done


def _end(licence: Licence, *, at: datetime) -> None:
    silent = _unanswered(licence)
    if silent is None:
        licence.expire(by=CLOCK, at=at)
    else:
        term = licensing.next_term(silent.case, licence.valid_to + timedelta(days=1))
        licence.deem_renewed(by=CLOCK, at=at, term=term, case=silent.case)


def _unanswered(licence: Licence):
    """The application in time that had no decision when the last day was over; one withdrawn or declined is no silence."""
    timely = licence.renewals.filter(is_timely=True).select_related("case__edition").order_by("pk")
    return next((each for each in timely if _is_unanswered(each.case, licence.valid_to)), None)


def _is_unanswered(case, last_day) -> bool:
    ended = case.decided_at or case.concluded_at
    return ended is None or (case.decided_at is not None and civil_day(case.decided_at) > last_day)
