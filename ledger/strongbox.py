"""Whole files at rest: AES-256-GCM in pieces of one megabyte, so that no file has to fit into memory.

A stored file is `v2.<key id>.`, a salt of 32 bytes and the pieces. Each file has a key of its own, derived from the zone's
vault key and the salt (HKDF), so that the counters used as nonces never meet another file's. The nonce holds the number of
the piece and whether it is the last one: a piece that is moved, doubled, left out or cut off does not open. Files of the
first form (`v1`, one piece) still open.
"""

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from . import vault
from .vault import Unreadable

PIECE = 1 << 20
_TAG, _SALT, _HEAD = 16, 32, 40


def lock(source: BinaryIO, write: Callable[[bytes], object], *, where: str) -> None:
    """Write the encrypted file piece by piece, under the newest key."""
    key_id, salt = vault.current(), os.urandom(_SALT)
    cipher = _cipher(key_id, salt, where)
    write(f"v2.{key_id}.".encode() + salt)
    piece, number = _full(source, PIECE), 0
    while True:
        following = _full(source, PIECE)
        write(cipher.encrypt(_nonce(number, last=not following), piece, None))
        if not following:
            return
        piece, number = following, number + 1


def unlock(stored: BinaryIO, *, where: str) -> Iterator[bytes]:
    """The plain pieces; Unreadable at the first that was touched, and at the end when pieces are missing."""
    version, key_id = _head(stored, where)
    if version == b"v1":
        stored.seek(0)
        yield vault.unlock(stored.read(), where=where)
        return
    cipher = _cipher(key_id, stored.read(_SALT), where)
    box, number = _full(stored, PIECE + _TAG), 0
    while True:
        following = _full(stored, PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), box, None)
        except (InvalidTag, ValueError) as error:
            raise Unreadable(where) from error
        if not following:
            return
        box, number = following, number + 1


def is_current(stored: BinaryIO, *, where: str) -> bool:
    """Whether the file is of the newest form and under the newest key."""
    return _head(stored, where) == (b"v2", vault.current())


def _head(stored: BinaryIO, where: str) -> tuple[bytes, str]:
    version, _, rest = stored.read(_HEAD).partition(b".")
    key_id, dot, _ = rest.partition(b".")
    if version not in (b"v1", b"v2") or not dot or not key_id.isascii():
        raise Unreadable(where)
    stored.seek(len(version) + len(key_id) + 2)
    return version, key_id.decode()


def _cipher(key_id: str, salt: bytes, where: str) -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=32, salt=salt, info=f"{key_id}:{where}".encode())
    return AESGCM(derive.derive(vault.key(key_id)))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _full(source: BinaryIO, size: int) -> bytes:
    """Exactly `size` bytes unless the source ends; a stream may hand over less at a time."""
    parts, left = [], size
    while left and (part := source.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
