"""Files that survive a crash, and files that strangers left.

Writing: a temporary name, every byte, fsync, rename, fsync of the directory; a reader sees the whole file or none.
Reading: regular files only, no symbolic link followed, the size looked at before the first byte is read.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path


class Unfit(Exception):
    """A file that is not read: too large, or not a regular file."""


def write_durably(path: Path, data: bytes) -> None:
    with durable(path, path.with_name(f".{path.name}.tmp")) as write:
        write(data)


@contextmanager
def durable(path: Path, temporary: Path) -> Iterator[Callable[[bytes], None]]:
    """Write in pieces; the file appears when the block ends well, and not at all when it does not."""
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        yield partial(_write_all, descriptor)
        os.fsync(descriptor)
    except BaseException:
        remove(temporary)
        raise
    finally:
        os.close(descriptor)
    os.rename(temporary, path)
    sync_directory(path.parent)


def read_regular(path: Path, *, limit: int) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Unfit(f"not readable as a regular file ({error.errno})") from error
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise Unfit("not a regular file")
        if found.st_size > limit:
            raise Unfit("too large")
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Unfit("too large")
    return data


def remove(path: Path) -> None:
    with suppress(FileNotFoundError, IsADirectoryError):
        path.unlink()


def sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
