from celery import shared_task

from . import recomputing


@shared_task
def recompute_deadlines(**_):
    recomputing.recompute_provisional()
