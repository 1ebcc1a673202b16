"""Write a file beside the one that it shall replace, hidden from readers, until it is renamed into its place.

Any process may do it on behalf of the one that holds the lock of the output folder (`output`).
"""

import contextlib
import os
from collections.abc import Iterator
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import NamedTuple

from feedpub.errors import RefusedError
from feedpub.files import reason_of
from feedpub.messages import message

__all__ = [
    "MODE",
    "PREFIX",
    "Journal",
    "Written",
    "digest",
    "make_folder",
    "read_published",
    "refusing",
    "write_beside",
    "write_temporary",
]

PREFIX = ".feedpub-"  # files being written; hidden from readers and web servers
MODE = 0o644
_JOURNAL = f"{PREFIX}journal"
_COUNT = count()
_FOLDER_MODE = 0o755


def digest(data: bytes) -> bytes:
    """The hash by which a file is known again."""
    return blake2b(data, digest_size=8).digest()


class Written(NamedTuple):
    """A file that was compared with the published one and, where it differs, written beside it.

    Attributes:
        name: the path below the folder.
        hash: of its bytes.
        before: the hash of other bytes that are published; None where there are none.
        differs: whether it is to be published.
        temporary: where it is until then; None in a dry build.
    """

    name: str
    hash: bytes
    before: bytes | None
    differs: bool
    temporary: str | None = None


class Journal:
    """The files of a build that are taken and not yet published, in order: on the disk, for there may be a million.

    It lies in the output folder while files may be left in any folder below. If one is found, a build was killed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / _JOURNAL
        self._file = self._path.open("x+b")

    def add(self, written: Written) -> None:
        """Take in a file; no name has a line break.

        Raises:
            RefusedError: it can't be noted.
        """
        temporary = os.path.basename(written.temporary or "")  # noqa: PTH119
        fields = (written.hash.hex(), (written.before or b"").hex(), temporary, written.name)
        with refusing(self._path):
            self._file.write(os.fsencode(" ".join(fields) + "\n"))

    def __iter__(self) -> Iterator[Written]:
        """The files, to be read to the end before another is taken in; one that was taken twice comes twice."""
        with refusing(self._path):
            self._file.seek(0)
        for line in self._file:
            now, before, temporary, name = os.fsdecode(line).rstrip("\n").split(" ", 3)
            place = os.path.dirname(f"{self._folder}/{name}")  # noqa: PTH120
            yield Written(
                name,
                bytes.fromhex(now),
                bytes.fromhex(before) or None,
                differs=bool(temporary),
                temporary=f"{place}/{temporary}" if temporary else None,
            )

    def end(self) -> None:
        """Remove it: all is published, or removed."""
        self._path.unlink(missing_ok=True)
        self._file.close()


def write_beside(folder: Path | str, name: str, data: bytes, *, durable: bool, dry: bool = False) -> Written:
    """Write bytes beside the published file, if they differ. Any process may do it that works for the holder's lock.

    Args:
        folder: the output folder.
        name: the path below it.
        data: the new content.
        durable: as for `Output.stage`.
        dry: whether to compare only.

    Raises:
        RefusedError: the published file can't be read, or the new one can't be written.
    """
    target = f"{folder}/{name}"
    there = read_published(target)
    if there == data:
        return Written(name, digest(data), None, differs=False)
    before = None if there is None else digest(there)
    if dry:
        return Written(name, digest(data), before, differs=True)
    parent = os.path.dirname(target)  # noqa: PTH120  # pathlib takes as long as the writing
    with refusing(target):
        try:
            temporary = write_temporary(parent, data, durable=durable)
        except FileNotFoundError:
            make_folder(Path(parent))
            temporary = write_temporary(parent, data, durable=durable)
    return Written(name, digest(data), before, True, temporary)


def read_published(path: str) -> bytes | None:
    """The bytes of a published file, or None."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RefusedError(message("{path} cannot be read: {reason}", path=path, reason=reason_of(error))) from error


def make_folder(folder: Path) -> None:
    """Create a folder that a web server can read, whatever the umask."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(_FOLDER_MODE)


def write_temporary(folder: Path | str, data: bytes, *, durable: bool = True, mode: int = MODE) -> str:
    """Write bytes into a new temporary file in a folder, synced to the disk if `durable`, and return its path."""
    temporary = f"{folder}/{PREFIX}{os.getpid()}-{next(_COUNT)}"  # mkstemp takes three times as long
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE)
    try:
        with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123
            rest = memoryview(data)
            while rest:  # a nearly full disk accepts only a part
                rest = rest[file.write(rest) :]
            os.fchmod(descriptor, mode)  # whatever the umask
            if durable:
                os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    return temporary


@contextlib.contextmanager
def refusing(path: Path | str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RefusedError(message("{path} cannot be written: {reason}", path=path, reason=reason_of(error))) from error
