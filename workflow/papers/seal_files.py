"""Where the seals of offices lie on this net, and how one is written: whole or not at all, once, for this account alone."""

import os
from pathlib import Path

from django.conf import settings

from exchange import files
from ledger.zone import here


def folder() -> Path:
    return Path(settings.DATA_DIR) / here().value / "keys" / "seals"


def authority() -> Path:
    """The demonstration authority, shared by both nets of one machine."""
    return Path(settings.DATA_DIR) / "seal-authority" / "authority.pem"


def write_once(path: Path, data: bytes) -> None:
    """Appear whole or not at all, for this account alone; what is there already stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with files.durable(draft, draft.with_name(f"{draft.name}.tmp")) as write:
        write(data)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
