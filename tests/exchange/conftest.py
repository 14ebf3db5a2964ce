import pytest
from django.core.management import call_command
from django.db import connections

from exchange import kinds

from .world import SEEN, World, open_database, register


@pytest.fixture(scope="session")
def template(tmp_path_factory, django_db_blocker):
    """An empty zone database with the tables of ledger and exchange, to copy."""
    path = tmp_path_factory.mktemp("template") / "test.sqlite3"
    with django_db_blocker.unblock():
        outside = connections["default"]
        own = connections["default"] = open_database(path)
        try:
            call_command("migrate", "exchange", verbosity=0)
            with own.cursor() as cursor:
                cursor.execute(SEEN)
        finally:
            own.close()
            connections["default"] = outside
    return path


@pytest.fixture
def registry(monkeypatch):
    """No kinds but those the test registers."""
    monkeypatch.setattr(kinds, "_registry", {})


@pytest.fixture
def world(tmp_path, template, registry, django_db_blocker):
    with django_db_blocker.unblock():
        made = World(tmp_path)
        register(made)
        made.found(template)
        yield made
