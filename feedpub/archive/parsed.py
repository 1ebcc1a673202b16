"""Bulletins parsed in this build, kept beside the archive while the build lasts."""

import sqlite3

__all__ = ["ParsedStore"]


class ParsedStore:
    """A temporary table; SQLite removes its file when the connection closes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._is_open = False

    def put(self, number: int, data: bytes) -> None:
        """Keeps what was made of a bulletin, by its number."""
        if not self._is_open:
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS parsed (number INTEGER PRIMARY KEY, data BLOB NOT NULL)")
            self._is_open = True
        self._db.execute("REPLACE INTO parsed VALUES (?, ?)", (number, data))

    def get(self, number: int) -> bytes | None:
        """What was kept of a bulletin, or None."""
        if not self._is_open:
            return None
        row = self._db.execute("SELECT data FROM parsed WHERE number = ?", (number,)).fetchone()
        return row[0] if row else None
