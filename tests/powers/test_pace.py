"""A long job takes on as much at once as leaves others room to write."""

import pytest

from powers.imports import pace
from powers.imports.pace import Pace


def test_a_slow_batch_makes_the_next_one_smaller_and_a_quick_one_at_most_twice_as_large():
    steps = Pace(100)
    steps.took(10, seconds=0.001)
    assert steps.size == 20
    steps.took(20, seconds=0.6)
    assert steps.size == 10
    steps.took(10, seconds=60)
    assert steps.size == 1
    steps.took(80, seconds=0)
    assert steps.size == 100
    assert Pace(2).size == 2


@pytest.mark.django_db
def test_the_lock_is_left_alone_after_each_batch_on_sqlite_only(monkeypatch):
    rested = []
    monkeypatch.setattr(pace.time, "sleep", rested.append)
    for vendor in ("sqlite", "postgresql"):
        monkeypatch.setattr(pace, "connection", type("Connection", (), {"vendor": vendor}))
        with Pace(5).batch(5):
            assert not rested or vendor == "postgresql"
    assert rested == [pace.REST_SECONDS] and pace.REST_SECONDS > 0.1
