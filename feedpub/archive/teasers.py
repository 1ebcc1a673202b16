"""What lists of articles show of an entry beside its headline: its summary, and its first picture."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["TeaserRow", "Teasers"]


class TeaserRow(NamedTuple):
    """What lists show of an entry; the columns are those of `archive.schema`."""

    entry: int
    summary: str
    head: str
    path: str | None = None
    width: int | None = None
    height: int | None = None
    widths: str | None = None
    caption: str | None = None


_NOTE = f"REPLACE INTO teaser ({', '.join(TeaserRow._fields)}) VALUES ({', '.join('?' * len(TeaserRow._fields))})"


class Teasers:
    """The table `teaser`, one row for each entry that was rendered."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def note(self, rows: Iterable[TeaserRow]) -> None:
        """Note what lists show of entries now."""
        self._db.executemany(_NOTE, list(rows))
