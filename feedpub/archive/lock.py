"""One build at a time: the second waits, then goes on, or says who holds the lock."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from feedpub.errors import RefusedError

__all__ = ["hold", "locked"]

_PAUSE = 0.05  # seconds between two looks


@contextlib.contextmanager
def locked(path: Path, wait: float) -> Iterator[None]:
    """Holds the lock of a file, which tells the process that holds it; the kernel frees it when the process ends.

    Args:
        path: the lock's own file; made where there is none.
        wait: seconds.

    Raises:
        RefusedError: another process holds it still when the time is over.
        OSError: the file can't be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        if not hold(descriptor, wait):
            raise RefusedError(f"{path}: {_holder(descriptor)} is at work here; try again when it is done, or --wait")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def hold(descriptor: int, wait: float) -> bool:
    """Locks an open file or folder for this process; False where another holds it for all the seconds to wait."""
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(_PAUSE)
        else:
            return True


def _holder(descriptor: int) -> str:
    number = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    return f"another build (process {number})" if number else "another build"
