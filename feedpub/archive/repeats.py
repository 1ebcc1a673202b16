"""Articles that repeat an entry of another bulletin and are not published a second time."""

import os
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Repeat", "Repeats", "Twin"]


class Repeat(NamedTuple):
    """An article that is not published, since an entry has the same text; the columns are those of `archive.schema`."""

    bulletin: int
    place: int
    line: int
    entry: int
    same: bool


class Twin(NamedTuple):
    """What the article of a bulletin repeats.

    Attributes:
        bulletin, line: of the article.
        same: whether the two texts are the same to the letter.
        its_bulletin, its_line: of the entry's article; the first is None where only a feed knows the entry.
        its_path: of the entry's bulletin, from the archive's home or absolute; None where there is no bulletin.
    """

    bulletin: int
    line: int
    same: bool
    its_bulletin: int | None
    its_path: str | None
    its_line: int


class Repeats:
    """The table `repeat`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, row: Repeat) -> None:
        """Notes an article."""
        self._db.execute("INSERT INTO repeat VALUES (?,?,?,?,?)", row)

    def drop_of_bulletin(self, bulletin: int) -> None:
        """Forgets those of a bulletin, which was read again or is gone."""
        self._db.execute("DELETE FROM repeat WHERE bulletin = ?", (bulletin,))

    def take_of_entry(self, entry: int) -> list[tuple[int, int]]:
        """Forgets those of an entry; returns the bulletin and the place of each."""
        return self._db.execute("DELETE FROM repeat WHERE entry = ? RETURNING bulletin, place", (entry,)).fetchall()

    def twins(self) -> Iterator[Twin]:
        """Every article that is published once for two."""
        for bulletin, line, same, its_bulletin, path, its_line in self._db.execute(
            """SELECT repeat.bulletin, repeat.line, same, entry.bulletin, path, entry.line FROM repeat
               JOIN entry ON entry.number = entry LEFT JOIN bulletin ON bulletin.number = entry.bulletin"""
        ):
            yield Twin(bulletin, line, bool(same), its_bulletin, os.fsdecode(path) if path else None, its_line)
