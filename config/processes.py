"""The processes of one machine: per zone a web server, a worker, a beat, an exchange worker, and a broker if one is found."""

import shutil
from pathlib import Path

from config.provision import PYTHON
from config.site import ZONES, data_dir, environment_of, port
from config.supervisor import Child


def children(sockets: Path) -> list[Child]:
    """`sockets` is a folder with a short name: a unix socket's path has about 100 characters at most."""
    redis = shutil.which("redis-server")
    return [child for zone in ZONES for child in _of_zone(zone, redis, sockets / f"{zone}.sock")]


def _of_zone(zone: str, redis: str | None, socket: Path) -> list[Child]:
    env = environment_of(zone)
    commands = {}
    if redis:
        env["REDIS_URL"] = f"redis+socket://{socket}"
        commands["redis"] = (
            f"{redis} --port 0 --unixsocket {socket} --unixsocketperm 600 --appendonly no".split()
        )
        commands["redis"] += ["--save", "", "--dir", str(socket.parent)]
    commands |= {
        "web": _gunicorn(zone),
        "worker": _celery(f"worker -P threads -c 2 -Q {zone} -n {zone} --without-mingle"),
        "beat": [*_celery("beat --pidfile="), "-s", str(data_dir() / zone / "beat")],
        "exchange": [str(PYTHON), "manage.py", "exchange_worker"],
    }
    logs = data_dir() / "logs"
    return [
        Child(name=f"{zone} {name}", command=command, environment=env, log=logs / f"{zone}-{name}.log")
        for name, command in commands.items()
    ]


def _gunicorn(zone: str) -> list[str]:
    """One process with threads: the counters of the embedded profile live in its memory."""
    words = f"-m gunicorn config.wsgi --bind 127.0.0.1:{port(zone)} --worker-class gthread --threads 8"
    return [str(PYTHON), *words.split(), "--no-control-socket"]


def _celery(words: str) -> list[str]:
    return [str(PYTHON), *["-m", "celery", "-A", "config.celery"], *words.split(), "-l", "WARNING"]
