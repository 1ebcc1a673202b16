"""Bytes to files: replaced atomically, and only where they differ.

A reader that polls while a build runs gets the old file or the new one, never half of one; a build that changes
nothing leaves every modification time alone, so that readers who ask get 304 Not Modified.
"""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from feedpub.errors import RefusedError

__all__ = ["Output", "replace_file"]

_PREFIX = ".feedpub-"  # of files being written; hidden from readers and from web servers
_MODE = 0o644
_FOLDER_MODE = 0o755


class Output:
    """The folder readers are served from. Used in a `with` statement: leaving it makes all renames durable."""

    def __init__(self, folder: Path, *, dry: bool = False) -> None:
        """Makes the folder where there is none; a `dry` one is never made, locked or written to.

        Raises:
            RefusedError: it can't be made.
        """
        self.folder = folder
        self._touched: set[Path] = set()
        self._lock: int | None = None
        self._dry = dry
        if dry:
            return
        with _refusing(folder):
            _make(folder)
            self._lock = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RefusedError(f"{folder}: another build is writing here; try again when it is done") from error
            self._sweep()

    def __enter__(self) -> "Output":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for folder in sorted(self._touched):
                with _refusing(folder):
                    _sync_folder(folder)
        finally:
            if self._lock is not None:
                os.close(self._lock)

    def read(self, name: str) -> bytes | None:
        """What is published under a name, or None."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RefusedError(f"{self.folder / name} cannot be read: {error.strerror}") from error

    def put(self, name: str, data: bytes) -> bool:
        """Publishes bytes under a name; False where they stood there already. A dry folder only says what it would.

        Raises:
            RefusedError: the file can't be written; what stood there stands there still.
        """
        if self.read(name) == data:
            return False
        if self._dry:
            return True
        target = self.folder / name
        with _refusing(target):
            _make(target.parent)
        replace_file(target, data)
        self._touched.add(target.parent)
        return True

    def _sweep(self) -> None:
        """Removes what a build that was killed half-way left behind."""
        for pattern in (f"{_PREFIX}*", f"*/{_PREFIX}*"):
            for left in self.folder.glob(pattern):
                left.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    """Makes a folder a web server can look into, whatever the umask."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(_FOLDER_MODE)


def replace_file(target: Path, data: bytes) -> None:
    """Writes a file whole, or leaves the one that stands.

    Raises:
        RefusedError: it can't be written.
    """
    with _refusing(target):
        _replace(target, data)


def _replace(target: Path, data: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=_PREFIX, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), _MODE)
            os.fsync(file.fileno())
        os.replace(temporary, target)  # noqa: PTH105  # the one call POSIX promises to be atomic
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror or error}") from error
