from hashlib import sha256
from unittest import mock

import pytest
from django.db import IntegrityError

from exchange import alarms, blobs, kinds, packages, sealer, streams
from exchange.models import OutboxPackage, Sealed, Unsealed

from .world import new_subject


def numbers():
    return list(OutboxPackage.objects.order_by("seq").values_list("seq", flat=True))


def messages_sealed():
    notes = [package.note for package in OutboxPackage.objects.order_by("seq")]
    return [message for note in notes for message in packages.read_own(note).msgs]


def test_numbers_have_no_holes_even_when_a_sealing_is_rolled_back(world):
    with world.zone("outer"):
        for _ in range(3):
            world.say()
            with mock.patch.object(sealer, "_move", side_effect=OSError), pytest.raises(OSError):
                sealer.seal(at=world.now)
            sealer.seal(at=world.now)
        assert numbers() == [1, 2, 3]
        assert len(messages_sealed()) == 3


def test_each_package_names_the_one_before(world):
    with world.zone("outer"):
        for _ in range(3):
            world.say()
            sealer.seal(at=world.now)
        hashes = list(OutboxPackage.objects.order_by("seq").values_list("hash", flat=True))
        links = [packages.read_own(p.note).prev for p in OutboxPackage.objects.order_by("seq")]
    assert links == ["", *hashes[:-1]]


def test_many_messages_fill_packages_up_to_their_limits(world):
    with world.zone("outer"):
        for _ in range(250):
            world.say()
        sealer.seal(at=world.now)
        assert list(OutboxPackage.objects.order_by("seq").values_list("messages", flat=True)) == [
            100,
            100,
            50,
        ]
        assert [m["body"]["n"] for m in messages_sealed()] == list(range(1, 251))


def test_an_event_that_is_not_ready_holds_up_its_subject_and_nothing_else(world):
    waiting, other = new_subject(), new_subject()
    world.unready.add(1)
    with world.zone("inner"):
        world.act(subject=waiting, seq=1, n=1)
        world.act(subject=other, seq=1, n=2)
        world.act(subject=waiting, seq=2, n=3)
        world.say(n=4, subject=waiting)
        sealer.seal(at=world.now)
        assert [m["order"] for m in messages_sealed()] == [1]
        assert Unsealed.objects.count() == 3
        world.unready.clear()
        sealer.seal(at=world.now)
    world.settle()
    assert world.seen("outer") == [2, 1, 3, 4]


def test_an_event_that_cannot_be_put_into_a_package_rings_and_holds_up_its_subject_only(world):
    lost, other = new_subject(), new_subject()
    content = b"found again"
    with world.zone("inner"):
        world.act(subject=lost, seq=1, n=1, file=sha256(content).hexdigest())
        world.act(subject=other, seq=1, n=2)
    world.settle()
    assert world.seen("outer") == [2]
    assert "unsealed" in world.alarms("inner")
    with world.zone("inner"):
        blobs.put(content)
    world.settle(rounds=3, later=3600)
    assert world.seen("outer") == [2, 1]
    assert "unsealed" not in world.alarms("inner")


def test_a_message_larger_than_a_package_rings_and_stops_nothing(world):
    kinds.register("test.long", schema={"type": "object"}, apply=world.hear)
    with world.zone("outer"):
        kinds.post("test.long", {"n": 1, "text": "x" * streams.MAX_TEXT}, at=world.now)
        world.say(n=2)
    world.settle()
    assert world.seen("inner") == [2]
    assert "unsealed" in world.alarms("outer")


def test_events_of_kinds_that_nobody_registered_stay(world):
    del kinds._registry["matter"]
    with world.zone("inner"):
        world.act(subject=new_subject(), seq=1)
        assert sealer.gather(at=world.now) == []


def test_an_attachment_outside_its_schema_is_not_sealed(world):
    with mock.patch.object(world, "attach", lambda event: kinds.Attachments({"handler": "王某"})):
        del kinds._registry["matter"]
        kinds.register_events(
            kind="matter", attach=world.attach, apply=world.follow,
            schema={"type": "object", "properties": {}, "additionalProperties": False},
        )  # fmt: skip
        with world.zone("inner"):
            world.act(subject=new_subject(), seq=1)
            sealer.seal(at=world.now)
            assert messages_sealed() == []
            assert alarms.is_open("unsealed")


def test_two_sealers_cannot_give_one_number_twice(world):
    with world.zone("outer"):
        world.say()
        batch = sealer.gather(at=world.now)
        sealer.write(batch, at=world.now)
        with pytest.raises((RuntimeError, IntegrityError)):
            sealer.write(batch, at=world.now)
        assert numbers() == [1]
        assert Sealed.objects.count() == 1


def test_an_acknowledgement_from_the_future_stops_sealing_and_rings(world, on_sqlite):
    """The outer database was restored to an earlier day: the other zone has seen more than it remembers."""
    with world.zone("outer"):
        world.say(n=1)
    world.settle()
    backup = world.database("outer").read_bytes()
    with world.zone("outer"):
        world.say(n=2)
    world.settle()
    for ending in ("-wal", "-shm"):
        world.database("outer").with_name(f"outer.sqlite3{ending}").unlink(missing_ok=True)
    world.database("outer").write_bytes(backup)
    with world.zone("inner"):
        world.say(n=9)
    world.tick("inner")
    world.tick("outer")
    with world.zone("outer"):
        before = numbers()
        world.say(n=3)
        assert "amnesia" in world.alarms("outer")
        assert sealer.seal(at=world.now) == 0
        assert numbers() == before


def test_a_quiet_zone_gives_a_sign_of_life(world):
    world.settle(rounds=2)
    with world.zone("outer"):
        before = len(numbers())
        assert sealer.seal(at=world.now) == 0
    world.tick("outer", later=301)
    with world.zone("outer"):
        assert len(numbers()) == before + 1
