"""Ed25519 signatures in the C2SP signed-note form, and the keys behind them.

The private key is the sealer's own file, mode 600; a readable-by-others file is refused. The other zone's public keys are
pinned by configuration and never taken from a package: settings.EXCHANGE_PEER_KEYS holds note verifier keys
(`name+keyid+base64`) separated by commas or lines, a retired one with `@<last sequence number it may sign>`. The word
`embedded` takes them from the shared data folder instead, for both zones on one machine only.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ledger.zone import Zone, here

from . import files

ED25519 = b"\x01"
EMBEDDED = "embedded"
KEY_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


@dataclass(frozen=True)
class PublicKey:
    """One pinned key; `last_seq` is the last package it may have signed, None while it is in use."""

    name: str
    raw: bytes
    last_seq: int | None = None

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:4]

    def spell(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"

    def verifies(self, text: bytes, signature: bytes) -> bool:
        if signature[:4] != self.key_id:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature[4:], text)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    public: PublicKey
    private: Ed25519PrivateKey

    def line(self, text: bytes) -> str:
        signature = self.public.key_id + self.private.sign(text)
        return f"— {self.public.name} {base64.b64encode(signature).decode()}\n"


def strict_base64(text: str) -> bytes:
    """Decode, refusing every spelling but the one that encodes back to the same text."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64") from error
    if base64.b64encode(data).decode() != text:
        raise ValueError("not the canonical base64")
    return data


def parse_keys(text: str) -> dict[str, PublicKey]:
    keys = [_parse_key(word) for word in text.replace(",", " ").split()]
    return {key.name: key for key in keys}


def peer_keys() -> dict[str, PublicKey]:
    """The keys that packages from the other zone must be signed with."""
    if not _is_embedded():
        return parse_keys(getattr(settings, "EXCHANGE_PEER_KEYS", ""))
    path = _shared(here().peer)
    return parse_keys(path.read_text()) if path.exists() else {}


def load_signer() -> Signer:
    """This zone's key; only the sealer calls this."""
    path = _folder() / "exchange.pem"
    if path.stat().st_mode & 0o077:
        raise ImproperlyConfigured(f"{path} can be read by others; set its mode to 600")
    private = forms.load_pem_private_key(path.read_bytes(), password=None)
    public = _parse_key((_folder() / "exchange.pub").read_text().strip())
    if private.public_key().public_bytes_raw() != public.raw:
        raise ImproperlyConfigured(f"{path} and exchange.pub are not one pair")
    return Signer(public, private)


def prepare_embedded(*, year: int) -> None:
    """On one machine for both zones the worker makes its own key; elsewhere an officer does."""
    if _is_embedded() and not (_shared(here()).exists() and (_folder() / "exchange.pem").exists()):
        create_keys(year=year)


def create_keys(*, year: int) -> PublicKey:
    """Make this zone's pair unless it is there; embedded, publish the public half to the shared folder."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / "exchange.pub").exists():
        private = Ed25519PrivateKey.generate()
        public = PublicKey(f"{here().value}-{year}a", private.public_key().public_bytes_raw())
        pem = private.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
        files.write_durably(folder / "exchange.pem", pem)
        files.write_durably(folder / "exchange.pub", f"{public.spell()}\n".encode())
    if _is_embedded():
        _shared(here()).parent.mkdir(parents=True, exist_ok=True)
        files.write_durably(_shared(here()), (folder / "exchange.pub").read_bytes())
    return load_signer().public


def _parse_key(word: str) -> PublicKey:
    spelled, _, last = word.partition("@")
    try:
        name, key_id, encoded = spelled.split("+", 2)
        data = strict_base64(encoded)
        key = PublicKey(name, data[1:], int(last) if last else None)
        Ed25519PublicKey.from_public_bytes(key.raw)
    except ValueError as error:
        raise ImproperlyConfigured("EXCHANGE_PEER_KEYS holds something that is not a verifier key") from error
    if data[:1] != ED25519 or key.key_id.hex() != key_id or not KEY_NAME.fullmatch(name):
        raise ImproperlyConfigured(f"verifier key {name} does not fit its key id")
    return key


def _is_embedded() -> bool:
    return getattr(settings, "EXCHANGE_PEER_KEYS", "") == EMBEDDED


def _folder() -> Path:
    return Path(settings.DATA_DIR) / here().value / "keys"


def _shared(zone: Zone) -> Path:
    return Path(settings.DATA_DIR) / "exchange" / "keys" / f"{zone.value}.pub"
