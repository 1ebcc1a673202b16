"""Pictures that bulletins name: the size and time of their files, and the copies that are shown."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from feedpub.archive.values import reading
from feedpub.messages import message, restored, stored
from feedpub.model import Problem

__all__ = ["Copy", "KeptBack", "KnownPicture", "PictureRow", "Pictures", "Shown"]

# What is read, for the message that it cannot be; made once, for they are in the way of every row.
_WHY = message("why a picture is not shown")


class KeptBack(StrEnum):
    """Why a picture that could be shown is not (column `code`, without a message)."""

    HELD = "held"  # no article that shows it may be published with it
    WITHDRAWN = "withdrawn"  # only articles showed it that were withdrawn


class PictureRow(NamedTuple):
    """A picture, as its file was when last examined; the columns are those of `archive.schema`."""

    bulletin: int
    source: str
    line: int
    size: int | None
    mtime: int | None
    path: str | None = None
    type: str | None = None
    width: int | None = None
    height: int | None = None
    code: str | None = None
    message: str | None = None


class KnownPicture(NamedTuple):
    """A picture of a bulletin that is in its folder, as it was read last.

    Attributes:
        source: as the bulletin names it.
        size, mtime: of its file, in bytes and nanoseconds; None where there was none.
        copy: path of its copy below the output folder; None where it is not shown.
        path: of the bulletin, from the archive's home or absolute.
        key: of the bulletin (`BulletinFile.key`).
    """

    bulletin: int
    source: str
    line: int
    size: int | None
    mtime: int | None
    copy: str | None
    path: str
    key: str

    @property
    def is_held(self) -> bool:
        """Whether the bulletin itself holds it: it has a size then, and no mtime."""
        return self.size is not None and self.mtime is None


class Copy(NamedTuple):
    """A copy that is published.

    Attributes:
        bulletin: the number of a bulletin that names the picture.
        path: of the copy, below the output folder.
        widths: of its smaller copies, as the column has them.
    """

    bulletin: int
    path: str
    widths: str | None


class Shown(NamedTuple):
    """A picture that can be shown.

    Attributes:
        source: as the bulletin names it.
        path: of its copy.
        code: why it is not shown, or None.
        widths: of its smaller copies, as the column has them; None where they were not made yet.
    """

    source: str
    path: str
    type: str
    width: int
    height: int
    code: str | None
    widths: str | None


_COLUMNS = ", ".join(PictureRow._fields)
_NOTE = f"REPLACE INTO picture ({_COLUMNS}) VALUES ({', '.join('?' * len(PictureRow._fields))})"


class Pictures:
    """The table `picture`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def any(self) -> bool:
        """Whether a bulletin names any."""
        return self._db.execute("SELECT 1 FROM picture LIMIT 1").fetchone() is not None

    def note(self, row: PictureRow) -> None:
        """Notes a picture as it was read."""
        self._db.execute(_NOTE, row._replace(message=_column(row.message)))

    def in_folders(self) -> list[KnownPicture]:
        """Those of all bulletins that are in their folders."""
        rows = self._db.execute(
            """SELECT picture.bulletin, source, line, picture.size, picture.mtime, picture.path AS copy, bulletin.path,
                      bulletin.key FROM picture JOIN bulletin ON number = picture.bulletin WHERE current"""
        )
        return [
            KnownPicture(*row)._replace(path=os.fsdecode(row[-2]), key=os.fsdecode(row[-1]))  # as the system has them
            for row in rows
        ]

    def proved(self) -> dict[str, tuple[str, int, int]]:
        """Type, width and height of every picture that was proved to be one, by the path of its copy."""
        rows = self._db.execute("SELECT DISTINCT path, type, width, height FROM picture WHERE path IS NOT NULL")
        return {path: (kind, width, height) for path, kind, width, height in rows}

    def of_bulletin(self, bulletin: int) -> list[Shown]:
        """Those of a bulletin that can be shown."""
        columns = ", ".join(Shown._fields).replace("path", "path AS copy")
        question = f"SELECT {columns} FROM picture WHERE bulletin = ? AND path IS NOT NULL"
        return [Shown(*row) for row in self._db.execute(question, (bulletin,))]

    def copies(self) -> list[Copy]:
        """Every copy that is published."""
        rows = self._db.execute(
            "SELECT bulletin, path AS copy, widths FROM picture WHERE path IS NOT NULL AND code IS NULL"
        )
        return [Copy(*row) for row in rows]

    def note_widths(self, path: str, widths: Iterable[int]) -> None:
        """Notes which smaller copies there are of a picture, by the path of its copy."""
        self._db.execute("UPDATE picture SET widths = ? WHERE path = ?", (" ".join(map(str, widths)), path))

    def keep_back(self, bulletin: int, source: str, why: KeptBack | None) -> None:
        """Notes that a picture is kept back, or with None that it is shown."""
        self._db.execute("UPDATE picture SET code = ? WHERE bulletin = ? AND source = ?", (why, bulletin, source))

    def lose(self, bulletin: int, source: str, code: str, message: str) -> None:
        """Notes that a picture can't be shown any more, and why."""
        self._db.execute(
            """UPDATE picture SET path = NULL, size = NULL, mtime = NULL, code = ?, message = ?
               WHERE bulletin = ? AND source = ?""",
            (code, _column(message), bulletin, source),
        )

    def only_of_withdrawn(self) -> list[str]:
        """The paths of copies that only articles show which were withdrawn."""
        rows = self._db.execute(
            """SELECT DISTINCT path AS copy FROM picture WHERE code = ? AND NOT EXISTS
               (SELECT 1 FROM picture AS other JOIN entry ON entry.bulletin = other.bulletin
                WHERE other.path = picture.path AND other.code IS NOT picture.code AND withdrawn IS NULL)""",
            (KeptBack.WITHDRAWN,),
        )
        return [path for (path,) in rows]

    def problems(self) -> Iterator[tuple[int, Problem]]:
        """Why pictures can't be shown, each with its bulletin's number."""
        for number, line, code, kept in self._db.execute(
            "SELECT bulletin, line, code, message FROM picture WHERE message IS NOT NULL"
        ):
            with reading(_WHY):
                said = restored(json.loads(kept)) if kept.startswith("[") else kept
            yield number, Problem(line=line, level="warning", code=code, message=said)


def _column(message: str | None) -> str | None:
    """A message as its column keeps it: text, or in JSON what it is made of."""
    made = stored(message) if message is not None else None
    return made if made is None or isinstance(made, str) else json.dumps(made)
