"""What is to be brought to the target of `feedpub publish`: the files that changed since it was there."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Deployed", "Undeployed"]


class Undeployed(NamedTuple):
    """A file that is not at the target as it is in the output folder.

    Attributes:
        path: below both.
        here: the hash of what a build wrote; None where it was removed.
        there: the hash of what is at the target; None where nothing of ours is. That of `here`, if a run was begun
            that would bring it there for the first time.
    """

    path: str
    here: bytes | None
    there: bytes | None


class Deployed:
    """The table `undeployed`; triggers on `file` add to it what builds write and remove."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def begin(self) -> None:
        """Note that nothing is at the target: it is another one than last time."""
        self._db.execute("DELETE FROM undeployed")
        self._db.execute("INSERT INTO undeployed SELECT path, NULL FROM file")

    def owe_all(self) -> None:
        """Note that every file is to be brought there once more."""
        self._db.execute(
            "INSERT INTO undeployed SELECT path, hash FROM file WHERE path NOT IN (SELECT path FROM undeployed)"
        )

    def expect(self) -> None:
        """Note that all that is owed may be at the target from now on: what goes then, must go there too."""
        self._db.execute(
            "UPDATE undeployed SET there = (SELECT hash FROM file WHERE path = undeployed.path) WHERE there IS NULL"
        )

    def owed(self) -> list[Undeployed]:
        """The files that are to be brought there, or removed there, by path; one that is nowhere needs nothing."""
        rows = self._db.execute(
            """SELECT undeployed.path AS written, hash AS here, there FROM undeployed LEFT JOIN file USING (path)
               ORDER BY 1"""
        )
        return [Undeployed(*row) for row in rows.fetchall()]

    def is_owed(self, path: str) -> bool:
        """Whether a file is not at the target as it is here."""
        return self._db.execute("SELECT 1 FROM undeployed WHERE path = ?", (path,)).fetchone() is not None

    def note(self, files: Iterable[Undeployed]) -> None:
        """Note files as brought there, or removed there; one that a build changed since stays owed."""
        rows = [(file.here, file.path) for file in files]
        self._db.executemany("UPDATE undeployed SET there = ? WHERE path = ?", rows)
        self._db.executemany(
            "DELETE FROM undeployed WHERE path = ?2 AND ?1 IS (SELECT hash FROM file WHERE path = ?2)", rows
        )
