"""The exchange worker: takes what came, applies it, seals what is new, sends what is due, and looks round for alarms.

It keeps nothing in memory: it may be killed at any line and another goes on. Only one works at a time in a zone: an
advisory lock on PostgreSQL, a locked file beside an SQLite database; a second one waits.
"""

import fcntl
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from ledger import clock
from ledger.zone import here

from . import applier, courier, sealer, signing, state
from .deliveries import place_of

log = logging.getLogger(__name__)

ADVISORY_KEY = 0x68616C6C  # "hall"

_before_seal: list[Callable[[], object]] = []


def before_seal(hook: Callable[[], object]) -> None:
    """Run `hook` before each sealing, outside any transaction (official papers are printed there)."""
    _before_seal.append(hook)


def tick() -> int:
    """One round of all stages; a stage that fails is logged and does not keep the others from their work."""
    stages = [courier.receive, applier.apply, _prepare, sealer.seal, courier.ship, state.watch]
    return sum(_guarded(stage) for stage in stages)


def run(*, stop: threading.Event, interval: float) -> None:
    """Tick until told to stop."""
    lock = Lock()
    while not stop.is_set():
        busy = lock.acquire() and tick()
        stop.wait(0 if busy else interval)
    lock.release()


def run_once(*, until_quiet: bool = False) -> bool:
    """One tick, or ticks until one finds nothing to do, unless another worker is at it."""
    lock = Lock()
    if not lock.acquire():
        return False
    try:
        while tick() and until_quiet:
            pass
    finally:
        lock.release()
    return True


class Lock:
    """That only one worker works in this zone; it falls with the process or the connection that holds it."""

    def __init__(self):
        self._held = None

    def acquire(self) -> bool:
        """Whether this process has the lock, taking it when it is free."""
        try:
            return self._acquire_advisory() if connection.vendor == "postgresql" else self._acquire_file()
        except (InterfaceError, OperationalError) as error:
            _forget_connection(error)
            return False

    def release(self) -> None:
        if self._held is None:
            return
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])
        else:
            self._held.close()
        self._held = None

    def _acquire_advisory(self) -> bool:
        connection.ensure_connection()
        if self._held is not None and self._held is connection.connection:
            return True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
            self._held = connection.connection if cursor.fetchone()[0] else None
        return self._held is not None

    def _acquire_file(self) -> bool:
        if self._held is not None:
            return True
        path = Path(settings.DATA_DIR) / here().value / "exchange.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._held = file
        return True


def _prepare(*, at) -> int:
    signing.prepare_embedded(year=clock.civil_day(at).year)
    for hook in _before_seal:
        hook()
    return 0


def _guarded(stage: Callable) -> int:
    try:
        return stage(at=clock.now()) or 0
    except Exception as error:
        log.error("exchange %s failed: %s", getattr(stage, "__name__", stage), place_of(error))
        if isinstance(error, InterfaceError | OperationalError):
            _forget_connection(error)
        return 0


def _forget_connection(error: Exception) -> None:
    """A connection that broke is opened again by the next query; a healthy one stays and keeps its lock."""
    log.warning("database: %s", place_of(error))
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
