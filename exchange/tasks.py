"""The beat's minute under the exchange worker: when that process is not running, packages still move."""

from celery import shared_task

from . import worker


@shared_task(name="exchange.tasks.tick")
def tick(**_):
    worker.run_once()
