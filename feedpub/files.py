"""Read a file that may be anything: only a regular one is read, and no more of it than is wanted; say why one can't be.

A pipe would be waited for, and `/dev/zero` never ends; both may have the name of a bulletin or of a settings file.
"""

import errno
import os
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from feedpub.messages import Message, message

__all__ = ["MEGABYTE", "MOST", "open_regular", "read_regular", "reason_of", "too_large"]

MEGABYTE = 1_000_000  # bytes, as disks are sold and files are shown
MOST = 16 * MEGABYTE  # bytes that are read of a file for which nothing else is said
_PIECE = 1 << 20
# What the system says most often, so that it can be translated; it says anything else in English.
_REASONS: dict[str, str] = {
    str(text): text
    for text in (
        message("No such file or directory"),
        message("Permission denied"),
        message("Operation not permitted"),
        message("Is a directory"),
        message("Not a directory"),
        message("File exists"),
        message("File name too long"),
        message("File too large"),
        message("No space left on device"),
        message("Disk quota exceeded"),
        message("Read-only file system"),
        message("Input/output error"),
        message("Too many open files"),
        message("Too many levels of symbolic links"),
        message("Directory not empty"),
        message("No such device or address"),
        message("Stale file handle"),
    )
}


def read_regular(path: str | Path, most: int = MOST) -> bytes:
    """The bytes of a regular file, or of the one that a link leads to.

    Args:
        path: of the file.
        most: the most bytes it may have.

    Raises:
        OSError: there is none, it can't be read, it is not a regular file, or it is larger (`errno.EFBIG`).
    """
    descriptor = _open(path)
    try:
        found = os.fstat(descriptor)
        pieces: list[bytes] = []
        left = most + 1  # it may grow while it is read
        while left > 0 and found.st_size <= most and (piece := os.read(descriptor, min(left, _PIECE))):
            pieces.append(piece)
            left -= len(piece)
        if left <= 0 or found.st_size > most:
            raise too_large(path, most)
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def open_regular(path: str | Path) -> BinaryIO:
    """A regular file, open to be read here and there; it is closed when nothing refers to it any more.

    Raises:
        OSError: there is none, it can't be read, or it is not a regular file.
    """
    return os.fdopen(_open(path), "rb")


def too_large(path: str | Path, most: int) -> OSError:
    """The error for a file that has more bytes than it may have."""
    return OSError(errno.EFBIG, message("has more than {megabytes} MB", megabytes=most // MEGABYTE), str(path))


def _open(path: str | Path) -> int:
    # O_NONBLOCK: opening a pipe must not wait for somebody who writes into it (open(2)); of a file it changes nothing.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, message("is no regular file"), str(path))
    return descriptor


def reason_of(error: OSError) -> str:
    """Why the system could not do it, for a message."""
    text = error.strerror or str(error)
    return text if isinstance(text, Message) else _REASONS.get(text, text)
