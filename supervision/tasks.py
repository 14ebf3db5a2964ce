from celery import shared_task

from ledger import clock

from . import balancing
from .sweep import sweep as sweep_now


@shared_task
def sweep(**_):
    sweep_now(at=clock.now(), tick=clock.now)


@shared_task
def reconcile(**_):
    balancing.balance(at=clock.now())
    sweep_now(at=clock.now(), tick=clock.now, everything=True)
