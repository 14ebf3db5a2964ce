"""Waking the outer net's worker when a notice waits; a wake-up that is lost costs a minute, never a notice."""

from django.db import transaction

from powers import wakes


def work_on_notices() -> None:
    from hall.tasks import send_notices

    transaction.on_commit(lambda: wakes.send(send_notices))
