"""Private instances of what the house meets in production, started from the installed binaries and ended with the run.

PostgreSQL does not run as root: there it gets an unprivileged account of the machine. Both listen on unix sockets only.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 30
PACKAGES = {"PostgreSQL": "postgresql", "Redis": "redis-server", "Chromium": "chromium"}


def postgres_bin() -> Path | None:
    on_path = shutil.which("initdb")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    found = Path(on_path).resolve() if on_path else (installed[-1] if installed else None)
    return found.parent if found else None


def redis_bin() -> str | None:
    return shutil.which("redis-server")


def chromium_bin() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def missing() -> list[str]:
    found = {"PostgreSQL": postgres_bin(), "Redis": redis_bin(), "Chromium": chromium_bin()}
    return [name for name, path in found.items() if path is None]


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a server of our own, empty and with no care for power cuts."""
    binaries = postgres_bin()
    with tempfile.TemporaryDirectory(prefix="hall-pg-", ignore_cleanup_errors=True) as folder:
        account = _account_for(folder)
        data = f"{folder}/data"
        initdb = [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "hall",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)
        quick = [
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "listen_addresses=",
            "max_connections=60",
        ]
        server = [
            binaries / "postgres",
            "-D",
            data,
            "-k",
            folder,
            *(word for setting in quick for word in ("-c", setting)),
        ]
        with _running(server, Path(folder) / ".s.PGSQL.5432", cwd=folder, **account):
            yield f"postgresql://hall@/postgres?host={folder}&port=5432"


@contextmanager
def redis() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="hall-redis-") as folder:
        path = Path(folder) / "redis.sock"
        server = [
            redis_bin(),
            "--port",
            "0",
            "--unixsocket",
            path,
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            folder,
        ]
        with _running(server, path):
            yield f"redis+socket://{path}"


def _account_for(folder: str) -> dict:
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def _running(command: list, sign: Path, **how) -> Iterator[None]:
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **how)
        try:
            _wait(server, sign, log)
            yield
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


def _wait(server: subprocess.Popen, sign: Path, log) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not sign.exists():
        if server.poll() is not None or time.monotonic() > deadline:
            log.seek(0)
            raise RuntimeError(f"{server.args[0]} did not start:\n{log.read().decode()}")
        time.sleep(0.05)
    time.sleep(0.3)  # the socket is bound a moment before connections are taken
