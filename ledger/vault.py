"""Personal data at rest: AES-256-GCM with a key id, bound to its column (PIPL art. 51; GB/T 22239 8.1.4.8).

A stored text is `v1.<key id>.<base64 nonce+ciphertext>`. The additional data names the column, so a value moved to
another column does not open. The key is the zone's own and never crosses to the other zone.
"""

import base64
import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from . import canon


class Unreadable(Exception):
    """A stored value does not open: wrong key, wrong column or a changed byte."""


def key(key_id: str) -> bytes:
    try:
        return settings.VAULT_KEYS[key_id]
    except KeyError:
        raise Unreadable(f"vault key {key_id} is not known here") from None


def current() -> str:
    if not settings.VAULT_KEYS:
        raise ImproperlyConfigured("VAULT_KEYS is empty")
    return next(iter(settings.VAULT_KEYS))


def lock(plain: bytes, *, where: str) -> bytes:
    key_id = current()
    nonce = os.urandom(12)
    box = nonce + AESGCM(key(key_id)).encrypt(nonce, plain, f"{key_id}:{where}".encode())
    return f"v1.{key_id}.".encode() + box


def unlock(stored: bytes, *, where: str) -> bytes:
    try:
        version, key_id, box = bytes(stored).split(b".", 2)
        if version != b"v1":
            raise ValueError(version)
        name = key_id.decode()
        return AESGCM(key(name)).decrypt(box[:12], box[12:], f"{name}:{where}".encode())
    except (ValueError, InvalidTag) as error:
        raise Unreadable(where) from error


def lookup(value: str, *, where: str) -> str:
    """A keyed fingerprint, to find an equal value without opening any."""
    return _fingerprint(value, where=where, key_id=current())


def lookups(value: str, *, where: str) -> list[str]:
    """The fingerprints of a value under every key that this zone holds, the current one first: rows outlive their key."""
    return [_fingerprint(value, where=where, key_id=key_id) for key_id in settings.VAULT_KEYS]


def _fingerprint(value: str, *, where: str, key_id: str) -> str:
    return hmac.new(key(key_id), f"{where}\x00{value}".encode(), sha256).hexdigest()


class SealedJSONField(models.TextField):
    """A JSON value that the database only ever sees encrypted. None stays NULL."""

    def get_prep_value(self, value):
        if value is None:
            return None
        box = lock(canon.dumps(canon.tidy(value)).encode(), where=self._where())
        return base64.b64encode(box).decode()

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        return canon.loads(unlock(base64.b64decode(value), where=self._where()))

    def to_python(self, value):
        return value

    def _where(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"
