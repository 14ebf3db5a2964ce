"""A house of one's own for a story: both nets as real processes, as `make run` starts them, on a data folder, ports and
databases that nobody else uses. Every process ends with the story, also with one that failed.
"""

import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit

import psycopg2

from config.processes import children
from config.provision import PYTHON, ROOT
from config.site import ZONES, address, environment_of
from config.supervisor import Supervisor
from tests import services

PATIENCE_SECONDS, CROSSING_ROUNDS = 90, 20
NOT_INHERITED = (
    "DATABASE_URL",
    "REDIS_URL",
    "DJANGO_SETTINGS_MODULE",
    "HALL_ZONE",
    "HALL_PROFILE",
    "EXCHANGE_PEER_KEYS",
)
ITEMS = (
    "公共场所卫生许可",
    "建筑工程施工许可证核发",
    "护士执业注册",
    "食品经营许可",
    "道路货物运输经营许可",
    "导游证核发",
)


@dataclass(frozen=True)
class House:
    outer: str
    inner: str
    folder: Path
    databases: dict[str, str]

    def manage(self, zone: str, *arguments: str) -> str:
        """Run a command on one net; a story goes on only when it succeeds."""
        command = [str(PYTHON), "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(zone), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)} ({zone}):\n{done.stdout}{done.stderr}"
        return done.stdout

    def environment(self, zone: str) -> dict[str, str]:
        return environment_of(zone, DATABASE_URL=self.databases[zone])

    def seals(self, zone: str) -> dict[str, str]:
        """The seal of every event of every case on one net, by its place in its chain."""
        code = (
            "from ledger.events import Event\n"
            "for e in Event.objects.filter(kind='case').order_by('subject', 'seq'): print(e.subject, e.seq, e.verb, e.digest)"
        )
        lines = self.manage(zone, "shell", "-v0", "-c", code).splitlines()
        return {" ".join(line.split()[:3]): line.split()[3] for line in lines}

    def chains(self) -> dict[str, str]:
        """The chain of every case, the same on both nets once the last word has crossed."""
        for _ in range(CROSSING_ROUNDS):
            outer, inner = self.seals("outer"), self.seals("inner")
            if outer == inner:
                break
        assert outer == inner
        return outer


@contextmanager
def open_house(database: str, *, demo: bool = False) -> Iterator[House]:
    """`database` is "sqlite" or "postgresql"."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hall-journey-")))
        stack.enter_context(_environment_variables(folder, demo=demo))
        databases = stack.enter_context(_databases(database))
        house = House(address("outer"), address("inner"), folder, databases)
        _furnish(house)
        sockets = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hall-")))
        supervisor = stack.enter_context(Supervisor())
        for child in children(sockets):
            child.environment["DATABASE_URL"] = databases[child.name.split()[0]]
            supervisor.add(child)
        _wait(house, supervisor)
        yield house


@contextmanager
def _environment_variables(folder: Path, *, demo: bool) -> Iterator[None]:
    facts = {"DATA_DIR": str(folder), "HALL_DEMO": "1" if demo else "0", "LOG_LEVEL": "INFO"}
    facts |= {f"{zone.upper()}_PORT": str(port) for zone, port in zip(ZONES, free_ports(2), strict=True)}
    with mock.patch.dict(os.environ, facts):
        for name in NOT_INHERITED:
            os.environ.pop(name, None)
        yield


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@contextmanager
def _databases(kind: str) -> Iterator[dict[str, str]]:
    """The address of each net's database: none for SQLite, two new ones on a PostgreSQL server otherwise."""
    if kind == "sqlite":
        yield dict.fromkeys(ZONES, "")
        return
    with ExitStack() as stack:
        server = os.environ.get("HALL_TEST_POSTGRES") or stack.enter_context(services.postgres())
        names = {zone: f"journey_{os.getpid()}_{zone}" for zone in ZONES}
        for name in names.values():
            _tell(server, f'CREATE DATABASE "{name}" TEMPLATE template0')
            stack.callback(_tell, server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        yield {zone: urlsplit(server)._replace(path=f"/{name}").geturl() for zone, name in names.items()}


def _tell(server: str, words: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    try:
        connection.cursor().execute(words)
    finally:
        connection.close()


def _furnish(house: House) -> None:
    """What `make run` prepares, with a handful of items instead of the whole catalogue and no demonstration cases."""
    for box in ("o2i", "i2o"):
        (house.folder / "exchange" / box).mkdir(parents=True)
    for zone in ZONES:
        house.manage(zone, "migrate", "-v0")
    house.manage("outer", "collectstatic", "--noinput", "-v0")
    for zone in ZONES:
        house.manage(zone, "seed_people")
    house.manage("outer", "seed_applicants")
    house.manage("inner", "load_powers", str(_excerpt(house.folder)))
    for zone in ("inner", "outer", "inner"):
        house.manage(zone, "exchange_worker", "--drain")


def _excerpt(folder: Path) -> Path:
    head, *lines = (ROOT / "powers/data/catalogue.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    chosen = [line for line in lines if line.split(",")[0] in ITEMS]
    assert len(chosen) >= len(ITEMS) - 1, "the catalogue no longer has the items of the stories"
    excerpt = folder / "catalogue.csv"
    excerpt.write_text(head + "".join(chosen), encoding="utf-8")
    return excerpt


def _wait(house: House, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not all(_ready(zone) for zone in (house.outer, house.inner)):
        assert time.monotonic() < deadline, f"the house did not open:\n{_logs(house.folder)}"
        supervisor.watch()
        time.sleep(0.1)


def _ready(zone: str) -> bool:
    try:
        with urllib.request.urlopen(f"{zone}/readyz", timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _logs(folder: Path) -> str:
    return "\n".join(
        f"{path.name}: {path.read_text()[-1500:]}" for path in sorted((folder / "logs").glob("*.log"))
    )
