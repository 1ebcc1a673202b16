"""The moments of issues, as entries of the feed of issues."""

import sqlite3
from typing import NamedTuple

__all__ = ["DailyEntries", "DailyRow"]


class DailyRow(NamedTuple):
    """An issue in the feed of issues.

    Attributes:
        id: the 16 bytes of its UUID.
        published, updated: seconds since 1970.
        seen: the hash of what a reader saw last, or None where an old feed is all that is known of it.
    """

    id: bytes
    published: int
    updated: int
    seen: bytes | None


class DailyEntries:
    """The table `daily`, one row for each issue in the feed of issues."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def get(self, key: bytes) -> DailyRow | None:
        """An issue by its id's bytes, or None where it was never published."""
        row = self._db.execute("SELECT id, published, updated, seen FROM daily WHERE id = ?", (key,)).fetchone()
        return DailyRow(*row) if row else None

    def write(self, row: DailyRow) -> None:
        """Write the row of an issue."""
        self._db.execute("REPLACE INTO daily (id, published, updated, seen) VALUES (?, ?, ?, ?)", row)
