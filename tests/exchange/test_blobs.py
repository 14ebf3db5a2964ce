import pytest

from exchange import blobs
from ledger.vault import Unreadable


def test_a_blob_comes_back_by_its_digest(world):
    with world.zone("outer"):
        name = blobs.put("营业执照".encode(), media_type="text/plain")
        assert blobs.has(name)
        assert blobs.read(name).decode() == "营业执照"
        assert blobs.put("营业执照".encode()) == name
        assert blobs.StoredBlob.objects.get().media_type == "text/plain"


def test_a_blob_is_encrypted_at_rest_and_readable_by_the_owner_alone(world):
    with world.zone("outer"):
        name = blobs.put(b"name and number" * 9)
    path = world.folder / "outer" / "blobs" / name[:2] / name
    assert b"name and number" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_touched_file_does_not_open(world):
    with world.zone("outer"):
        one, other = blobs.put(b"one"), blobs.put(b"other")
        folder = world.folder / "outer" / "blobs"
        (folder / one[:2] / one).write_bytes((folder / other[:2] / other).read_bytes())
        with pytest.raises(Unreadable):
            blobs.read(one)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_a_name_that_is_no_digest_is_not_looked_for(world, name):
    with world.zone("outer"), pytest.raises(blobs.Missing):
        blobs.read(name)


def test_a_blob_that_is_not_here_is_missing(world):
    with world.zone("outer"):
        assert not blobs.has("ab" * 32)
        with pytest.raises(blobs.Missing):
            blobs.describe("ab" * 32, media_type="text/plain")


def test_the_other_zone_cannot_read_the_bytes_with_its_own_key(world):
    with world.zone("outer"):
        name = blobs.put(b"secret of the outer net")
    stored = (world.folder / "outer" / "blobs" / name[:2] / name).read_bytes()
    with world.zone("inner"):
        blobs.put(b"secret of the outer net")
        (world.folder / "inner" / "blobs" / name[:2] / name).write_bytes(stored)
        with pytest.raises(Unreadable):
            blobs.read(name)
