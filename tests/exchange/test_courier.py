"""A transport that loses, doubles, changes and hoards; files that are late, wrong or never come."""

import os

import pytest

from exchange import blobs, courier, kinds, sealer
from exchange.models import BlobSending, Quarantined, Sending, StoredBlob

from .world import ZONES, Killed, crash_at, new_subject


def test_a_lost_package_is_sent_again(world):
    with world.zone("outer"):
        n = world.say()
    world.tick("outer")
    for path in world.packages("o2i"):
        path.unlink()
    world.tick("inner")
    assert world.seen("inner") == []
    world.tick("outer", later=31)
    world.tick("inner")
    assert world.seen("inner") == [n]


def test_a_gap_is_asked_for_and_filled_at_once(world):
    with world.zone("outer"):
        world.say(n=1)
        sealer.seal(at=world.now)
        world.say(n=2)
    world.tick("outer")
    world.packages("o2i")[0].unlink()
    world.tick("inner")
    assert world.status("inner")["parked"] == 1
    world.tick("outer", later=1)
    world.tick("inner", later=1)
    assert world.seen("inner") == [1, 2]


def test_resending_slows_down_and_never_stops(world):
    with world.zone("outer"):
        world.say()
    gaps, last = [], None
    for _ in range(14400):
        with world.zone("outer"):
            sealer.seal(at=world.now) if last is None else None
            if courier.ship(at=world.now):
                gaps += [int((world.now - last).total_seconds())] if last else []
                last = world.now
            world.now = Sending.objects.order_by("due_at").first().due_at
        if len(gaps) == 8:
            break
    assert gaps == [30, 60, 120, 240, 480, 900, 900, 900]


def test_a_flood_of_one_package_has_one_effect_and_does_not_grow_the_database(world, on_sqlite):
    with world.zone("outer"):
        n = world.say()
    world.tick("outer")
    name, note = [(p.name, p.read_bytes()) for p in world.packages("o2i")][0]
    world.tick("inner")
    size = world.database("inner").stat().st_size
    for flood in range(4):
        for copy in range(250):
            (world.wire / "o2i" / f"{flood}-{copy}-{name}").write_bytes(note)
        world.tick("inner")
    assert world.seen("inner") == [n]
    assert world.packages("o2i") == []
    assert world.database("inner").stat().st_size - size < 1_000_000


def test_two_idle_zones_do_not_answer_each_other_for_ever(world):
    with world.zone("outer"):
        world.say()
    world.settle()
    before = world.status("outer")["sealed"], world.status("inner")["sealed"]
    for _ in range(40):
        for zone in ZONES:
            world.tick(zone, later=1)
    after = world.status("outer")["sealed"], world.status("inner")["sealed"]
    assert max(b - a for a, b in zip(before, after, strict=True)) <= 1


@pytest.mark.parametrize("junk", [b"", b"junk", b"\n\n", b"x" * 2_000_000])
def test_junk_is_quarantined_once_however_often_it_comes(world, junk):
    folder = world.wire / "o2i"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / "same-name.pkg").write_bytes(junk)
        (folder / f"{number}.txt").write_bytes(junk or b"other junk")
        world.tick("inner")
    with world.zone("outer"):
        n = world.say()
    world.settle(rounds=1)
    assert world.seen("inner") == [n]
    with world.zone("inner"):
        assert Quarantined.objects.count() <= 4
        assert "quarantine" in {kind for kind, *_ in world.status("inner")["alarms"]}


def test_a_changed_package_is_quarantined_and_the_true_one_still_arrives(world):
    with world.zone("outer"):
        n = world.say()
    world.tick("outer")
    path = world.packages("o2i")[0]
    note = bytearray(path.read_bytes())
    note[40] ^= 4
    path.write_bytes(note)
    world.tick("inner")
    assert world.seen("inner") == []
    assert world.status("inner")["quarantined"] == 1
    world.tick("outer", later=31)
    world.tick("inner")
    assert world.seen("inner") == [n]


def test_links_pipes_and_folders_in_the_drop_are_not_followed_nor_waited_for(world, tmp_path):
    folder = world.wire / "o2i"
    folder.mkdir(parents=True)
    target = tmp_path / "precious"
    target.write_text("keep me")
    (folder / "a.pkg").symlink_to(target)
    (folder / "dangling.pkg").symlink_to(tmp_path / "nowhere")
    (folder / f"{'ab' * 32}.blob").symlink_to(target)
    os.mkfifo(folder / "pipe.pkg")
    (folder / "folder.pkg").mkdir()
    (folder / ".half.pkg.tmp").write_text("half")
    with world.zone("outer"):
        n = world.say()
    world.settle(rounds=1)
    assert world.seen("inner") == [n]
    assert target.read_text() == "keep me"
    assert not (folder / "pipe.pkg").exists()


