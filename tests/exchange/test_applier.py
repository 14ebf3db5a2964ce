"""Order, exactly once, and one bad message stopping one subject."""

import random
from datetime import timedelta
from unittest import mock

import pytest
from django.db import DatabaseError, IntegrityError, connection

from exchange import applier, deliveries, inbox, kinds, packages, sealer, signing, state, streams
from exchange.models import Held, InboxMessage, InboxPackage

from .world import WORD_SCHEMA, ZONES, Killed, chain_digest, crash_at, new_subject


def test_a_message_posted_outside_arrives_inside_once(world):
    with world.zone("outer"):
        n = world.say()
    world.settle()
    assert world.seen("inner") == [n]
    assert world.seen("outer") == []
    assert world.status("outer")["unacked"] == 0


def test_events_cross_by_themselves_and_both_zones_hold_one_chain(world):
    subject = new_subject()
    with world.zone("outer"):
        for seq in (1, 2, 3):
            event = world.act(subject=subject, seq=seq)
        assert not state.acknowledged(event)
    world.settle()
    with world.zone("inner"):
        world.act(subject=subject, seq=4)
    world.settle()
    assert world.seen("inner") == [1, 2, 3]
    assert world.seen("outer") == [4]
    with world.zone("outer"):
        assert state.acknowledged(event)
        there = chain_digest()
    with world.zone("inner"):
        assert chain_digest() == there


def test_what_arrived_is_not_sent_back(world):
    with world.zone("outer"):
        world.act(subject=new_subject(), seq=1)
    world.settle()
    assert world.status("inner")["waiting"] == 0
    assert world.seen("outer") == []


def test_the_private_part_does_not_leave(world):
    with world.zone("inner"):
        event = world.act(subject=new_subject(), seq=1)
        assert "内部意见" in event.private
        sealer.seal(at=world.now)
        note = sealer.OutboxPackage.objects.get(messages=1).note
    assert "内部意见" not in note.decode()
    assert "opinion" not in note.decode()


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_arrival_gives_the_same_result(world, seed):
    """Packages taken all from the folder and put back one at a time, reversed or shuffled, some twice."""
    with world.zone("outer"):
        subjects = [new_subject() for _ in range(5)]
        for round_ in range(1, 9):
            for subject in subjects:
                world.act(subject=subject, seq=round_)
            sealer.seal(at=world.now)
        there = chain_digest()
    world.tick("outer")
    held_back = [(p.name, p.read_bytes()) for p in world.packages("o2i")]
    assert len(held_back) == 8
    for path in world.packages("o2i"):
        path.unlink()
    order = held_back[::-1] if seed == 0 else random.Random(seed).sample(held_back * 2, 16)
    for name, note in order:
        (world.wire / "o2i" / name).write_bytes(note)
        world.tick("inner")
    with world.zone("inner"):
        assert chain_digest() == there
        assert InboxMessage.objects.count() == 40
    assert world.status("inner")["parked"] == 0


def test_without_the_guard_on_message_ids_a_repeat_would_be_done_twice(world):
    """The planted bug: the id is forgotten; the same message in a second package has a second effect."""
    with world.zone("outer"):
        n = world.say()
        ready = sealer.gather(at=world.now)
        sealer.write(ready, at=world.now)
        with mock.patch.object(sealer, "_move"):
            sealer.write(ready, at=world.now)
    world.tick("outer")
    nothing = InboxMessage.objects.none()
    with (
        mock.patch.object(InboxMessage.objects, "filter", return_value=nothing),
        pytest.raises(IntegrityError),
    ):
        world.tick("inner")
    world.tick("inner")
    assert world.seen("inner") == [n]


@pytest.mark.parametrize(
    ("target", "name", "after"),
    [
        (inbox, "_park", False), (inbox, "_park", True), (inbox, "take", True), (applier, "_apply", False),
        (applier, "_apply", True), (applier, "_apply_next", True), (applier, "_admit", True),
        (sealer, "write", False), (sealer, "_store", True), (sealer, "_move", True), (sealer, "write", True),
        (deliveries, "deliver", True),
    ],
)  # fmt: skip
def test_a_process_that_dies_anywhere_leaves_work_that_is_done_exactly_once(world, target, name, after):
    subject = new_subject()
    with world.zone("outer"):
        for seq in (1, 2):
            world.act(subject=subject, seq=seq)
    with crash_at(target, name, after=after):
        for _ in range(3):
            for zone in ZONES:
                try:
                    world.tick(zone)
                except Killed:
                    world.crashed = True
    assert world.crashed
    world.settle()
    assert world.seen("inner") == [1, 2]
    assert world.status("outer")["unacked"] == world.status("inner")["parked"] == 0


