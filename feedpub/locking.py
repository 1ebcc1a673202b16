"""Lock files and folders, so that one process at a time builds or edits; a second one waits or is refused."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from feedpub.errors import RefusedError
from feedpub.messages import message

__all__ = ["editing", "hold", "holding", "in_use", "locked"]

_PAUSE = 0.05  # seconds between two attempts
_PATIENCE = 30.0  # seconds that one who edits a file waits for another


@contextlib.contextmanager
def locked(path: Path, wait: float, *, build: bool = True) -> Iterator[None]:
    """Hold the lock of a file; the kernel releases it when the process ends.

    Args:
        path: the lock file; created if missing.
        wait: how many seconds to wait for another process.
        build: whether the holder is a build, which writes its process id into the file.

    Raises:
        RefusedError: another process still holds it after that time.
        OSError: the file can't be created.
    """
    until = time.monotonic() + wait
    descriptor = _opened(path)
    try:
        while True:
            if not hold(descriptor, until - time.monotonic()):
                holder = _holder(descriptor)
                raise RefusedError(
                    message(
                        "{path}: {holder} is running here; try again when it is done, or use --wait",
                        path=path,
                        holder=holder,
                    )
                )
            if _is_there(path, descriptor):
                break
            os.close(descriptor)  # the other process was refused and removed its lock file
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
    """Whether an open file is still the one at its path."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))  # noqa: PTH116
    except FileNotFoundError:
        return False


def hold(descriptor: int, wait: float) -> bool:
    """Lock an open file or folder for this process; False if another still holds it after `wait` seconds."""
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


@contextlib.contextmanager
def holding(folder: Path, wait: float) -> Iterator[None]:
    """Hold an output folder while it is read: a build that would write into it waits, or is refused.

    Args:
        folder: which exists.
        wait: how many seconds to wait for a build.

    Raises:
        RefusedError: another process still holds it after that time.
        OSError: there is no such folder, or it can't be read.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if not hold(descriptor, wait):
            raise RefusedError(in_use(folder))
        yield
    finally:
        os.close(descriptor)


def in_use(folder: Path) -> str:
    """What is said where another process holds an output folder."""
    return message(
        "{path}: another build, or `feedpub publish`, is at work in this folder; try again when it is done", path=folder
    )


@contextlib.contextmanager
def editing(path: Path) -> Iterator[None]:
    """Hold the lock of a file's folder, from reading the file to replacing it: nobody else's change is lost.

    The folder is locked, not the file, since that is replaced; and no lock file is left among the operator's own.

    Raises:
        RefusedError: another process still holds it after half a minute.
        OSError: there is no such folder, or it can't be read.
    """
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if not hold(descriptor, _PATIENCE):
            raise RefusedError(
                message("{path}: another feedpub is writing in this folder; try again when it is done", path=path)
            )
        yield
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    number = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    return message("another build (process {number})", number=number) if number else message("another build")
