"""Waking the worker after a commit. The rows hold the facts: a wake-up that is lost costs a minute, never a row."""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def work_on_imports() -> None:
    from .tasks import run_imports

    transaction.on_commit(lambda: send(run_imports))


def send(task) -> None:
    try:
        task.apply_async(retry=False, expires=60)
    except (OperationalError, OSError):
        log.warning("could not wake the worker for %s; the next sweep finds the work", task.name)
