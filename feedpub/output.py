"""Bytes to files: staged beside what stands, then all put in its place, and only where they differ.

A reader that polls while a build runs gets the old file or the new one, never half of one; a build that changes
nothing leaves every modification time alone, so that readers who ask get 304 Not Modified. What cannot be written
(a full disk) shows while files are staged, before the first that stands is touched.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from types import TracebackType

from feedpub.errors import RefusedError
from feedpub.locking import hold

__all__ = ["Marks", "Output", "replace_file", "started"]

_PREFIX = ".feedpub-"  # of files being written; hidden from readers and from web servers
_COUNT = count()
_MODE = 0o644
_FOLDER_MODE = 0o755

Marks = tuple[int, int]  # size, and mtime in nanoseconds


class Output:
    """The folder readers are served from. Used in a `with` statement: leaving it drops what was not published."""

    def __init__(self, folder: Path, *, wait: float = 0, dry: bool = False) -> None:
        """Makes the folder where there is none; a `dry` one is never made, locked or written to.

        Raises:
            RefusedError: it can't be made, or another build writes to it for all the seconds to `wait`.
        """
        self.folder = folder
        self._staged: list[tuple[str, str]] = []
        self._removed: list[str] = []
        self._made: set[str] = set()
        self._lock: int | None = None
        self._dry = dry
        if dry:
            return
        with _refusing(folder):
            _make(folder)
            self._lock = os.open(folder, os.O_RDONLY)
            try:
                if not hold(self._lock, wait):
                    raise RefusedError(f"{folder}: another build is writing here; try again when it is done")
                self._sweep()
            except BaseException:
                os.close(self._lock)
                raise

    def __enter__(self) -> "Output":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for temporary, _ in self._staged:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
        if self._lock is not None:
            os.close(self._lock)

    def read(self, name: str) -> bytes | None:
        """What is published under a name, or None."""
        path = f"{self.folder}/{name}"
        try:
            with open(path, "rb") as file:  # noqa: PTH123
                return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RefusedError(f"{path} cannot be read: {error.strerror}") from error

    def marks(self, name: str) -> Marks | None:
        """By what a published file is known again, without reading it; None where there is none."""
        try:
            found = os.stat(f"{self.folder}/{name}")  # noqa: PTH116
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns

    def lacks(self, names: Iterable[str]) -> bool:
        """Whether any of these is not published."""
        return any(self.marks(name) is None for name in names)

    def names(self, folder: str) -> set[str]:
        """What stands in a folder below."""
        try:
            return set(os.listdir(self.folder / folder))  # noqa: PTH208
        except OSError:
            return set()

    def stage(self, name: str, data: bytes, *, durable: bool = True) -> bool:
        """Readies bytes to be published under a name; False where they stand there already.

        A dry folder only says what it would.

        Args:
            name: below the folder.
            data: what is to stand there.
            durable: whether it is on the disk for good before it takes its place. Pages need not be: once the machine
                was started anew, those of the last build are looked at again.

        Raises:
            RefusedError: the file can't be written.
        """
        if self.read(name) == data:
            return False
        if self._dry:
            return True
        target = f"{self.folder}/{name}"
        parent = os.path.dirname(target)  # noqa: PTH120  # pathlib takes as long as the writing
        with _refusing(target):
            if parent not in self._made:
                _make(Path(parent))
                self._made.add(parent)
            self._staged.append((_written(parent, data, durable=durable), target))
        return True

    def remove(self, name: str) -> None:
        """Notes that a published file goes when all else is published; a dry folder keeps it."""
        if not self._dry:
            self._removed.append(f"{self.folder}/{name}")

    def publish(self) -> None:
        """Puts all that is staged in its place, in order, for good; then what is to go goes.

        Raises:
            RefusedError: a file can't be put in its place; the rest waits for the next build.
        """
        folders = {os.path.dirname(target) for _, target in self._staged}  # noqa: PTH120
        self._staged.reverse()
        while self._staged:
            temporary, target = self._staged[-1]
            with _refusing(target):
                os.replace(temporary, target)  # noqa: PTH105  # the one call POSIX promises to be atomic
            self._staged.pop()
        for left in self._removed:
            with _refusing(left), contextlib.suppress(FileNotFoundError):
                os.unlink(left)  # noqa: PTH108
        for folder in sorted(folders):
            with _refusing(folder):
                _sync_folder(folder)

    def _sweep(self) -> None:
        """Removes what a build that was killed half-way left behind."""
        for pattern in (f"{_PREFIX}*", f"*/{_PREFIX}*", f"archive/*/{_PREFIX}*"):
            for left in self.folder.glob(pattern):
                left.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    """Makes a folder a web server can look into, whatever the umask."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(_FOLDER_MODE)


def replace_file(target: Path, data: bytes) -> None:
    """Writes a file whole, or leaves the one that stands.

    Raises:
        RefusedError: it can't be written.
    """
    with _refusing(target):
        temporary = _written(target.parent, data)
        try:
            os.replace(temporary, target)  # noqa: PTH105
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
            raise


def _written(folder: Path | str, data: bytes, *, durable: bool = True) -> str:
    """A new file in a folder with bytes in it, on the disk for good where it is to be durable."""
    temporary = f"{folder}/{_PREFIX}{os.getpid()}-{next(_COUNT)}"  # mkstemp takes thrice as long
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _MODE)
    try:
        with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123
            rest = memoryview(data)
            while rest:  # a disk that is nearly full takes a part
                rest = rest[file.write(rest) :]
            os.fchmod(descriptor, _MODE)  # whatever the umask
            if durable:
                os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    return temporary


def started() -> str:
    """What tells one start of the machine from the next; empty where nothing does."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _sync_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _refusing(path: Path | str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror or error}") from error
