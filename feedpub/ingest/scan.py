"""Find the bulletins that changed since the last build, by the size and time of each file."""

import time
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from errno import EFBIG
from stat import S_ISREG
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.archive.bulletins import FileStat, Known, hash_of
from feedpub.errors import TooLargeError, UnreadableError
from feedpub.files import MEGABYTE, reason_of
from feedpub.ingest.members import exists, file_of, read_file, stat_file
from feedpub.ingest.results import Scanned
from feedpub.messages import message
from feedpub.model import BulletinFile, Config, Problem
from feedpub.model.build import BuildContext, FileProblem
from feedpub.paths import shown
from feedpub.progress import SILENT, Progress

__all__ = ["Scan", "Seen", "read_bytes_of"]

_BEING_WRITTEN = Problem(
    line=None,
    level="warning",
    code="unsettled",
    message=message("is written again and again; it is read when it is left alone for a second"),
)
_UNCERTAIN = 2_000_000_000  # nanoseconds; a file that changed so shortly before it was read may have changed again


class Seen(NamedTuple):
    """A bulletin that is new or changed, as its file is now.

    Attributes:
        path: as the archive keeps it.
        hash: BLAKE2b of its bytes, 16 bytes.
        looked: when its file was read, in nanoseconds since 1970.
        known: what the archive had, of the same file or of one that was renamed.
    """

    file: BulletinFile
    path: str
    data: bytes
    hash: bytes
    stat: FileStat
    looked: int
    known: Known | None


class Scan:
    """Compares all files with the archive, and reads those that are new or changed.

    `missing` and `result` are known only after all of `changed` was consumed.
    """

    def __init__(
        self,
        archive: Archive,
        files: Sequence[BulletinFile],
        context: BuildContext,
        *,
        reread: bool,
        passed_over: Set[str] = frozenset(),
    ) -> None:
        """Reads no bulletin yet, but finds which files are missing.

        Args:
            archive: what is known.
            files: all that are to be compared.
            context: of the build.
            reread: whether every bulletin is to be read, because the settings of reading changed.
            passed_over: the places of files and folders that are there, but are no bulletins any more.
        """
        self._archive = archive
        self._reread = reread
        self._config = context.config
        self._unsettled = context.options.unsettled
        day = context.options.issue_date
        self._issue_date = day.isoformat() if day else None
        paths = [archive.path_of(file.place) for file in files]
        named = set(paths)
        unnamed = sorted(path for path in archive.bulletins.paths() if path not in named)
        at = archive.bulletins.at
        gone = (path for path in unnamed if not _exists(archive, path) or _is_among(archive, path, passed_over))
        self._missing = [row for path in gone if (row := at(path))]
        self._by_hash = {row.hash: row for row in self._missing}
        others = list(self._unnamed(unnamed)) if reread else []
        self._files = [*files, *(file for file, _ in others)]
        self._paths = [*paths, *(path for _, path in others)]
        self._numbers: dict[str, int] = {}
        self._problems: list[FileProblem] = []
        self._is_done = False

    def _unnamed(self, paths: Iterable[str]) -> Iterator[tuple[BulletinFile, str]]:
        """Bulletins that this build does not name; where all are read again, these are too."""
        missing = {row.path for row in self._missing}
        for path in paths:
            if path not in missing and (row := self._archive.bulletins.at(path)):
                place = self._archive.place_of(path)
                yield BulletinFile(name=str(shown(place)), key=row.key, place=str(place)), path

    def changed(self, progress: Progress = SILENT) -> Iterator[Seen]:
        """The bulletins that are new or changed, in order.

        Args:
            progress: sees the files while they are read.
        """
        same_bytes: list[tuple[FileStat, int, int]] = []
        for file, path in zip(progress.files(self._files), self._paths, strict=False):
            known = self._archive.bulletins.at(path)
            if self._unsettled and file_of(file.place) in self._unsettled:
                self._problems.append((file.name, _BEING_WRITTEN))
                self._numbers.update({file.name: known.number} if known else {})
                continue
            try:
                stat = _stat(file.place)
                if known and self._is_read_so(known, file) and _is_unchanged(known, stat):
                    self._numbers[file.name] = known.number
                    continue
                looked = time.time_ns()
                data = read_bytes_of(file.place, self._config)
            except UnreadableError as error:
                self._problems.append((file.name, Problem.of(error)))
                continue
            digest = hash_of(data)
            if known and self._is_read_so(known, file) and known.hash == digest:
                self._numbers[file.name] = known.number
                same_bytes.append((stat, looked, known.number))
                continue
            if known and len(known.key) > len(file.key):  # named by itself this time: a longer key tells more
                file = replace(file, key=known.key)
            yield Seen(file, path, data, digest, stat, looked, known or self._by_hash.pop(digest, None))
        self._archive.bulletins.refresh(same_bytes)
        self._is_done = True

    def missing(self, replaced: Set[int]) -> tuple[Known, ...]:
        """The bulletins whose file is gone or passed over, but for those that were renamed.

        Args:
            replaced: numbers of the bulletins that others took the place of.

        Raises:
            RuntimeError: not all of `changed` was consumed.
        """
        self._check_done()
        return tuple(row for row in self._missing if row.number not in replaced)

    def result(self) -> Scanned:
        """What was found beside what changed.

        Raises:
            RuntimeError: not all of `changed` was consumed.
        """
        self._check_done()
        names = tuple(file.name for file in self._files)
        return Scanned(numbers=self._numbers, problems=tuple(self._problems), order=names)

    def _check_done(self) -> None:
        if not self._is_done:
            raise RuntimeError("the scan is not finished: consume all of `changed` first")

    def _is_read_so(self, known: Known, file: BulletinFile) -> bool:
        """Whether a bulletin of these bytes would be read as it was: its place and `--date` say nothing new of it."""
        day = self._issue_date
        same_day = day is None or day == known.issue or (known.issue is not None and not known.told)
        return not self._reread and same_day and len(known.key) >= len(file.key)


def _is_unchanged(known: Known, stat: FileStat) -> bool:
    return stat == known.stat and max(stat.mtime, stat.ctime) < known.looked - _UNCERTAIN


def _exists(archive: Archive, path: str) -> bool:
    return exists(str(archive.place_of(path)))


def _is_among(archive: Archive, path: str, places: Set[str]) -> bool:
    """Whether a file, or a folder it is in, is one of these."""
    place = archive.place_of(path)
    return bool(places) and any(str(folder) in places for folder in (place, *place.parents))


def _stat(path: str) -> FileStat:
    """What a file is like.

    Raises:
        UnreadableError: it vanished, or is not a regular file.
    """
    try:
        found = stat_file(path)
    except OSError as error:
        raise _unreadable(error) from error
    if not S_ISREG(found.st_mode):  # a pipe would be waited for, for ever
        raise UnreadableError(message("is no regular file"))
    return FileStat.of(found)


def read_bytes_of(path: str, config: Config) -> bytes:
    """A bulletin's bytes.

    Args:
        path: of its file.
        config: how large a bulletin may be.

    Raises:
        TooLargeError: it is larger.
        UnreadableError: it vanished, may not be read, or is not a regular file.
    """
    try:
        return read_file(path, config.largest_bulletin * MEGABYTE)
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> UnreadableError:
    if isinstance(error, FileNotFoundError):
        return UnreadableError(message("vanished while it was to be read"))
    if error.errno == EFBIG:
        return TooLargeError(
            message(
                "{reason}, and is not read; `largest_bulletin` in the configuration allows more",
                reason=reason_of(error),
            )
        )
    return UnreadableError(message("cannot be read: {reason}", reason=reason_of(error)))
