"""What the signature of a file tells: it must cover every byte, no byte may have changed, and the seal must come from an
authority that is trusted here.

It does not decide whether the paper was issued: that is in the books. A second signature is a change like any other.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from workflow.papers.seal_keys import roots
from workflow.papers.signature import as_asn1


class Finding(StrEnum):
    """What a signature tells, the worst first."""

    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    CHANGED = "changed"
    STRANGER = "stranger"
    GOOD = "good"


@dataclass(frozen=True)
class Signature:
    finding: Finding
    signer: str = ""
    signed_at: datetime | None = None


def check(pdf: bytes, *, at: datetime) -> Signature:
    """What the signature of a file tells; a stranger's file never breaks the check."""
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        return _judge(found[0], at=at) if len(found) == 1 else _without_one(found)
    except Exception:  # a parser fed hostile bytes may raise anything
        return Signature(Finding.UNREADABLE)


def _without_one(found) -> Signature:
    return Signature(Finding.CHANGED if found else Finding.UNSIGNED)


def _judge(embedded, *, at: datetime) -> Signature:
    trusted = ValidationContext(
        trust_roots=[as_asn1(root) for root in roots()],
        allow_fetching=False,
        moment=at,
        best_signature_time=at,
    )
    status = validate_pdf_signature(embedded, trusted)
    signer = embedded.signer_cert.subject.native.get("common_name", "")
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.intact and status.valid and whole):
        finding = Finding.CHANGED
    else:
        finding = Finding.GOOD if status.trusted else Finding.STRANGER
    return Signature(finding, signer, embedded.self_reported_timestamp)
