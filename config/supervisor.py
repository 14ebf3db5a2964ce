"""Keeps the processes of one machine alive, and ends every one of them when it ends itself.

Each child leads a session of its own, so its whole group can be signalled. A child that ends is started again, later each
time it ends quickly. On Linux a child is told to end when its supervisor dies, however that happened.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

GRACE_SECONDS = 10
LONGEST_WAIT = 30
HEALTHY_AFTER = 60
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen | None = None
    started: float = 0
    wait: float = 1
    again_at: float = 0

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self.started, self.again_at = time.monotonic(), 0

    def signal(self, number: int) -> None:
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


@dataclass
class Supervisor:
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.end_all()

    def run(self) -> None:
        """Watch until a signal says stop."""
        while not self.stopping:
            self.watch()
            time.sleep(0.2)

    def add(self, child: Child) -> None:
        child.start()
        self.children.append(child)

    def watch(self) -> None:
        for child in self.children:
            if child.again_at and time.monotonic() >= child.again_at:
                child.start()
            elif not child.again_at and child.process.poll() is not None:
                self.plan_restart(child)

    def plan_restart(self, child: Child) -> None:
        child.signal(signal.SIGKILL)  # what it may have left behind in its group
        lived = time.monotonic() - child.started
        child.wait = 1 if lived > HEALTHY_AFTER else min(child.wait * 2, LONGEST_WAIT)
        child.again_at = time.monotonic() + child.wait
        code = child.process.returncode
        print(
            f"! {child.name} ended ({code}), again in {child.wait:.0f} s; see {child.log}",
            file=sys.stderr,
            flush=True,
        )

    def stop(self, *_) -> None:
        self.stopping = True

    def end_all(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < deadline and any(c.process.poll() is None for c in self.children):
            time.sleep(0.1)
        for child in self.children:
            child.signal(signal.SIGKILL)
            child.process.wait()


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
