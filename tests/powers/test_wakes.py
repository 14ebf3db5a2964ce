"""Waking the worker: a broker that is away costs one short try, then none for half a minute."""

import pytest
from kombu.exceptions import OperationalError

from powers import wakes


class Task:
    name = "a task"

    def __init__(self, fault=None):
        self.fault, self.tries = fault, 0

    def apply_async(self, **_):
        self.tries += 1
        if self.fault:
            raise self.fault


@pytest.fixture(autouse=True)
def awake(monkeypatch):
    monkeypatch.setattr(wakes, "_silent_until", 0.0)


@pytest.mark.parametrize("fault", [OperationalError("gone"), ConnectionRefusedError("gone")])
def test_a_silent_broker_is_left_alone_for_half_a_minute(fault, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(wakes.time, "monotonic", lambda: now[0])
    task = Task(fault)
    wakes.send(task)
    wakes.send(task)
    assert task.tries == 1
    now[0] += wakes.REST + 1
    wakes.send(task)
    assert task.tries == 2


def test_a_broker_that_answers_is_told_every_time():
    task = Task()
    wakes.send(task)
    wakes.send(task)
    assert task.tries == 2
