"""Bulletins as received: the path of each file, its size and time, its bytes, and what was found in it."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from feedpub.archive.conditions import FORMER
from feedpub.archive.values import only, reading
from feedpub.messages import message, restored, stored
from feedpub.model import Problem

__all__ = ["Bulletins", "FileStat", "Known", "NewBulletin", "StoredSource", "hash_of"]

# What is read, for the message that it cannot be; made once, for they are in the way of every row.
_ISSUE_DATE = message("the issue date of a bulletin")
_FIRST_DAY = message("the first day of a bulletin")
_WHERE = message("where a bulletin is")
_FOUND = message("what was found in a bulletin")


class FileStat(NamedTuple):
    """What tells that a file changed: its size in bytes, its mtime and ctime in nanoseconds, and its inode."""

    size: int
    mtime: int
    ctime: int
    inode: int

    @classmethod
    def of(cls, found: os.stat_result) -> "FileStat":
        """What `os.stat` found."""
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class Known(NamedTuple):
    """A bulletin that is in its folder, as the last build saw it; the columns are those of `archive.schema`.

    Attributes:
        path: from the archive's home, or absolute.
    """

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

    @property
    def stat(self) -> FileStat:
        """What its file was like."""
        return FileStat(*self[3:7])

    @property
    def issue_day(self) -> date | None:
        """The issue date it states, or that `--date` gave it."""
        with reading(_ISSUE_DATE):
            return _day(self.issue)

    @property
    def seen_day(self) -> date:
        """The day of the build that first saw it."""
        with reading(_FIRST_DAY):
            return date.fromisoformat(self.seen)


class NewBulletin(NamedTuple):
    """A bulletin just read; the columns are those of `archive.schema`, except dates and problems."""

    path: str
    key: str
    stat: FileStat
    looked: int
    hash: bytes
    issue: date | None
    told: bool
    seen: date
    publication: str | None
    problems: tuple[Problem, ...]


class StoredSource(NamedTuple):
    """What is needed to read a bulletin of the archive again, beside its bytes.

    Attributes:
        path: from the archive's home, or absolute.
        key: what its place tells (`model.BulletinFile`).
        issue: the issue date it had.
        seen: the day of the build that first saw it.
    """

    path: str
    key: str
    issue: date | None
    seen: date


_KNOWN = f"SELECT {', '.join(Known._fields)} FROM bulletin WHERE current AND path = ?"
_UNUSED = f"""NOT current AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.bulletin = bulletin.number)
 AND number NOT IN (SELECT bulletin FROM {FORMER})"""


class Bulletins:
    """The tables `bulletin` and `text`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def count(self) -> int:
        """How many are in their folders, as far as the archive knows."""
        found: int = self._db.execute("SELECT count(*) FROM bulletin WHERE current").fetchone()[0]
        return found

    def paths(self) -> Iterator[str]:
        """The paths of those in their folders."""
        return (os.fsdecode(path) for (path,) in self._db.execute("SELECT path FROM bulletin WHERE current"))

    def at(self, path: str) -> Known | None:
        """The bulletin at a path; asked for one by one, since all at a time take more room than the build."""
        # Not checked as other rows are: a build without news asks for each bulletin, and only compares what it gets.
        row = self._db.cursor().execute(_KNOWN, (_storable(path),)).fetchone()
        if row is None:
            return None
        with reading(_WHERE):
            known = Known(row[0], path, os.fsdecode(row[2]), *row[3:])
            if type(known.looked) is not int:
                raise TypeError(f"it was read at {known.looked!r}")
            return known

    def add(self, row: NewBulletin, data: bytes) -> int:
        """Takes in a bulletin with its bytes; returns its number."""
        number = self._db.execute(
            "INSERT INTO bulletin VALUES (NULL,?,?,1,?,?,?,?,?,?,?,?,?,?,?)",
            (
                _storable(row.path),
                _storable(row.key),
                *row.stat,
                row.looked,
                row.hash,
                row.issue.isoformat() if row.issue else None,
                row.told,
                row.seen.isoformat(),
                row.publication,
                json.dumps([asdict(problem) | {"message": stored(problem.message)} for problem in row.problems])
                if row.problems
                else "",
            ),
        ).lastrowid
        assert number is not None
        self._db.execute("INSERT INTO text VALUES (?, ?)", (number, data))
        return number

    def retire(self, number: int) -> None:
        """Notes that a bulletin is no longer in its folder: another took its place, or its file is gone."""
        self._db.execute("UPDATE bulletin SET current = 0 WHERE number = ?", (number,))

    def refresh(self, rows: Iterable[tuple[FileStat, int, int]]) -> None:
        """Notes what files are like now whose bytes did not change.

        Args:
            rows: what the file is like, when it was read (nanoseconds since 1970), and the bulletin's number.
        """
        self._db.executemany(
            "UPDATE bulletin SET size = ?, mtime = ?, ctime = ?, inode = ?, looked = ? WHERE number = ?",
            [(*stat, looked, number) for stat, looked, number in rows],
        )

    def text(self, number: int) -> bytes | None:
        """The bytes of a bulletin; None where they are not those that came in: the disk has changed them."""
        data, digest = self._kept(number)
        return data if type(data) is bytes and hash_of(data) == digest else None

    def mend(self, number: int, data: bytes) -> bool:
        """Takes in again what a bulletin was, where its bytes, or their hash, were changed by the disk.

        Args:
            number: the bulletin's.
            data: what its file has.

        Returns:
            Whether that is what came in: its hash is the one that is kept, or the bytes are.
        """
        kept, digest = self._kept(number)
        if digest != hash_of(data) and kept != data:
            return False
        self._db.execute("REPLACE INTO text VALUES (?, ?)", (number, data))
        self._db.execute("UPDATE bulletin SET hash = ? WHERE number = ?", (hash_of(data), number))
        return True

    def damaged(self) -> Iterator[int]:
        """The numbers of bulletins whose bytes are not those that came in."""
        numbers = self._db.execute("SELECT number FROM bulletin ORDER BY number").fetchall()
        return (number for (number,) in numbers if self.text(number) is None)

    def _kept(self, number: int) -> tuple[object, bytes]:
        data, digest = only(
            self._db.execute(
                "SELECT bytes, hash FROM bulletin LEFT JOIN text ON bulletin = number WHERE number = ?", (number,)
            )
        )
        return data, digest

    def source(self, number: int) -> StoredSource:
        """What is needed to read a bulletin again."""
        question = "SELECT path, key, issue, seen FROM bulletin WHERE number = ?"
        path, key, issue, seen = only(self._db.execute(question, (number,)))
        return StoredSource(os.fsdecode(path), os.fsdecode(key), _day(issue), date.fromisoformat(seen))

    def publications(self) -> list[str]:
        """The names that mastheads give the paper."""
        rows = self._db.execute("SELECT DISTINCT publication FROM bulletin WHERE current AND publication IS NOT NULL")
        return sorted(name for (name,) in rows)

    def problems(self) -> Iterator[tuple[int, Problem]]:
        """What was found when bulletins were read, each with the bulletin's number."""
        for number, text in self._db.execute("SELECT number, problems FROM bulletin WHERE problems != ''"):
            for row in _problems(text):
                yield number, row

    def drop_unused(self) -> None:
        """Drops bulletins that are no longer in their folder and hold the text of no entry, nor what one was."""
        self._db.execute(f"DELETE FROM text WHERE bulletin IN (SELECT number FROM bulletin WHERE {_UNUSED})")
        self._db.execute(f"DELETE FROM picture WHERE bulletin IN (SELECT number FROM bulletin WHERE {_UNUSED})")
        self._db.execute(f"DELETE FROM wire WHERE bulletin IN (SELECT number FROM bulletin WHERE {_UNUSED})")
        self._db.execute(f"DELETE FROM bulletin WHERE {_UNUSED}")


def hash_of(data: bytes) -> bytes:
    """The hash that the archive keeps of a bulletin's bytes: BLAKE2b, 16 bytes."""
    return blake2b(data, digest_size=16).digest()


def _problems(text: str) -> list[Problem]:
    with reading(_FOUND):
        problems = [Problem(**row | {"message": restored(row["message"])}) for row in json.loads(text)]
        for row in problems:
            if not (row.level in ("error", "warning") and isinstance(row.line, int | None)):
                raise ValueError(f"a problem has the level {row.level} and the line {row.line}")
            "".join((row.code, row.message))
        return problems


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _storable(path: str) -> str | bytes:
    """A path as SQLite can keep it: its bytes, where these are not text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path
