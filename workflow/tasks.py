from celery import shared_task

from ledger import clock

from . import recomputing


@shared_task
def recompute_deadlines(**_):
    recomputing.recompute_all(at=clock.now())
