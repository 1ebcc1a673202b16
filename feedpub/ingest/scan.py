"""Which bulletins changed since the archive last saw them, at the cost of a look at each file's marks."""

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from feedpub.archive import Archive, storable
from feedpub.errors import UnreadableError
from feedpub.model import BulletinFile, Problem
from feedpub.paths import shown

__all__ = ["Known", "News", "Progress", "Scan", "Seen", "read_bytes_of"]

Progress = Callable[[Iterable[BulletinFile]], Iterable[BulletinFile]]

_TOUCHED = 2_000_000_000  # nanoseconds; a file that changed so shortly before it was looked at may have changed again


class Known(NamedTuple):
    """A bulletin as the archive knows it."""

    number: int
    path: str
    key: str
    size: int
    mtime: int
    ctime: int
    inode: int
    looked: int
    hash: bytes
    issue: str | None
    told: int
    seen: str


_KNOWN = f"SELECT {', '.join(Known._fields)} FROM bulletin WHERE current AND path = ?"


class Seen(NamedTuple):
    """A bulletin that is new or changed, as it stands now; `known` is what the archive had, of the same file or of one
    that was renamed."""

    file: BulletinFile
    path: str
    data: bytes
    hash: bytes
    marks: tuple[int, int, int, int]
    looked: int
    known: Known | None


@dataclass(slots=True, kw_only=True)
class News:
    """What the bulletins have that the archive had not.

    Attributes:
        numbers: of the bulletins in the archive, by the name of their file.
        replaced: numbers of bulletins that others took the place of.
        touched: numbers of entries whose bulletin changed.
        slugs: of the sections that had, or have, any of it.
        days: the issue days that had any of it.
        lost: numbers of entries whose article is gone from its bulletin, or with it.
        vanished: bulletins that stand nowhere any more, since the last build.
        is_whole: whether every bulletin could be read.
        same: the names of the files that were not read, since they did not change.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    replaced: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    lost: list[int] = field(default_factory=list)
    vanished: list[Known] = field(default_factory=list)
    is_whole: bool = True
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    same: set[str] = field(default_factory=set)

    def unread(self, file: BulletinFile, *problems: Problem) -> None:
        """Notes that a bulletin could not be read."""
        self.problems += [(file.name, problem) for problem in problems]
        self.is_whole = False


class Scan:
    """A look at all files; `news` takes in what it finds."""

    def __init__(
        self, archive: Archive, files: Sequence[BulletinFile], news: News, told: date | None, *, anew: bool
    ) -> None:
        """Looks at no file yet.

        Args:
            archive: what is known.
            files: all that are to be looked at.
            news: takes in what is found.
            told: `--date`, for bulletins that state none.
            anew: whether every bulletin is to be read, for it would be read otherwise than before.
        """
        self._archive = archive
        self._anew = anew
        self._told = told.isoformat() if told else None
        self._paths = [archive.path_of(file.place) for file in files]
        self._files = files
        named = set(self._paths)
        paths = map(os.fsdecode, chain.from_iterable(archive.db.execute("SELECT path FROM bulletin WHERE current")))
        self._unnamed = sorted(path for path in paths if path not in named)
        self._vanished = [row for path in self._unnamed if not _stands(archive, path) and (row := self._known(path))]
        self._by_hash = {row.hash: row for row in self._vanished}
        self._news = news

    def changed(self, progress: Progress = iter) -> Iterator[Seen]:
        """The bulletins that are new or changed, in order.

        Args:
            progress: wraps the files while they are read.
        """
        same: list[tuple[int, int, int, int, int, int]] = []
        others = list(self._others())
        paths = (*self._paths, *(path for _, path in others))
        for file, path in zip(progress([*self._files, *(file for file, _ in others)]), paths, strict=False):
            known = self._known(path)
            try:
                marks = _marks(file.place)
                if known and self._is_read_so(known, file) and _is_untouched(known, marks):
                    self._same(file, known)
                    continue
                looked = time.time_ns()
                data = read_bytes_of(file.place)
            except UnreadableError as error:
                self._news.unread(file, Problem.of(error))
                continue
            digest = blake2b(data, digest_size=16).digest()
            if known and self._is_read_so(known, file) and known.hash == digest:
                self._same(file, known)
                same.append((*marks, looked, known.number))
                continue
            if known and len(known.key) > len(file.key):  # named by itself this time: a longer key tells more
                file = replace(file, key=known.key)
            yield Seen(file, path, data, digest, marks, looked, known or self._by_hash.pop(digest, None))
        self._archive.db.executemany(
            "UPDATE bulletin SET size = ?, mtime = ?, ctime = ?, inode = ?, looked = ? WHERE number = ?", same
        )

    def _same(self, file: BulletinFile, known: Known) -> None:
        self._news.numbers[file.name] = known.number
        self._news.same.add(file.name)

    def vanish(self) -> None:
        """Bulletins that stand nowhere any more, and were not renamed, leave their entries behind."""
        db = self._archive.db
        for known in self._vanished:
            if known.number in self._news.replaced:
                continue
            of_it = (known.number,)
            db.execute("DELETE FROM entry WHERE bulletin = ? AND id IS NULL", of_it)  # held back, never published
            lost = db.execute("SELECT number FROM entry WHERE bulletin = ? AND NOT gone", of_it).fetchall()
            self._news.lost += [number for (number,) in lost]
            self._news.vanished.append(known)
            db.execute("UPDATE bulletin SET current = 0 WHERE number = ?", of_it)
            db.execute("UPDATE entry SET gone = 2 WHERE bulletin = ?", of_it)
            db.execute("DELETE FROM repeat WHERE bulletin = ?", of_it)

    def _others(self) -> Iterator[tuple[BulletinFile, str]]:
        """Where all is read anew, the bulletins too that this build does not name."""
        if self._anew:
            vanished = {row.path for row in self._vanished}
            for path in self._unnamed:
                if path not in vanished and (row := self._known(path)):
                    place = self._archive.place_of(path)
                    yield BulletinFile(name=str(shown(place)), key=row.key, place=str(place)), path

    def _known(self, path: str) -> Known | None:
        """A bulletin of the archive; asked for one by one, since all at a time take more room than the build."""
        row = self._archive.db.execute(_KNOWN, (storable(path),)).fetchone()
        return Known(row[0], path, os.fsdecode(row[2]), *row[3:]) if row else None

    def _is_read_so(self, known: Known, file: BulletinFile) -> bool:
        """Whether a bulletin of these bytes would be read as it was: its place and `--date` say nothing new of it."""
        told = self._told is None or self._told == known.issue or (known.issue is not None and not known.told)
        return not self._anew and told and len(known.key) >= len(file.key)


def _is_untouched(known: Known, marks: tuple[int, int, int, int]) -> bool:
    _, mtime, ctime, _ = marks
    return marks == known[3:7] and max(mtime, ctime) < known.looked - _TOUCHED


def _stands(archive: Archive, path: str) -> bool:
    return os.path.lexists(archive.place_of(path))


def _marks(path: str) -> tuple[int, int, int, int]:
    """Size, mtime, ctime and inode.

    Raises:
        UnreadableError: it vanished, or is no regular file.
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
