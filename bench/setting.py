"""A database of the benchmark's own: SQLite in a temporary folder, or a private PostgreSQL from the installed binaries."""

import atexit
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.services import postgres, postgres_bin

ROOT = Path(__file__).resolve().parents[1]


def run_on_both(module: str) -> None:
    """Run `python -m module` on SQLite and, where it is installed, on PostgreSQL."""
    run_in("SQLite", module, "")
    if postgres_bin() is None:
        print("  PostgreSQL left out: no binaries (apt-get install postgresql)")
        return
    with postgres() as url:
        run_in("PostgreSQL", module, _own_database(url))


def _own_database(url: str) -> str:
    """A database whose name says that its guards may be lifted."""
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE bench_test")
    connection.close()
    return url.replace("/postgres?", "/bench_test?")


def run_in(name: str, module: str, url: str) -> None:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": url,
        "LOG_LEVEL": "ERROR",
    }
    print(f"\n{name}", flush=True)
    subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=env, check=True)


def set_up() -> None:
    """Django with every app on an empty, migrated database."""
    import django

    django.setup()
    from django.conf import settings

    from powers import wakes

    atexit.register(shutil.rmtree, settings.DATA_DIR, ignore_errors=True)

    wakes.send = lambda task: None  # no worker runs beside a measurement
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def row(what: str, figure: str, floor: str = "", ratio: str = "") -> None:
    print(f"  {what:<46}{figure:>16}{floor:>18}{ratio:>10}", flush=True)


def seconds(act) -> float:
    """How long an act takes by the clock on the wall."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def worked(act) -> float:
    """How long an act takes: on SQLite its processor time, free of the neighbours; for PostgreSQL one can only wait."""
    from django.db import connection

    watch = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    began = watch()
    act()
    return watch() - began
