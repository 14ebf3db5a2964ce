"""Where the two zones of a test keep their rows: what DATABASE_URL says, SQLite files else; each a copy of a template."""

import shutil

from django.core.management import call_command
from django.db import connections
from django.db.utils import load_backend

from config.stores import SQLITE_OPTIONS

SEEN = {
    "sqlite": "CREATE TABLE test_seen (id integer PRIMARY KEY, subject text, n integer)",
    "postgresql": "CREATE TABLE test_seen (id serial PRIMARY KEY, subject text, n integer)",
}
REST = {
    "TIME_ZONE": None, "USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True,
    "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TEST": {},
}  # fmt: skip


class SQLiteFiles:
    def __init__(self, folder):
        self.template = folder / "template.sqlite3"

    def settings(self, folder, zone):
        path = self.template if zone == "template" else folder / f"{zone}.sqlite3"
        return {**REST, "ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": SQLITE_OPTIONS}

    def copy(self, folder, zone):
        shutil.copy(self.template, folder / f"{zone}.sqlite3")


class PostgresDatabases:
    def __init__(self, folder):
        self.made = []
        self.server = connections["default"]
        self.prefix = f"test_world_{folder.name.replace('-', '_')}_{id(self)}"
        self._create("template")

    def settings(self, folder, zone):
        return {**REST, **self.server.settings_dict, "CONN_MAX_AGE": 0, "NAME": self._name(zone)}

    def copy(self, folder, zone):
        self._run(f"DROP DATABASE IF EXISTS {self._name(zone)}")
        self._create(zone, f"TEMPLATE {self._name('template')}")

    def remove(self):
        for name in self.made:
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _name(self, zone):
        return f"{self.prefix}_{zone}"

    def _create(self, zone, how=""):
        self._run(f"CREATE DATABASE {self._name(zone)} {how}")
        self.made.append(self._name(zone))

    def _run(self, statement):
        with self.server._nodb_cursor() as cursor:
            cursor.execute(statement)


def open_database(settings_dict):
    backend = load_backend(settings_dict["ENGINE"])
    return backend.DatabaseWrapper(settings_dict, alias="default")


def make_databases(folder):
    """The template with the tables of ledger and exchange, and the way to copy it."""
    outside = connections["default"]
    databases = {"sqlite": SQLiteFiles, "postgresql": PostgresDatabases}[outside.vendor](folder)
    own = connections["default"] = open_database(databases.settings(folder, "template"))
    try:
        call_command("migrate", "exchange", verbosity=0)
        with own.cursor() as cursor:
            cursor.execute(SEEN[own.vendor])
    finally:
        own.close()
        connections["default"] = outside
    return databases
