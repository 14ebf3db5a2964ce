"""Whether an uploaded PDF opens and only shows pages.

Refused: damaged files, files that need a password, and files that act by themselves: JavaScript, starting a program,
fetching data, rich media. Every object is looked at, because actions hang anywhere (catalogue, page, annotation, field).
Plain attachments are let through: electronic invoices and certificates carry their data so.
"""

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from workflow.materials.unsafe import Unsafe

MAX_PAGES = 2_000
MAX_OBJECTS = 200_000
_ACTIVE = frozenset({"/JavaScript", "/Launch", "/ImportData"})
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/RichMedia", "/RichMediaContent"})


def check_pdf(file) -> int:
    """The number of pages, or `Unsafe`."""
    file.seek(0)
    try:
        reader = pypdf.PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unsafe("设了密码，请去掉密码再传")
        pages = len(reader.pages)
        active = _is_active(reader)
    except Unsafe:
        raise
    except Exception as error:  # a parser fed hostile bytes may raise anything
        raise Unsafe("打不开，可能已经损坏，请重新导出 PDF 再传") from error
    if active:
        raise Unsafe("里面有脚本或者自动执行的动作，请打印成新的 PDF 再传")
    if not 0 < pages <= MAX_PAGES:
        raise Unsafe(f"没有页面，或者超过 {MAX_PAGES} 页，请分开再传")
    return pages


def _is_active(reader: pypdf.PdfReader) -> bool:
    """Walk from the trailer, each indirect object once."""
    waiting, seen = [reader.trailer], set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if (item.idnum, item.generation) in seen:
                continue
            seen.add((item.idnum, item.generation))
            item = item.get_object()
        if len(seen) > MAX_OBJECTS:
            raise Unsafe("太复杂，请打印成新的 PDF 再传")
        if isinstance(item, DictionaryObject):
            if item.get("/S") in _ACTIVE or _ACTIVE_KEYS & item.keys():
                return True
            waiting += [item.raw_get(key) for key in item]
        elif isinstance(item, ArrayObject):
            waiting += list(list.__iter__(item))
    return False
