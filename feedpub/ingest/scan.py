"""Find the bulletins that changed since the last build, by the size and time of each file."""

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from hashlib import blake2b
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.archive.bulletins import Known, Marks
from feedpub.errors import UnreadableError
from feedpub.ingest.results import Scanned
from feedpub.model import BulletinFile, Problem
from feedpub.model.build import BuildContext
from feedpub.paths import shown

__all__ = ["Progress", "Scan", "Seen", "read_bytes_of"]

Progress = Callable[[Iterable[BulletinFile]], Iterable[BulletinFile]]

_TOUCHED = 2_000_000_000  # nanoseconds; a file that changed so shortly before it was looked at may have changed again


class Seen(NamedTuple):
    """A bulletin that is new or changed, as its file is now.

    Attributes:
        path: as the archive keeps it.
        hash: BLAKE2b of its bytes, 16 bytes.
        looked: when its file was looked at, in nanoseconds since 1970.
        known: what the archive had, of the same file or of one that was renamed.
    """

    file: BulletinFile
    path: str
    data: bytes
    hash: bytes
    marks: Marks
    looked: int
    known: Known | None


class Scan:
    """A scan of all files, one after the other; new and changed ones are read."""

    def __init__(self, archive: Archive, files: Sequence[BulletinFile], context: BuildContext, *, reread: bool) -> None:
        """Looks at no bulletin yet, but notes which files are missing.

        Args:
            archive: what is known.
            files: all that are to be looked at.
            context: of the build.
            reread: whether every bulletin is to be read, for it would be read differently than before.
        """
        self._archive = archive
        self._reread = reread
        day = context.options.issue_date
        self._issue_date = day.isoformat() if day else None
        paths = [archive.path_of(file.place) for file in files]
        named = set(paths)
        unnamed = sorted(path for path in archive.bulletins.paths() if path not in named)
        at = archive.bulletins.at
        self._missing = [row for path in unnamed if not _exists(archive, path) and (row := at(path))]
        self._by_hash = {row.hash: row for row in self._missing}
        others = list(self._unnamed(unnamed)) if reread else []
        self._files = [*files, *(file for file, _ in others)]
        self._paths = [*paths, *(path for _, path in others)]
        self._numbers: dict[str, int] = {}
        self._problems: list[tuple[str, Problem]] = []

    def _unnamed(self, paths: Iterable[str]) -> Iterator[tuple[BulletinFile, str]]:
        """Bulletins that this build does not name; where all are read again, these are too."""
        missing = {row.path for row in self._missing}
        for path in paths:
            if path not in missing and (row := self._archive.bulletins.at(path)):
                place = self._archive.place_of(path)
                yield BulletinFile(name=str(shown(place)), key=row.key, place=str(place)), path

    def changed(self, progress: Progress = iter) -> Iterator[Seen]:
        """The bulletins that are new or changed, in order.

        Args:
            progress: wraps the files while they are read.
        """
        touched: list[tuple[Marks, int, int]] = []
        for file, path in zip(progress(self._files), self._paths, strict=False):
            known = self._archive.bulletins.at(path)
            try:
                marks = _marks(file.place)
                if known and self._is_read_so(known, file) and _is_untouched(known, marks):
                    self._numbers[file.name] = known.number
                    continue
                looked = time.time_ns()
                data = read_bytes_of(file.place)
            except UnreadableError as error:
                self._problems.append((file.name, Problem.of(error)))
                continue
            digest = blake2b(data, digest_size=16).digest()
            if known and self._is_read_so(known, file) and known.hash == digest:
                self._numbers[file.name] = known.number
                touched.append((marks, looked, known.number))
                continue
            if known and len(known.key) > len(file.key):  # named by itself this time: a longer key tells more
                file = replace(file, key=known.key)
            yield Seen(file, path, data, digest, marks, looked, known or self._by_hash.pop(digest, None))
        self._archive.bulletins.refresh(touched)

    def missing(self, replaced: Set[int]) -> tuple[Known, ...]:
        """The bulletins whose file is gone, but for those that were renamed.

        Args:
            replaced: numbers of the bulletins that others took the place of.
        """
        return tuple(row for row in self._missing if row.number not in replaced)

    def result(self) -> Scanned:
        """What the look found, beside what changed; once that was read."""
        names = tuple(file.name for file in self._files)
        return Scanned(numbers=self._numbers, problems=tuple(self._problems), order=names)

    def _is_read_so(self, known: Known, file: BulletinFile) -> bool:
        """Whether a bulletin of these bytes would be read as it was: its place and `--date` say nothing new of it."""
        day = self._issue_date
        same_day = day is None or day == known.issue or (known.issue is not None and not known.told)
        return not self._reread and same_day and len(known.key) >= len(file.key)


def _is_untouched(known: Known, marks: Marks) -> bool:
    _, mtime, ctime, _ = marks
    return marks == known.marks and max(mtime, ctime) < known.looked - _TOUCHED


def _exists(archive: Archive, path: str) -> bool:
    return os.path.lexists(archive.place_of(path))


def _marks(path: str) -> Marks:
    """Size, mtime, ctime and inode.

    Raises:
        UnreadableError: it vanished, or is not a regular file.
    """
    try:
        found = os.stat(path)  # noqa: PTH116
    except FileNotFoundError as error:
        raise UnreadableError("vanished while it was to be read") from error
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from error
    if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for, for ever
        raise UnreadableError("is no regular file")
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def read_bytes_of(path: str) -> bytes:
    """A bulletin's bytes.

    Raises:
        UnreadableError: it vanished, or may not be read.
    """
    try:
        with open(path, "rb") as opened:  # noqa: PTH123  # pathlib takes as long as the reading
            return opened.read()
    except FileNotFoundError as error:
        raise UnreadableError("vanished while it was to be read") from error
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from error