def test_a_message_that_fails_stops_its_subject_only(world):
    bad, good = new_subject(), new_subject()
    world.poison.add(1)
    with world.zone("outer"):
        world.act(subject=bad, seq=1, n=1)
        for seq in (1, 2):
            world.act(subject=good, seq=seq, n=10 + seq)
        world.act(subject=bad, seq=2, n=2)
        world.say(n=3, subject=bad)
    world.settle(rounds=2)
    assert world.seen("inner") == [11, 12]
    assert world.status("inner")["blocked"] == [bad.hex]
    assert "blocked" in world.alarms("inner")
    world.poison.clear()
    with world.zone("inner"):
        assert state.retry(bad, at=world.now)
    world.tick("inner")
    assert world.seen("inner") == [11, 12, 1, 2, 3]
    assert world.alarms("inner") == set()
    assert world.status("inner")["held"] == 0


def test_a_failing_message_is_tried_again_by_itself_but_not_for_ever(world):
    world.poison.add(1)
    with world.zone("outer"):
        world.say(n=1)
    world.settle(rounds=1, later=0)
    for _ in range(10):
        world.tick("inner", later=2 * 3600)
    with world.zone("inner"):
        held = Held.objects.get()
        assert (held.tries, held.again_at) == (6, None)
        assert "always fails" not in held.error


def test_a_transient_failure_heals_without_a_person(world):
    world.poison.add(1)
    with world.zone("outer"):
        world.say(n=1)
    world.settle(rounds=1, later=0)
    world.poison.clear()
    world.tick("inner", later=61)
    assert world.seen("inner") == [1]


@pytest.mark.parametrize("dies", [1, 2])
def test_a_process_that_dies_while_a_line_is_worked_off_leaves_nobody_waiting(world, dies):
    """The head of the line is applied and gone; what stood behind it goes on with the next process."""
    subject = new_subject()
    world.poison.add(1)
    with world.zone("outer"):
        for seq in (1, 2, 3):
            world.act(subject=subject, seq=seq, n=seq)
    world.settle(rounds=1, later=0)
    assert world.seen("inner") == []
    world.poison.clear()
    left = [dies]
    work_off = deliveries._work_off

    def dying(*args, **kwargs):
        done = work_off(*args, **kwargs)
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return done

    with mock.patch.object(deliveries, "_work_off", dying), pytest.raises(Killed):
        world.tick("inner", later=61)
    assert world.seen("inner") == [1, 2, 3][:dies]
    world.tick("inner")
    assert world.seen("inner") == [1, 2, 3]
    assert world.status("inner")["held"] == 0


def test_a_fault_that_only_shows_at_commit_stops_its_subject_only(world):
    def break_at_commit(body, *, at):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO exchange_lacking (held_id, blob_id) VALUES (999999, %s)", ["0" * 64])

    with world.zone("outer"):
        kinds.register("test.broken", schema=WORD_SCHEMA, apply=break_at_commit)
        kinds.post("test.broken", {}, at=world.now)
        n = world.say()
    world.settle(rounds=2)
    assert world.seen("inner") == [n]
    assert world.status("inner")["held"] == 1


def test_an_unknown_kind_is_held_and_applied_after_the_upgrade(world):
    with world.zone("outer"):
        kinds.register("test.newer", schema=WORD_SCHEMA, apply=world.hear)
        kinds.post("test.newer", {"n": 70}, at=world.now)
        n = world.say()
    world.tick("outer")
    newer = kinds._registry.pop("test.newer")
    world.tick("inner")
    assert world.seen("inner") == [n]
    assert "unsupported" in world.alarms("inner")
    kinds._registry["test.newer"] = newer
    world.tick("inner", later=61)
    assert world.seen("inner") == [n, 70]
    assert "unsupported" not in world.alarms("inner")


