"""`make test`: the checks, then the tests on PostgreSQL, then all of them on SQLite, then the stories in a browser.

The stories start both nets and a browser, which is work for several cores by itself: nothing else runs beside those of the two
databases.
Says what it leaves out; with REQUIRE=all nothing may be left out. The last line is pytest's own.
"""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests import services  # noqa: E402

PYTHON = sys.executable
BIN = Path(PYTHON).parent
STORIES = "tests/journeys"


def main() -> int:
    os.chdir(ROOT)
    absent = services.missing()
    for name in absent:
        print(f"left out: {name} (apt-get install {services.PACKAGES[name]})", flush=True)
    if absent and os.environ.get("REQUIRE") == "all":
        print("REQUIRE=all: nothing may be left out.")
        return 1
    failed = [name for name, *check in checks() if not passes(name, *check)]
    with ExitStack() as stack:
        failed += suites(environment(stack, absent), absent)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def checks() -> list[tuple]:
    manage = [PYTHON, "manage.py"]
    both = [
        (f"{text} ({zone})", [*manage, *command], {"HALL_ZONE": zone})
        for zone in ("outer", "inner")
        for text, command in (
            ("manage.py check", ["check", "--fail-level", "WARNING"]),
            ("no migration is missing", ["makemigrations", "--check", "--dry-run", "-v1"]),
        )
    ]
    return [
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "-q", "."], {}),
        ("ruff check", [PYTHON, "-m", "ruff", "check", "-q", "."], {}),
        ("djlint", [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"], {}),
        ("import contracts", [BIN / "lint-imports", "--no-cache"], {}),
        *both,
    ]


def passes(name: str, command: list, more: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        command,
        env={**os.environ, **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    print(
        f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - began:.1f} s)", flush=True
    )
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-6000:], flush=True)
    return done.returncode == 0


def environment(stack: ExitStack, absent: list[str]) -> dict[str, str]:
    found = {}
    if "PostgreSQL" not in absent:
        found["HALL_TEST_POSTGRES"] = stack.enter_context(services.postgres())
    if "Redis" not in absent:
        found["HALL_TEST_REDIS"] = stack.enter_context(services.redis())
    if "Chromium" not in absent:
        found["HALL_TEST_CHROMIUM"] = services.chromium_bin()
    return {**os.environ, **found}


def suites(env: dict[str, str], absent: list[str]) -> list[str]:
    failed = []
    if "PostgreSQL" not in absent:
        print("\nTests that use the database, on PostgreSQL", flush=True)
        if not pytest("--only-db", env={**env, "DATABASE_URL": env["HALL_TEST_POSTGRES"]}):
            failed.append("tests on PostgreSQL")
    print("\nAll tests but the stories, on SQLite", flush=True)
    if not pytest(f"--ignore={STORIES}", env=env):
        failed.append("tests on SQLite")
    print("\nThe stories, in a browser, on both databases", flush=True)
    if not pytest(STORIES, env=env):
        failed.append("stories")
    return failed


def pytest(*options: str, env: dict[str, str]) -> bool:
    command = [PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", *options]
    return subprocess.run(command, env=env, stdin=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
