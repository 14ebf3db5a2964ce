from celery import shared_task

from ledger import clock

from . import drafts, upload_quota


@shared_task
def drop_expired_drafts(**_):
    drafts.drop_expired(at=clock.now())
    upload_quota.forget_old(at=clock.now())
