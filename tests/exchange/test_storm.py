"""Real workers of both zones, killed at random, with a gremlin on the wire between them.

It drops, doubles, changes and holds back files while both zones write; then the weather clears, and everything must be
there exactly once and in order.
"""

import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exchange import blobs

from .world import ZONES, chain_digest, new_subject

ROOT = Path(__file__).resolve().parents[2]
SUBJECTS, STEPS = 25, 8
STORM_SECONDS, CALM_SECONDS = 20, 60


class Workers:
    """One worker process a zone, restarted whenever it is killed."""

    def __init__(self, folder):
        self.folder = folder
        self.running = {}
        self.kills = 0
        for zone in ZONES:
            self.start(zone)

    def start(self, zone):
        log = (self.folder / f"{zone}.log").open("ab")
        command = [sys.executable, "-m", "tests.exchange.storm_worker", str(self.folder), zone]
        self.running[zone] = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        log.close()

    def kill(self, zone):
        self.running[zone].kill()
        self.running[zone].wait()
        self.kills += 1

    def log(self):
        return "".join((self.folder / f"{zone}.log").read_text()[-2000:] for zone in ZONES)


def meddle(path, chance):
    """What the gremlin does to one file; most it leaves alone."""
    luck = chance.random()
    try:
        if luck < 0.08:
            path.unlink()
        elif luck < 0.16:
            # A copy of a copy gets a fresh name of the same length: the storm may not outgrow the file system's limit.
            original = re.sub(r"^copy-[0-9a-f]{12}-", "", path.name)
            path.with_name(f"copy-{chance.getrandbits(48):012x}-{original}").write_bytes(path.read_bytes())
        elif luck < 0.21:
            data = bytearray(path.read_bytes())
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path.write_bytes(data)
        elif luck < 0.4:
            path.rename(path.with_name(f".held-{path.name}"))
    except (FileNotFoundError, ValueError):
        return


def release(folder):
    for path in folder.glob(".held-*"):
        path.rename(path.with_name(path.name.removeprefix(".held-")))


def write_a_step(world, zone, subjects, step):
    with world.zone(zone):
        for subject in subjects:
            file = blobs.put(f"{subject} {step}".encode()) if step % 4 == 0 else ""
            world.act(subject=subject, seq=step, file=file)


def blow(world, workers, subjects, chance):
    """Write everything while files and processes come to harm."""
    began, step, next_kill = time.monotonic(), 0, 1.5
    while (spent := time.monotonic() - began) < STORM_SECONDS:
        if step < STEPS and spent > step * STORM_SECONDS / STEPS / 2:
            step += 1
            for zone in ZONES:
                write_a_step(world, zone, subjects[zone], step)
        for stream in ("o2i", "i2o"):
            for path in world.waiting(stream):
                meddle(path, chance)
            if chance.random() < 0.1:
                release(world.wire / stream)
        if spent > next_kill:
            zone = chance.choice(ZONES)
            workers.kill(zone)
            workers.start(zone)
            next_kill = spent + chance.uniform(0.3, 1.6)
        time.sleep(0.02)
    for stream in ("o2i", "i2o"):
        release(world.wire / stream)


def wait_until_settled(world, expected):
    deadline = time.monotonic() + CALM_SECONDS
    while time.monotonic() < deadline:
        if all(len(world.seen(zone)) >= expected and world.status(zone)["held"] == 0 for zone in ZONES):
            return
        time.sleep(0.3)


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_in_a_storm(world, on_sqlite):
    chance = random.Random()
    subjects = {zone: [new_subject() for _ in range(SUBJECTS)] for zone in ZONES}
    workers = Workers(world.folder)
    try:
        blow(world, workers, subjects, chance)
        wait_until_settled(world, SUBJECTS * STEPS)
        time.sleep(1)
    finally:
        for zone in ZONES:
            workers.kill(zone)
    chains = set()
    for zone in ZONES:
        seen, status = world.seen(zone), world.status(zone)
        report = f"{workers.kills} kills; {zone}: {status}\n{workers.log()}"
        assert len(seen) == len(set(seen)) == SUBJECTS * STEPS, report
        assert status["stopped"] == "" and status["held"] == 0, report
        with world.zone(zone):
            chains.add(chain_digest())
    assert len(chains) == 1
    assert workers.kills > 8
