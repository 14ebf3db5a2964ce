"""Fixtures every room uses: the zone, the clock, and a database whose triggers do not stand in the way of clean-up."""

import socket
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import override_settings
from django.urls import clear_url_caches
from hypothesis import settings as hypothesis_settings

from config.celery import app as worker  # noqa: F401  so that a test that commits wakes nobody's broker but its own
from ledger import clock as ledger_clock
from tests.migrated import kept
from tests.triggers import lifted

# No timing in tests: the machine that runs them is shared.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


@contextmanager
def in_zone(name):
    """Run as one of the two nets: its zone and its addresses."""
    with override_settings(ZONE=name, ROOT_URLCONF=f"config.urls_{name}"):
        clear_url_caches()
        yield
    clear_url_caches()


@pytest.fixture
def zone():
    """`with zone("outer"): …`"""
    return in_zone


class Clock:
    """What `ledger.clock.now()` says to views, tasks and commands. Events written by demo subjects may be dated by it."""

    def __init__(self, monkeypatch):
        self._set = lambda instant: monkeypatch.setattr(ledger_clock, "now", lambda: instant)

    def set(self, instant: datetime) -> datetime:
        self._set(instant)
        return instant


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix):
    """Migrating takes longer than most sessions' tests: it is done once for each state of the migrations."""
    with kept(request.config.cache.mkdir("migrated")):
        yield


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_triggers():
    """A test that commits ends with a flush of all tables, which the append-only triggers rightly refuse.

    The words of the search lie in a table that is no model's; they go with the entries they belong to.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted_flush(self, sql_list):
        with lifted(self.connection):
            tables = ["tokens", *(["postings"] if self.connection.vendor == "postgresql" else [])]
            return flush(self, [*sql_list, *(f"DELETE FROM powers_search_{table}" for table in tables)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", lifted_flush)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Nothing may connect outside this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise PermissionError(f"tests may not connect to {address[0]}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture
def on_postgres(db):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL does this")


def pytest_addoption(parser):
    parser.addoption(
        "--only-db", action="store_true", help="leave out tests that touch no database, and the journeys"
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--only-db"):
        return
    kept = [item for item in items if _uses_db(item) and not item.get_closest_marker("journey")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _uses_db(item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or names & {"db", "transactional_db"})


@pytest.fixture(autouse=True)
def _no_calendar_of_another_test(monkeypatch):
    """A process looks at the calendar's version once a second; a test begins with a look, and counts no second."""
    from workflow.calendar import store

    monkeypatch.setattr(store, "FRESH", 3600)
    store.look_again()


@pytest.fixture(autouse=True)
def _no_page_of_another_test(monkeypatch):
    """Kept pages go with the test; within it a publication is seen at once."""
    from django.core.cache import cache

    from hall import kept_pages

    monkeypatch.setattr(kept_pages, "FRESH", 0)
    cache.clear()
