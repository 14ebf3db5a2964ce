"""The beat's minute: packages move even when the exchange worker is not running, and files are asked about at the scanner."""

from celery import shared_task

from ledger import clock

from . import scans, worker


@shared_task(name="exchange.tasks.tick")
def tick(**_):
    worker.run_once()


@shared_task(name="exchange.tasks.scan")
def scan(**_):
    scans.sweep(at=clock.now())
