import pytest
from django.db import connection

from exchange import kinds

from .databases import make_databases
from .world import World, register


@pytest.fixture(scope="session")
def databases(tmp_path_factory, django_db_blocker):
    with django_db_blocker.unblock():
        made = make_databases(tmp_path_factory.mktemp("template"))
        yield made
        if connection.vendor == "postgresql":
            made.remove()


@pytest.fixture
def registry(monkeypatch):
    """No kinds but those the test registers."""
    monkeypatch.setattr(kinds, "_registry", {})


@pytest.fixture
def world(tmp_path, databases, registry, django_db_blocker):
    with django_db_blocker.unblock():
        made = World(tmp_path, databases)
        register(made)
        made.found()
        yield made


@pytest.fixture
def on_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("works on the database's file")
