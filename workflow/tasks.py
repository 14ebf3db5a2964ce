from celery import shared_task

from ledger import clock
from workflow.calendar import recomputing
from workflow.licences import ending
from workflow.notices import desk_notices, desk_short_sending
from workflow.turns import silence


@shared_task
def recompute_deadlines(**_):
    recomputing.recompute_all(at=clock.now())


@shared_task
def accept_silent(**_):
    silence.accept_overdue(at=clock.now())


@shared_task
def end_licences(**_):
    ending.end_terms(at=clock.now())


@shared_task
def remind_officials(**_):
    desk_notices.remind(at=clock.now())


@shared_task
def send_shorts(**_):
    desk_short_sending.send_due(at=clock.now())
