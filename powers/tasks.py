from celery import shared_task

from ledger import clock

from . import import_runs, revising


@shared_task
def publish_due_revisions(**_):
    revising.publish_due(now=clock.now)


@shared_task
def run_imports(**_):
    import_runs.run_due(now=clock.now)
