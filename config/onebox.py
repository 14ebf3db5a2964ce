"""`make run`: both nets on one machine, from a bare Python to the first page; `make reset` throws the data away.

It refuses a taken port, a data folder already in use, and to delete a folder that is not its own. Every process it starts,
it also ends.
"""

import fcntl
import shutil
import signal
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from config import environment
from config.preparation import manage, prepare
from config.processes import children
from config.provision import provide, say
from config.site import ZONES, address, data_dir, port
from config.supervisor import Supervisor

PATIENCE_SECONDS = 60


def run() -> None:
    began = time.monotonic()
    refuse_taken_ports()
    with only_one():
        provide()
        prepare()
        serve(began)
    say("已全部停止 (all stopped)")


def serve(began: float) -> None:
    with tempfile.TemporaryDirectory(prefix="hall-") as sockets, Supervisor() as supervisor:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, supervisor.stop)
        for child in children(Path(sockets)):
            supervisor.add(child)
        if wait_for_pages(supervisor):
            print_table(time.monotonic() - began)
        supervisor.run()


def reset() -> None:
    folder = data_dir()
    if not folder.exists():
        return
    if not (folder / ".hall").exists():
        raise SystemExit(f"{folder} 不是本系统的数据目录，没有删除 (not a data folder of this system).")
    with only_one():
        shutil.rmtree(folder)
    say(f"已清空 {folder} (data thrown away)")


def refuse_taken_ports() -> None:
    for zone in ZONES:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if probe.connect_ex(("127.0.0.1", port(zone))) == 0:
                hint = f"make run {zone.upper()}_PORT={port(zone) + 10000}"
                raise SystemExit(f"端口 {port(zone)} 已被占用，请换一个：{hint} (port in use).")


def only_one():
    """One house per data folder: the lock is held while the file is open, and goes with the process."""
    mark = data_dir() / ".hall"
    mark.mkdir(parents=True, exist_ok=True)
    lock = (mark / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise SystemExit(f"{data_dir()} 正在使用，请先停掉另一个 (this data folder is in use).") from None
    return lock


def wait_for_pages(supervisor: Supervisor) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not supervisor.stopping and time.monotonic() < deadline:
        if all(answers(zone) for zone in ZONES):
            return True
        supervisor.watch()
        time.sleep(0.1)
    if not supervisor.stopping:
        say(f"一分钟内没有打开，请看 {data_dir()}/logs (the pages did not answer).")
    return False


def answers(zone: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address(zone)}/readyz", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def print_table(seconds: float) -> None:
    print(f"\n阳光政务已就绪（{seconds:.0f} 秒）  按 Ctrl-C 停止\n")
    print(f"  外网  政务大厅、受理窗口  {address('outer')}")
    print(f"  内网  办理、监察          {address('inner')}\n", flush=True)
    if environment.flag("HALL_DEMO"):
        manage("inner", "demo_guide")


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        reset() if sys.argv[1:] == ["reset"] else run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
