"""A database of the benchmark's own: SQLite in a temporary folder, or a private PostgreSQL from the installed binaries."""

import os
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
        run_in("PostgreSQL", module, url)


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
    from powers import wakes

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
