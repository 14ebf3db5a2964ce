"""The secrets of a zone, as files only its own account can read.

The embedded profile makes what is missing; production never does: an operator runs `python -m config.keys FOLDER` once
and keeps a copy off the machine. Refused: a key that others can read, or one of the wrong length.
"""

import os
import secrets
import stat
import sys
from pathlib import Path

SECRET = "secret.key"
VAULT = "vault-{}.key"
VAULT_BYTES = 32


class UnsafeKey(SystemExit):
    """A key file that must not be used; the text says what to do."""


def make(folder: Path) -> None:
    """Make the keys that are missing; never touch one that is there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_once(folder / SECRET, secrets.token_urlsafe(64).encode())
    if not list(folder.glob(VAULT.format("*"))):
        _write_once(folder / VAULT.format("1"), secrets.token_bytes(VAULT_BYTES))


def secret(folder: Path) -> str:
    return read(folder / SECRET).decode().strip()


def vault(folder: Path) -> dict[str, bytes]:
    """Vault keys by id, the newest first: it locks, the older ones only unlock."""
    paths = sorted(folder.glob(VAULT.format("*")), key=lambda p: int(p.stem.split("-")[1]), reverse=True)
    if not paths:
        raise UnsafeKey(f"No vault key in {folder}. Run: python -m config.keys {folder}")
    return {path.stem.split("-")[1]: _vault_key(path) for path in paths}


def read(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise UnsafeKey(f"Key file {path} is missing. Run: python -m config.keys {path.parent}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UnsafeKey(f"Key file {path} can be read by others. Run: chmod 600 {path}")
    return path.read_bytes()


def _vault_key(path: Path) -> bytes:
    key = read(path)
    if len(key) != VAULT_BYTES:
        raise UnsafeKey(f"Key file {path} must hold exactly {VAULT_BYTES} bytes.")
    return key


def _write_once(path: Path, content: bytes) -> None:
    """Appear whole or not at all: several processes of a zone may start at the same moment."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
