"""Whether an uploaded document that is a zip inside (docx, xlsx, ofd) is what it claims and safe to unpack.

Only the list of members is trusted after checking: number, unfolded size, names. Refused: encrypted members, absolute
paths, `..`, symbolic links, macros, and two members of one name. docx and xlsx follow ECMA-376,
ofd follows GB/T 33190.
"""

import stat
import zipfile

from workflow.materials.unsafe import Unsafe

MAX_MEMBERS = 5_000
MAX_UNFOLDED = 500 * 1024 * 1024
MAX_RATIO = 200  # honest office files stay below 100

TYPES_PART = "[Content_Types].xml"
_MAX_TYPES_BYTES = 1024 * 1024
_MAIN_PARTS = {
    "docx": (b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"),
    "xlsx": (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"),
}
_MACRO_TYPES = (b"macroEnabled", b"vbaProject")


def archive_kind(file) -> str:
    """docx, xlsx or ofd by the part that makes it so; empty for any other zip."""
    archive = _opened(file)
    names = archive.namelist()
    if "OFD.xml" in names:
        return "ofd"
    types = _content_types(archive) if TYPES_PART in names else b""
    return next((kind for kind, marks in _MAIN_PARTS.items() if any(mark in types for mark in marks)), "")


def check_archive(file, *, kind: str) -> None:
    """Members, sizes and macros, or `Unsafe`."""
    archive = _opened(file)
    members = archive.infolist()
    unfolded = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or unfolded > MAX_UNFOLDED or unfolded > MAX_RATIO * max(packed, 50_000):
        raise Unsafe("展开后太大，请转成 PDF 再传")
    if any(_is_treacherous(member) for member in members) or len(archive.NameToInfo) < len(members):
        raise Unsafe("里面有不安全的内容，请转成 PDF 再传")
    if any(member.flag_bits & 0x1 for member in members):
        raise Unsafe("设了密码，请去掉密码再传")
    if kind != "ofd" and _has_macros(archive):
        raise Unsafe("带有宏，请另存为不带宏的文件，或者转成 PDF 再传")


def _opened(file) -> zipfile.ZipFile:
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unsafe("打不开，可能已经损坏，请重新保存后再传") from error


def _is_treacherous(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or name.startswith("/") or ":" in name or ".." in name.split("/")


def _has_macros(archive: zipfile.ZipFile) -> bool:
    named = any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    types = _content_types(archive)
    return named or any(mark in types for mark in _MACRO_TYPES)


def _content_types(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open(TYPES_PART) as part:
            return part.read(_MAX_TYPES_BYTES)
    except Exception as error:  # zlib, CRC and format errors share no parent
        raise Unsafe("打不开，可能已经损坏，请重新保存后再传") from error