def test_a_body_that_does_not_fit_its_schema_here_is_held_for_a_person(world):
    with world.zone("outer"):
        world.say(n=5, subject="s")
    world.tick("outer")
    del kinds._registry["test.word"]
    kinds.register("test.word", schema={"type": "object", "maxProperties": 0}, apply=world.hear)
    world.tick("inner")
    world.tick("inner", later=86400)
    with world.zone("inner"):
        assert Held.objects.get().why == deliveries.Why.MISFIT
        assert Held.objects.get().again_at is None


def forged(world, *, zone, **changes) -> bytes:
    """A package rightly signed by a zone's own key, with something in it that no honest sealer writes."""
    with world.zone(zone):
        content = {
            "v": 1, "stream": streams.outgoing(), "epoch": 1, "seq": 1, "prev": "", "made": 1, "msgs": [],
            "ack": {"epoch": 1, "upto": 0, "head": "", "missing": [], "blobs": []},
        }  # fmt: skip
        return packages.seal({**content, **changes}, signer=signing.load_signer())[0]


def put(world, stream, name, note):
    folder = world.wire / stream
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(note)


def test_two_signed_texts_for_one_number_stop_the_stream_and_keep_both(world):
    with world.zone("outer"):
        world.say(n=1)
    world.tick("outer")
    world.tick("inner")
    put(world, "o2i", "fork.pkg", forged(world, zone="outer", made=2))
    with world.zone("outer"):
        world.say(n=2)
    world.tick("outer")
    world.tick("inner")
    world.tick("inner")
    status = world.status("inner")
    assert world.seen("inner") == [1]
    assert status["stopped"] == "fork"
    assert status["quarantined"] == 1
    assert "fork" in world.alarms("inner")
    with world.zone("inner"):
        assert InboxPackage.objects.count() == 1


def test_a_package_that_does_not_continue_the_chain_stops_the_stream(world):
    world.tick("outer")
    world.tick("inner")
    put(world, "o2i", "x.pkg", forged(world, zone="outer", seq=2, prev="ab" * 32))
    world.tick("inner")
    assert world.status("inner")["stopped"] == "chain"
    assert "chain" in world.alarms("inner")


def test_a_package_of_our_own_sent_back_to_us_is_quarantined_and_rings(world):
    put(world, "o2i", "mirror.pkg", forged(world, zone="inner"))
    world.tick("inner")
    assert world.status("inner")["applied"] == 0
    assert world.status("inner")["quarantined"] == 1
    assert "key" in world.alarms("inner")


def test_a_rightly_signed_package_of_another_stream_is_quarantined_and_rings(world):
    put(world, "o2i", "other.pkg", forged(world, zone="outer", stream="test/o2i"))
    world.tick("inner")
    assert world.status("inner")["applied"] == 0
    assert "reflection" in world.alarms("inner")


def test_a_package_of_another_epoch_is_quarantined_and_rings(world):
    put(world, "o2i", "epoch.pkg", forged(world, zone="outer", epoch=2))
    world.tick("inner")
    assert world.status("inner")["applied"] == 0
    assert "reflection" in world.alarms("inner")


def test_a_package_far_ahead_is_dropped_and_not_parked(world):
    put(world, "o2i", "far.pkg", forged(world, zone="outer", seq=streams.MAX_PARKED + 1))
    world.tick("inner")
    assert world.status("inner")["parked"] == 0
    assert world.packages("o2i") == []


def test_parked_packages_wait_for_the_one_before_and_are_asked_for(world):
    put(world, "o2i", "ahead.pkg", forged(world, zone="outer", seq=4))
    world.tick("inner")
    assert world.status("inner")["parked"] == 1
    with world.zone("inner"):
        ack = packages.read_own(sealer.OutboxPackage.objects.get().note).ack
    assert ack["missing"] == [[1, 3]]


def test_the_record_of_what_arrived_cannot_be_changed(world):
    with world.zone("outer"):
        world.say()
    world.settle()
    with world.zone("inner"):
        for table in (InboxPackage, InboxMessage):
            with pytest.raises(DatabaseError, match="is a record"):
                table.objects.all()._raw_delete("default")
        with pytest.raises(DatabaseError, match="is a record"):
            InboxPackage.objects.update(hash="0" * 64)


def test_time_going_back_does_not_disturb_the_order(world):
    with world.zone("outer"):
        world.say(n=1)
    world.tick("outer")
    world.now -= timedelta(hours=1)
    with world.zone("outer"):
        world.say(n=2)
    world.settle()
    assert world.seen("inner") == [1, 2]
