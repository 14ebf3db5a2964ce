import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.celery import INNER_ONLY, app, beat_table

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["outer", "inner"])
def test_every_entry_of_the_beat_table_is_a_task_of_that_zone(tmp_path, name):
    program = "from config.celery import app; app.loader.import_default_modules(); print(*app.tasks)"
    env = {"PATH": os.environ["PATH"], "HALL_ZONE": name, "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    wanted = {entry["task"] for entry in beat_table(name).values()}
    assert wanted - set(done.stdout.split()) == set()


@pytest.mark.parametrize("name", ["outer", "inner"])
def test_a_wake_up_that_waited_too_long_is_dropped(name):
    assert all(entry["options"]["expires"] for entry in beat_table(name).values())


def test_supervision_is_swept_on_the_inner_net_only():
    assert not any(name.startswith("supervision") for name in beat_table("outer"))
    assert set(INNER_ONLY) <= set(beat_table("inner"))


def test_a_task_is_taken_from_the_queue_only_when_it_is_done():
    assert app.conf.task_acks_late
    assert app.conf.worker_prefetch_multiplier == 1
