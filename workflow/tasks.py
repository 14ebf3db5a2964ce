from celery import shared_task

from . import clocks


@shared_task
def recompute_deadlines(**_):
    clocks.recompute_provisional()
