from celery import shared_task

from ledger import clock

from . import revising


@shared_task
def publish_due_revisions(**_):
    revising.publish_due(now=clock.now)
