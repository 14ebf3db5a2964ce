from celery import shared_task

from hall.apply import drafts, upload_quota
from hall.notices import licences, notices, owed, sending
from ledger import clock


@shared_task
def drop_expired_drafts(**_):
    drafts.drop_expired(at=clock.now())
    upload_quota.forget_old(at=clock.now())


@shared_task
def send_notices(**_):
    sending.send_due(at=clock.now())


@shared_task
def remind_corrections(**_):
    notices.remind_corrections(at=clock.now())
    licences.remind(at=clock.now())
    owed.remind(at=clock.now())
