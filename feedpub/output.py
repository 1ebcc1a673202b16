"""Write files into the output folder: stage those that differ, then rename all of them into place.

A feed reader that polls during a build gets the old file or the new one, never a part of one. A build that changes
nothing leaves all modification times as they are, so that readers get 304 Not Modified. Write errors (a full disk)
occur during staging, before any published file is replaced.
"""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType

from feedpub.errors import RefusedError
from feedpub.files import read_regular
from feedpub.locking import editing, hold, in_use
from feedpub.staging import (
    MODE,
    PREFIX,
    Journal,
    Written,
    digest,
    make_folder,
    read_published,
    refusing,
    write_beside,
    write_temporary,
)

__all__ = ["Marks", "Output", "create_file", "digest", "edit_file", "marks_of", "started"]


Marks = tuple[int, int]  # size, and mtime in nanoseconds


def marks_of(path: str) -> Marks | None:
    """Size and modification time of a file, to notice changes without reading; None if it is missing."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):  # a name with a NUL in it is no file's
        return None
    return found.st_size, found.st_mtime_ns


class Output:
    """The published folder, locked for one build. Leaving the `with` statement deletes files not yet published."""

    def __init__(self, folder: Path, *, wait: float = 0, dry: bool = False) -> None:
        """Create and lock the folder; with `dry` it is never created, locked or written to.

        Args:
            folder: the folder.
            wait: how many seconds to wait for another build.
            dry: whether to change nothing.

        Raises:
            RefusedError: it can't be created, or another build still writes to it after `wait` seconds.
        """
        self.folder = folder
        self.is_dry = dry
        self._journal: Journal | None = None
        self._removed: list[str] = []
        self._lock: int | None = None
        if dry:
            return
        with refusing(folder):
            make_folder(folder)
            self._lock = os.open(folder, os.O_RDONLY)
            try:
                if not hold(self._lock, wait):
                    raise RefusedError(in_use(folder))
                self._sweep()
                self._journal = Journal(folder)  # before workers write
            except BaseException:
                os.close(self._lock)
                raise

    def __enter__(self) -> "Output":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._journal is not None:
            with contextlib.suppress(OSError):
                if error is not None or any(self._journal):
                    self._sweep()  # also what workers wrote and nobody took
                self._journal.end()
        if self._lock is not None:
            os.close(self._lock)

    def read(self, name: str) -> bytes | None:
        """The bytes published under a name, or None."""
        return read_published(f"{self.folder}/{name}")

    def marks(self, name: str) -> Marks | None:
        """Size and modification time of a published file, to notice changes without reading; None if missing."""
        return marks_of(f"{self.folder}/{name}")

    def lacks(self, names: Iterable[str]) -> bool:
        """Whether any of these files is not published."""
        return any(self.marks(name) is None for name in names)

    def names(self, folder: str) -> set[str]:
        """The names of the files in a folder below the output folder."""
        try:
            return set(os.listdir(self.folder / folder))  # noqa: PTH208
        except OSError:
            return set()

    def stage(self, name: str, data: bytes, *, durable: bool = True) -> bool:
        """Stage bytes for publication under a name; False if the same bytes are published already.

        A dry folder only returns the answer.

        Args:
            name: the path below the folder.
            data: the new content.
            durable: whether to sync it to the disk before publication. Pages need no sync: after a restart of the
                machine those of the last build are compared again.

        Raises:
            RefusedError: the file can't be written, or the published one can't be read.
        """
        if self._journal is None and not self.is_dry:  # once more after `publish`
            with refusing(self.folder):
                self._journal = Journal(self.folder)
        return self.take(write_beside(self.folder, name, data, durable=durable, dry=self.is_dry))

    def take(self, written: Written) -> bool:
        """Stage a file that was written beside the published one; False if the same bytes are published already."""
        if self._journal is not None:
            self._journal.add(written)
        return written.differs

    def taken(self) -> Iterator[Written]:
        """The files that were staged since the last `publish`, and those that were found published already, in order.

        A dry folder has none. One that was staged twice comes twice; the last is published.
        """
        return iter(self._journal or ())

    def remove(self, name: str) -> None:
        """Remove a published file after everything else is published; a dry folder keeps it."""
        if not self.is_dry:
            self._removed.append(f"{self.folder}/{name}")

    def publish(self) -> None:
        """Rename all staged files into place, in order, then delete those to be removed, and sync the folders.

        Raises:
            RefusedError: a file can't be renamed; the rest waits for the next build.
        """
        folders: set[str] = set()
        for name, *_, temporary in self.taken():
            if temporary is not None:
                target = f"{self.folder}/{name}"
                with refusing(target):
                    os.replace(temporary, target)  # noqa: PTH105  # the one call POSIX promises to be atomic
                folders.add(os.path.dirname(target))  # noqa: PTH120
        if self._journal is not None:
            with refusing(self.folder):
                self._journal.end()
            self._journal = None
        for left in self._removed:
            with refusing(left), contextlib.suppress(FileNotFoundError):
                os.unlink(left)  # noqa: PTH108
        for folder in sorted(folders):
            with refusing(folder):
                _sync_folder(folder)

    def delete(self, name: str) -> None:
        """Delete a published file at once, and its folder where it was the last of a feed's documents or of an index.

        Raises:
            RefusedError: it can't be deleted.
        """
        path = f"{self.folder}/{name}"
        with refusing(path), contextlib.suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108
        if name.count("/") > 1:
            with contextlib.suppress(OSError):
                os.removedirs(os.path.dirname(path))  # noqa: PTH120  # up to the first that has other files

    def _sweep(self) -> None:
        """Delete temporary files that a killed build left behind: of one, its journal or a feed is left here.

        No other folder is looked into without: that of pages may have a million files.
        """
        here = _left_in(self.folder)
        if not here:
            return
        for pattern in ("*/", "archive/*/", "search/*/", "search/*/*/"):
            for folder in self.folder.glob(pattern):
                for left in _left_in(folder):
                    left.unlink(missing_ok=True)
        for left in here:  # last: if this is killed, the next build does it all again
            left.unlink(missing_ok=True)


def edit_file(path: Path, change: Callable[[bytes | None], bytes | None]) -> None:
    """Change a file of the operator's: under a lock, so that no change of another command is lost, and atomically.

    Whatever goes wrong, the file is as it was. Where it is a link, the file that it leads to is changed. Modes stay.

    Args:
        path: of the file; its folder exists.
        change: gets the bytes of the file, None where there is none, and returns the new ones, None to leave it.

    Raises:
        RefusedError: it can't be read or written, or another command writes there for half a minute.
    """
    target = Path(os.path.realpath(path))
    with refusing(path), editing(target):
        try:
            before, mode = read_regular(target), target.stat().st_mode & 0o7777
        except FileNotFoundError:
            before, mode = None, MODE
        after = change(before)
        if after is None or after == before:
            return
        temporary = write_temporary(target.parent, after, mode=mode)
        try:
            os.replace(temporary, target)  # noqa: PTH105
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
            raise


def create_file(path: Path, data: bytes) -> bool:
    """Create a file of the operator's, whole or not at all; False if it exists by now.

    Raises:
        RefusedError: it can't be written.
    """
    made = False

    def create(before: bytes | None) -> bytes | None:
        nonlocal made
        made = before is None
        return data if made else None

    edit_file(path, create)
    return made


def started() -> str:
    """An id of the current start of the machine; empty if the system gives none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _left_in(folder: Path) -> list[Path]:
    """The temporary files in a folder."""
    with os.scandir(folder) as found:
        return [Path(entry.path) for entry in found if entry.name.startswith(PREFIX)]


def _sync_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
