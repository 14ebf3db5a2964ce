"""The demonstration's cases: both nets take their rounds at once, each in a process, until neither moves anything any more."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from config.provision import PYTHON, ROOT
from config.site import ZONES, environment_of


def play(*parts: str) -> None:
    """One part after the other, each until both nets are quiet."""
    with ExitStack() as stack:
        players = [stack.enter_context(_player(zone)) for zone in ZONES]
        for part in parts:
            while any(_round(players, part)):
                pass


@contextmanager
def _player(zone: str) -> Iterator[subprocess.Popen]:
    command = [str(PYTHON), "manage.py", "seed_demo"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment_of(zone), **pipes) as player:
        yield player


def _round(players: list[subprocess.Popen], part: str) -> list[int]:
    """How much each moved. What one sent in this round the other takes in the next, so it counts for both."""
    for player in players:
        player.stdin.write(f"{part}\n")
        player.stdin.flush()
    return [_moved(player) for player in players]


def _moved(player: subprocess.Popen) -> int:
    if answer := player.stdout.readline():
        return int(answer)
    raise SystemExit("演示办件没有办完，见上面的说明 (playing the demonstration's cases failed).")
