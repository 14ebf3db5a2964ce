"""Waking the worker after a commit. The rows hold the facts: a wake-up that is lost costs a minute, never a row.

A broker that does not answer is left alone for half a minute: nobody at a page waits for it twice.
"""

import logging
import time

from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
REST = 30  # seconds
_silent_until = 0.0


def work_on_imports() -> None:
    from powers.tasks import run_imports

    send_after_commit(run_imports)


def send_after_commit(task) -> None:
    transaction.on_commit(lambda: send(task))


def send(task) -> None:
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        task.apply_async(retry=False, expires=60)
    except (OperationalError, OSError):
        _silent_until = time.monotonic() + REST
        log.warning("could not wake the worker for %s; the next sweep finds the work", task.name)
