"""Canonical JSON: one value, one spelling, so that a digest or a signature means the value.

A subset of RFC 8785: UTF-8, sorted ASCII keys, no spaces, no floats (money in 分, rates as text), integers within
±(2^53−1), strings NFC without U+0000 and lone surrogates, depth at most 16, no duplicate keys. `loads` refuses every
text that `dumps` would have spelled otherwise.
"""

import json
import re
import unicodedata
from hashlib import sha256

MAX_DEPTH = 16
MAX_INT = 2**53 - 1
UNTIDY = re.compile("[\x00\ud800-\udfff]")


class NotCanonical(ValueError):
    """The value or the text is outside the canonical form."""


def dumps(value) -> str:
    _check_shape(value, depth=0)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A spelling that is tidy as a whole is tidy in each of its texts, because nothing composes with a quotation mark.
    if not _is_tidy(text):
        _check_texts(value)
    return text


def loads(text: str | bytes):
    """Parse canonical JSON; raise NotCanonical for anything `dumps` would not have written."""
    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        if decoded.count("[") + decoded.count("{") > 200_000:
            raise NotCanonical("too many brackets")
        value = json.loads(
            decoded, object_pairs_hook=_no_duplicates, parse_float=_no_float, parse_constant=_no_float
        )
        again = dumps(value)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    if again != decoded:
        raise NotCanonical("not the canonical spelling")
    return value


def tidy(value):
    """What people typed, in the form `dumps` takes: NFC, no NUL, no lone surrogates; everything else as it is."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", UNTIDY.sub("", value))
    if isinstance(value, dict):
        return {key: tidy(item) for key, item in value.items()}
    return [tidy(item) for item in value] if isinstance(value, list | tuple) else value


def digest(value) -> str:
    return sha256(dumps(value).encode("utf-8")).hexdigest()


def leaf_hash(sealed: str) -> str:
    """The digest of one sealed event: RFC 6962 leaf, so an event is a leaf of the tree without another hash."""
    return sha256(b"\x00" + sealed.encode("utf-8")).hexdigest()


def _check_shape(value, *, depth: int) -> None:
    """Everything but the letters: depth, keys, numbers, and no other type."""
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str) or not key.isascii():
                raise NotCanonical(f"key {key!r} is not ASCII text")
        _check_items(value.values(), depth=depth)
    elif isinstance(value, list | tuple):
        _check_items(value, depth=depth)
    elif isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > MAX_INT:
            raise NotCanonical("integer out of range")
    elif value is not None and not isinstance(value, bool | str):
        raise NotCanonical(f"{type(value).__name__} has no canonical form")


def _check_items(items, *, depth: int) -> None:
    if items and depth >= MAX_DEPTH:
        raise NotCanonical("nested too deep")
    for item in items:
        if type(item) is not str:
            _check_shape(item, depth=depth + 1)


def _is_tidy(text: str) -> bool:
    return "\\u0000" not in text and not UNTIDY.search(text) and unicodedata.is_normalized("NFC", text)


def _check_texts(value) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(key)
            _check_texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _check_texts(item)


def _check_text(text: str) -> None:
    if UNTIDY.search(text):
        raise NotCanonical("text holds NUL or a lone surrogate")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("text is not NFC")


def _no_duplicates(pairs):
    value = dict(pairs)
    if len(value) != len(pairs):
        raise NotCanonical("duplicate key")
    return value


def _no_float(text):
    raise NotCanonical(f"number {text} is not an integer")
