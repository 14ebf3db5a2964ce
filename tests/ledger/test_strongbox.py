import io

import pytest

from ledger import strongbox, vault
from ledger.vault import Unreadable

WHERE = "blob:x"
SIZES = [0, 1, strongbox.PIECE - 1, strongbox.PIECE, strongbox.PIECE + 1, 2 * strongbox.PIECE]


def locked(plain, where=WHERE):
    out = io.BytesIO()
    strongbox.lock(io.BytesIO(plain), out.write, where=where)
    return out.getvalue()


def opened(stored, where=WHERE):
    return b"".join(strongbox.unlock(io.BytesIO(stored), where=where))


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_comes_back_as_it_was(size):
    plain = bytes(size % 251 for _ in range(size))
    stored = locked(plain)
    assert opened(stored) == plain
    assert size < 16 or plain[:16] not in stored


def test_the_same_file_is_never_stored_alike_twice():
    assert locked(b"same") != locked(b"same")


@pytest.mark.parametrize("place", [40, 60, -1])
def test_a_changed_byte_does_not_open(place):
    stored = bytearray(locked(b"certificate" * 9))
    stored[place] ^= 1
    with pytest.raises(Unreadable):
        opened(bytes(stored))


def test_pieces_cut_off_swapped_or_added_do_not_open():
    plain = b"a" * strongbox.PIECE + b"b" * strongbox.PIECE + b"end"
    stored = locked(plain)
    head, box = len(stored) - (len(plain) + 3 * 16), strongbox.PIECE + 16
    first, second, last = (
        stored[head : head + box],
        stored[head + box : head + 2 * box],
        stored[head + 2 * box :],
    )
    assert opened(stored[:head] + first + second + last) == plain
    for pieces in (
        (first, second),
        (first, last),
        (second, first, last),
        (first, first, second, last),
        (first, second, last, last),
    ):
        with pytest.raises(Unreadable):
            opened(stored[:head] + b"".join(pieces))


def test_a_file_moved_to_another_name_does_not_open():
    with pytest.raises(Unreadable):
        opened(locked(b"words"), where="blob:y")


def test_files_of_the_first_form_still_open_and_count_as_old():
    first_form = vault.lock(b"from an earlier release", where=WHERE)
    assert opened(first_form) == b"from an earlier release"
    assert not strongbox.is_current(io.BytesIO(first_form), where=WHERE)
    assert strongbox.is_current(io.BytesIO(locked(b"x")), where=WHERE)


def test_an_older_key_opens_and_counts_as_old_and_a_lost_one_says_so(settings):
    stored = locked(b"words")
    settings.VAULT_KEYS = {"2": b"n" * 32, **settings.VAULT_KEYS}
    assert opened(stored) == b"words"
    assert not strongbox.is_current(io.BytesIO(stored), where=WHERE)
    settings.VAULT_KEYS = {"2": b"n" * 32}
    with pytest.raises(Unreadable):
        opened(stored)


@pytest.mark.parametrize("junk", [b"", b"v9.1.xx", b"v2", b"v2.1.short", b"\xff\xfe.\xff.zz"])
def test_what_is_no_stored_file_is_unreadable(junk):
    with pytest.raises(Unreadable):
        opened(junk)
