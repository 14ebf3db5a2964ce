"""Taking an uploaded file in: looked into, asked about at the scanner, then kept under its hash. In that order, always."""

from django.conf import settings

from exchange import blobs, scans
from ledger.verbs import Refused
from workflow.materials.check import Inspected, inspect


def examine(upload, *, at) -> tuple[Inspected, str]:
    """What the file is and where its scan stands, or `Refused` with what to do."""
    seen = inspect(upload, name=upload.name, max_bytes=settings.UPLOAD_MAX_BYTES)
    scan, found = scans.of_upload(upload, at=at)
    if found:
        raise Refused(f"“{seen.name}”里查出病毒（{found}），没有收下；请先查毒，再换一份上传")
    return seen, scan


def keep(upload, seen: Inspected, scan: str) -> str:
    blobs.put_file(upload, name=seen.sha256, size=seen.size, media_type=seen.media_type, scan=scan)
    return seen.sha256