def send_with_file(world, content: bytes = b"pdf"):
    with world.zone("outer"):
        name = blobs.put(content)
        world.act(subject=new_subject(), seq=1, n=1, file=name)
        world.act(subject=new_subject(), seq=1, n=2)
    world.tick("outer")
    return name, world.wire / "o2i" / f"{name}.blob"


def test_a_file_goes_along_and_is_kept_before_its_message_is_applied(world):
    name, path = send_with_file(world)
    world.tick("inner")
    assert world.seen("inner") == [1, 2]
    assert not path.exists()
    with world.zone("inner"):
        assert blobs.read(name) == b"pdf"


def test_a_message_waits_for_its_file_and_others_do_not(world):
    name, path = send_with_file(world)
    late = path.read_bytes()
    path.unlink()
    world.tick("inner")
    assert world.seen("inner") == [2]
    path.write_bytes(late)
    world.tick("inner")
    assert world.seen("inner") == [2, 1]


def test_a_file_that_does_not_come_is_asked_for_again(world):
    _, path = send_with_file(world)
    path.unlink()
    world.settle(rounds=6)
    assert world.seen("inner") == [2, 1]


@pytest.mark.parametrize("wrong", [b"", b"pdg", b"pd", b"pdf and more", b"x" * 100_000])
def test_a_file_with_other_bytes_is_refused_and_the_true_one_asked_for(world, wrong):
    name, path = send_with_file(world)
    path.write_bytes(wrong)
    world.tick("inner")
    assert world.seen("inner") == [2]
    assert not path.exists()
    world.settle(rounds=6)
    assert world.seen("inner") == [2, 1]
    with world.zone("inner"):
        assert blobs.read(name) == b"pdf"


def test_only_files_that_a_package_named_are_ever_sent(world):
    with world.zone("inner"):
        secret = blobs.put(b"minutes of the deliberation")
    with world.zone("outer"):
        blobs.expect([{"h": secret, "n": 27, "ct": "text/plain"}], at=world.now)
    world.settle()
    with world.zone("inner"):
        assert BlobSending.objects.count() == 0
    assert not blobs_on(world, "i2o")


def blobs_on(world, stream):
    return [p for p in world.waiting(stream) if p.suffix == ".blob"]


def test_a_file_nobody_announced_is_left_alone_and_removed_after_an_hour(world):
    folder = world.wire / "o2i"
    folder.mkdir(parents=True)
    path = folder / f"{'ab' * 32}.blob"
    path.write_bytes(b"early?")
    world.tick("inner")
    assert path.exists()
    os.utime(path, (1, 1))
    world.tick("inner")
    assert not path.exists()
    with world.zone("inner"):
        assert StoredBlob.objects.count() == 0


def test_a_body_outside_its_schema_does_not_pass_the_courier(world):
    """The planted fault: the sealer's own check is switched off."""
    with world.zone("outer"):
        world.say(n=7)
        kind = kinds._registry.pop("test.word")
        kinds.register("test.word", schema={"type": "object"}, apply=world.hear)
        sealer.seal(at=world.now)
        kinds._registry["test.word"] = kind
        kinds._registry.pop("test.word")
        kinds.register("test.word", schema={"type": "object", "maxProperties": 0}, apply=world.hear)
        courier.ship(at=world.now)
    assert world.packages("o2i") == []
    assert "egress" in world.alarms("outer")


@pytest.mark.parametrize("name", ["_send", "_send_blob", "_take_blob", "_take_package"])
@pytest.mark.parametrize("after", [False, True])
def test_a_courier_that_dies_anywhere_loses_and_doubles_nothing(world, name, after):
    with crash_at(courier, name, after=after):
        try:
            send_with_file(world)
        except Killed:
            world.crashed = True
        for zone in (*ZONES, *ZONES):
            try:
                world.tick(zone)
            except Killed:
                world.crashed = True
    assert world.crashed
    world.settle(rounds=8)
    assert sorted(world.seen("inner")) == [1, 2]
    assert world.waiting("o2i") == []


def test_a_half_written_file_is_never_visible(world, monkeypatch):
    """Short writes and a full disk in the middle of one package."""
    write, room = os.write, [60]

    def short(descriptor, data):
        if room[0] <= 0:
            raise OSError(28, "No space left on device")
        done = write(descriptor, bytes(data[: min(7, room[0])]))
        room[0] -= done
        return done

    with world.zone("outer"):
        n = world.say()
        sealer.seal(at=world.now)
        monkeypatch.setattr("exchange.files.os.write", short)
        with pytest.raises(OSError, match="No space"):
            courier.ship(at=world.now)
        assert world.packages("o2i") == []
        room[0] = 1_000_000
        courier.ship(at=world.now)
    world.tick("inner")
    assert world.seen("inner") == [n]
