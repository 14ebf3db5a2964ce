"""`make run` from a fresh copy to the first answered page, and the second start: wall time of the whole."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.setting import ROOT, row

PATIENCE_SECONDS = 400


def main() -> None:
    row("", "seconds")
    with tempfile.TemporaryDirectory(prefix="hall-bench-") as folder:
        copy = Path(folder) / "copy"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(copy)], check=True)
        for words in ("first start (packages, data, 150 cases)", "second start"):
            row(words, f"{start(copy):.1f}")
        shutil.rmtree(copy, ignore_errors=True)


def start(copy: Path) -> float:
    ports = {"OUTER_PORT": str(free_port()), "INNER_PORT": str(free_port())}
    env = {**os.environ, **ports, "DATA_DIR": str(copy / "data")}
    began = time.perf_counter()
    house = subprocess.Popen(
        ["make", "run"], cwd=copy, env=env, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(f"http://127.0.0.1:{ports['OUTER_PORT']}/", until=began + PATIENCE_SECONDS)
        return time.perf_counter() - began
    finally:
        os.killpg(house.pid, signal.SIGINT)
        house.wait(timeout=60)


def wait_for(url: str, *, until: float) -> None:
    while time.perf_counter() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the first page was not answered in time")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
