import logging
import threading

import pytest

from exchange import sealer, worker


@pytest.fixture
def hooks(monkeypatch):
    monkeypatch.setattr(worker, "_before_seal", [])


def test_a_tick_takes_applies_seals_and_sends(world, hooks):
    with world.zone("outer"):
        n = world.say()
        worker.run_once()
    with world.zone("inner"):
        worker.run_once()
    assert world.seen("inner") == [n]


def test_a_second_worker_of_a_zone_waits(world, hooks):
    with world.zone("outer"):
        first = worker.Lock()
        assert first.acquire()
        assert first.acquire()
        with world.zone("outer"):
            assert not worker.run_once()
        first.release()
        with world.zone("outer"):
            assert worker.run_once()


def test_the_two_zones_do_not_lock_each_other_out(world, hooks):
    with world.zone("outer"):
        first = worker.Lock()
        assert first.acquire()
    with world.zone("inner"):
        assert worker.run_once()
    first._held.close()


def test_hooks_run_before_sealing(world, hooks):
    with world.zone("outer"):
        worker.before_seal(lambda: world.say(n=77))
        worker.tick()
        assert sealer.OutboxPackage.objects.get().messages == 1


def test_a_stage_that_fails_is_logged_without_its_text_and_stops_no_other(world, hooks, caplog):
    def fail():
        raise ValueError("身份证 320102199001011234")

    with world.zone("outer"), caplog.at_level(logging.DEBUG):
        n = world.say()
        worker.before_seal(fail)
        worker.tick()
    with world.zone("inner"):
        worker.tick()
    assert world.seen("inner") == [n]
    assert "ValueError" in caplog.text
    assert "320102" not in caplog.text


def test_the_loop_ends_when_told(world, hooks):
    stop = threading.Event()
    with world.zone("outer"):
        worker.before_seal(stop.set)
        worker.run(stop=stop, interval=60)
        assert worker.run_once()
