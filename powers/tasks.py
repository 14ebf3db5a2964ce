from celery import shared_task

from ledger import clock
from powers.imports import runs
from powers.revisions import revising


@shared_task
def publish_due_revisions(**_):
    revising.publish_due(now=clock.now)


@shared_task
def run_imports(**_):
    runs.run_due(now=clock.now)
