import io
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from exchange import blobs
from ledger import vault
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


def test_a_large_blob_is_kept_piece_by_piece_and_comes_back_whole(world):
    data = bytes(range(256)) * 20_000
    with world.zone("outer"):
        name = blobs.put(data)
        assert blobs.read(name) == data
        assert max(map(len, blobs.pieces(name))) <= 1 << 20


def test_a_file_that_is_not_the_one_it_is_said_to_be_is_not_kept(world):
    with world.zone("outer"):
        with pytest.raises(ValueError, match="digest"):
            blobs.put_file(io.BytesIO(b"other"), name="ab" * 32, size=5, media_type="text/plain")
        assert not blobs.has("ab" * 32)
        assert list((world.folder / "outer" / "blobs").rglob("*.tmp")) == []


def test_a_new_key_renews_what_older_ones_locked(world, capsys):
    with world.zone("outer"):
        name = blobs.put(b"words")
        new = {"9": b"k" * 32}
        with override_settings(VAULT_KEYS={**new, **settings.VAULT_KEYS}):
            call_command("blobs", "renew")
        assert "1 个文件" in capsys.readouterr().out
        with override_settings(VAULT_KEYS=new):
            assert blobs.read(name) == b"words"


def test_a_blob_of_an_earlier_release_is_read_and_renewed(world):
    with world.zone("outer"):
        name = blobs.put(b"words")
        path = world.folder / "outer" / "blobs" / name[:2] / name
        path.write_bytes(vault.lock(b"words", where=f"blob:{name}"))
        assert blobs.read(name) == b"words"
        assert blobs.renew(name) and not blobs.renew(name)
        assert path.read_bytes().startswith(b"v2.")


def test_drafts_that_a_crash_left_are_removed_when_they_are_old(world):
    with world.zone("outer"):
        name = blobs.put(b"words")
        draft = world.folder / "outer" / "blobs" / name[:2] / f".{name[:16]}.ab.tmp"
        draft.write_bytes(b"half")
        assert blobs.remove_leftovers(before=datetime(2020, 1, 1, tzinfo=UTC)) == 0
        assert blobs.remove_leftovers(before=datetime(2100, 1, 1, tzinfo=UTC)) == 1
        assert blobs.read(name) == b"words"
