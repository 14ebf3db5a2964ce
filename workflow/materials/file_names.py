"""A file name as it may be kept and shown: one line, no path, no control or direction characters, at most 120 long."""

import re
import unicodedata

MAX_LENGTH = 120


def safe_name(name: str) -> str:
    """The name the applicant gave, without anything that could mislead a reader or a file system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    plain = re.sub(r'[<>:"|?*]', "_", seen).strip(" .")
    return _shorten(plain) or "未命名文件"


def _shorten(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if len(name) <= MAX_LENGTH or not dot or len(ending) > 10:
        return name[:MAX_LENGTH]
    return f"{stem[: MAX_LENGTH - len(ending) - 1]}.{ending}"
