from celery import shared_task

from ledger import clock

from . import drafts, licence_notices, notice_sending, notices, owed_notices, upload_quota


@shared_task
def drop_expired_drafts(**_):
    drafts.drop_expired(at=clock.now())
    upload_quota.forget_old(at=clock.now())


@shared_task
def send_notices(**_):
    notice_sending.send_due(at=clock.now())


@shared_task
def remind_corrections(**_):
    notices.remind_corrections(at=clock.now())
    licence_notices.remind(at=clock.now())
    owed_notices.remind(at=clock.now())
