"""The electronic seals of offices: one key and certificate an office and net, as files only the net's own account reads.

`DATA_DIR/<zone>/keys/seals/<office code>.pem` holds private key, certificate and chain; `roots.pem` beside it holds the
authorities whose seals are trusted. In production the operator brings them (docs/operations.md) and an office without a
seal issues nothing. The embedded house makes a demonstration authority and demonstration seals, and they say so.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

from exchange import files
from ledger.verbs import Refused
from workflow.papers.demo_seals import make_seal
from workflow.papers.seal_files import authority, folder

MOST_BYTES = 64 * 1024


class NoSeal(Refused):
    """The office has no electronic seal on this net."""


@dataclass(frozen=True)
class SealKey:
    key: object
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


def seal_of(office) -> SealKey:
    """The seal of an office on this net, or `NoSeal`."""
    path = folder() / f"{office.pk}.pem"
    if settings.DEMO_SEALS and not path.exists():
        make_seal(path, office)
    try:
        return _read(path)
    except FileNotFoundError:
        raise NoSeal(f"{office.name}还没有电子印章，请先登记印章证书，再制作文书") from None


def roots() -> list[x509.Certificate]:
    """The authorities whose seals are trusted; the other net's seals come from the same ones."""
    path = authority() if settings.DEMO_SEALS else folder() / "roots.pem"
    with suppress(FileNotFoundError):
        return x509.load_pem_x509_certificates(path.read_bytes())
    return []


def _read(path: Path) -> SealKey:
    data = files.read_regular(path, limit=MOST_BYTES)
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"the seal {path.name} can be read by others; run chmod 600 on it")
    certificate, *chain = x509.load_pem_x509_certificates(data)
    return SealKey(load_pem_private_key(data, password=None), certificate, tuple(chain))
