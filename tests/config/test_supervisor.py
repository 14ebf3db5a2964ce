"""Real processes: what the supervisor starts, it ends, whatever that process did meanwhile."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from config.supervisor import Child, Supervisor

FOREVER = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
WITH_GRANDCHILD = (
    "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(p.pid, flush=True); time.sleep(600)"
)


@pytest.fixture
def supervisor(monkeypatch):
    monkeypatch.setattr("config.supervisor.GRACE_SECONDS", 1)
    made = Supervisor()
    yield made
    made.end_all()


def child(tmp_path: Path, program: str) -> Child:
    return Child("demo", [sys.executable, "-c", program], dict(os.environ), tmp_path / "logs" / "demo.log")


def wait_for(what):
    deadline = time.monotonic() + 20
    while not (found := what()):
        assert time.monotonic() < deadline, "waited too long"
        os.sched_yield()
    return found


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_every_child_ends_with_the_supervisor(supervisor, tmp_path):
    supervisor.add(child(tmp_path, FOREVER))
    supervisor.end_all()
    assert supervisor.children[0].process.returncode == -signal.SIGTERM


def test_a_child_that_will_not_end_is_killed(supervisor, tmp_path):
    supervisor.add(child(tmp_path, STUBBORN))
    wait_for(lambda: "up" in supervisor.children[0].log.read_text())
    supervisor.end_all()
    assert supervisor.children[0].process.returncode == -signal.SIGKILL


def test_the_children_of_a_child_end_too(supervisor, tmp_path):
    supervisor.add(child(tmp_path, WITH_GRANDCHILD))
    grandchild = int(wait_for(lambda: supervisor.children[0].log.read_text().strip()))
    supervisor.end_all()
    wait_for(lambda: is_gone(grandchild))


def test_a_child_that_died_is_started_again_later_each_time(supervisor, tmp_path):
    supervisor.add(child(tmp_path, "raise SystemExit(3)"))
    dying = supervisor.children[0]
    first = dying.process
    wait_for(lambda: first.poll() is not None)
    supervisor.watch()
    assert dying.wait == 2
    dying.again_at = time.monotonic()
    supervisor.watch()
    assert dying.process is not first
    wait_for(lambda: dying.process.poll() is not None)
    supervisor.watch()
    assert dying.wait == 4


def test_a_child_that_lived_long_is_started_again_soon(supervisor, tmp_path):
    supervisor.add(child(tmp_path, "pass"))
    lived = supervisor.children[0]
    wait_for(lambda: lived.process.poll() is not None)
    lived.wait, lived.started = 16, lived.started - 3600
    supervisor.watch()
    assert lived.wait == 1


def test_children_end_also_when_the_supervisor_fails(supervisor, tmp_path):
    with pytest.raises(ZeroDivisionError), supervisor:
        supervisor.add(child(tmp_path, FOREVER))
        raise ZeroDivisionError
    assert supervisor.children[0].process.returncode is not None


def test_a_signal_stops_the_watch(supervisor, tmp_path):
    supervisor.add(child(tmp_path, FOREVER))
    supervisor.stop(signal.SIGTERM)
    with supervisor:
        supervisor.run()
    assert supervisor.children[0].process.returncode is not None
