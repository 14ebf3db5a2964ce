"""Asking ClamAV's daemon about a file, over INSTREAM: the bytes go there, one line comes back.

Configured by CLAMD, `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`; empty: no scanner, and nothing is asked. It never
guesses: without a plain OK or FOUND the file counts as not examined.
"""

import socket
import struct
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 30
MOST = 1 << 20  # clamd takes pieces of any size up to its StreamMaxLength
PORT = 3310


class Unexamined(Exception):
    """The daemon answered, but with no verdict on this file (too large for it, or it could not read it)."""


class Unreachable(Exception):
    """The daemon does not answer."""


def is_configured() -> bool:
    return bool(settings.CLAMD)


def examine(pieces: Iterable[bytes]) -> str:
    """The name of what was found, empty when nothing was."""
    try:
        with _connected() as line:
            _send(line, pieces)
            answer = _answer(line)
    except OSError as error:
        raise Unreachable(str(error)) from error
    return _verdict(answer)


def _connected() -> socket.socket:
    address = urlsplit(settings.CLAMD)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(address.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((address.hostname, address.port or PORT), timeout=SECONDS)


def _send(line: socket.socket, pieces: Iterable[bytes]) -> None:
    """A daemon that has heard enough closes the line early; what it said is still there to be read."""
    try:
        line.sendall(b"zINSTREAM\0")
        for piece in pieces:
            for start in range(0, len(piece), MOST):
                part = piece[start : start + MOST]
                line.sendall(struct.pack(">I", len(part)) + part)
        line.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096 and (part := line.recv(4096)):
        said += part
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str) -> str:
    if not answer:
        raise Unreachable("the line was closed without an answer")
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:120] or "unnamed"
    raise Unexamined(answer[:120])
