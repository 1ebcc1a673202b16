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
def locked(path: Path, wait: float, *, build: bool = True) -> Iterator[None]:
    """Holds the lock of a file, which tells the process that holds it; the kernel frees it when the process ends.

    Args:
        path: the lock's own file; made where there is none.
        wait: seconds.
        build: whether it is a build that holds it, and says so in the file; others leave the file as it is.

    Raises:
        RefusedError: another process holds it still when the time is over.
        OSError: the file can't be made.
    """
    until = time.monotonic() + wait
    descriptor = _opened(path)
    try:
        while True:
            if not hold(descriptor, until - time.monotonic()):
                told = f"{_holder(descriptor)} is at work here; try again when it is done, or --wait"
                raise RefusedError(f"{path}: {told}")
            if _is_there(path, descriptor):
                break
            os.close(descriptor)  # who held it was refused, and left nothing behind: not its file either
            descriptor = _opened(path)
        if build:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
        if build:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


def _is_there(path: Path, descriptor: int) -> bool:
    """Whether an open file is still the one that stands there."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))  # noqa: PTH116
    except FileNotFoundError:
        return False


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
