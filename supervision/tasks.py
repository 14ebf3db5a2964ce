from celery import shared_task

from ledger import clock

from .sweep import sweep as sweep_now


@shared_task
def sweep(**_):
    sweep_now(at=clock.now(), tick=clock.now)


@shared_task
def reconcile(**_):
    sweep_now(at=clock.now(), tick=clock.now, everything=True)
