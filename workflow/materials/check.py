"""Whether a file an applicant uploads may become a material of the case. Decided by content, never by name.

Allowed: pdf, jpg, png, docx, xlsx, ofd, and of these what the material's requirement allows. Refused, each with a
sentence that says what to do: empty, too large, another kind, damaged, with a password, with macros or scripts, or named
as another kind than it is.
"""

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

from ledger.verbs import Refused
from workflow.materials.archive_safety import archive_kind, check_archive
from workflow.materials.file_names import safe_name
from workflow.materials.image_safety import check_image
from workflow.materials.pdf_safety import check_pdf
from workflow.materials.unsafe import Unsafe

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ofd": "application/ofd",
}
ALLOWED = tuple(MEDIA_TYPES)
_ENDINGS = {"jpeg": "jpg"}
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Inspected:
    name: str
    kind: str
    size: int
    sha256: str
    pages: int | None = None

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]


def inspect(file_obj, *, name: str, allowed=ALLOWED, max_bytes: int) -> Inspected:
    """What the file is, or `Refused`. The file is left at its beginning."""
    shown = safe_name(name)
    size, sha256 = _measure(file_obj, shown, max_bytes)
    try:
        kind = _kind(file_obj)
        if kind not in allowed:
            raise Refused(_unsupported(shown, allowed))
        if _ending(shown) != kind:
            raise Refused(f"“{shown}”的内容其实是 {kind.upper()}，请把文件名的结尾改成 .{kind} 再传")
        pages = _check(file_obj, kind)
    except Unsafe as bad:
        raise Refused(f"“{shown}”{bad}") from bad
    file_obj.seek(0)
    return Inspected(name=shown, kind=kind, size=size, sha256=sha256, pages=pages)


def _measure(file, shown: str, max_bytes: int) -> tuple[int, str]:
    file.seek(0)
    size, digest = 0, hashlib.sha256()
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise Refused(f"“{shown}”太大，请压缩到 {_readable(max_bytes)} 以内再传")
        digest.update(chunk)
    if not size:
        raise Refused(f"“{shown}”是空的，请重新选一个文件")
    return size, digest.hexdigest()


def _kind(file) -> str:
    file.seek(0)
    head = file.read(8192)
    if head.startswith(b"PK"):
        return archive_kind(file)
    guessed = filetype.guess(head)
    return guessed.extension if guessed else ""


def _check(file, kind: str) -> int | None:
    if kind == "pdf":
        return check_pdf(file)
    if kind in ("jpg", "png"):
        check_image(file, kind=kind)
    else:
        check_archive(file, kind=kind)
    return None


def _ending(name: str) -> str:
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    return _ENDINGS.get(ending, ending)


def _unsupported(shown: str, allowed) -> str:
    if "pdf" in allowed:
        return f"“{shown}”不是支持的格式，请转成 PDF 再传"
    return f"“{shown}”不是支持的格式，请换成 {'、'.join(kind.upper() for kind in allowed)} 再传"


def _readable(size: int) -> str:
    return f"{size // (1 << 20)} MB" if size >= 1 << 20 else f"{max(size >> 10, 1)} KB"
