"""Entries taken over from published feeds when a new archive is made."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from feedpub.archive.values import only
from feedpub.model.states import Gone

__all__ = ["Taken", "TakenEntry"]


class TakenEntry(NamedTuple):
    """An entry without a bulletin so far; `key` is the bytes of its id, times are seconds since 1970."""

    number: int
    key: bytes
    title: str
    day: str
    slug: str
    published: int
    updated: int


_INSERT = f"""INSERT INTO entry (number, id, base, place, line, title, day, issue, first, page, slug, evidence, held,
              length, origin, gone, published, updated)
              VALUES (?1, ?2, ?2, 0, 0, ?3, ?4, ?4, ?4, '', ?5, '', 0, 0, '', {Gone.WITH_BULLETIN}, ?6, ?7)"""


class Taken:
    """The table `taken`, and what else a new archive takes over from feeds and archive documents."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, row: TakenEntry) -> None:
        """Takes an entry over."""
        self._db.execute(_INSERT, row)

    def correct(self, number: int, title: str, updated: int) -> None:
        """Gives an entry the headline of a newer version."""
        self._db.execute("UPDATE entry SET updated = ?, title = ? WHERE number = ?", (updated, title, number))

    def keep(self, number: int, published: str) -> None:
        """Keeps an entry as it is published (JSON), until a bulletin has it."""
        self._db.execute("REPLACE INTO taken VALUES (?, ?)", (number, published))

    def follow(self, number: int, feeds: str) -> None:
        """Notes the further feeds that carry an entry, as `entries.follows.marked` writes them."""
        self._db.execute("UPDATE entry SET follows = ? WHERE number = ?", (feeds, number))

    def published(self, entry: int) -> str:
        """An entry as its feed had it, as JSON (`ingest.published.as_json`)."""
        (text,) = only(self._db.execute("SELECT standing FROM taken WHERE entry = ?", (entry,)))
        return str(text)

    def all(self) -> Iterator[str]:
        """Every entry that only a feed knows, as JSON."""
        return (text for (text,) in self._db.execute("SELECT standing FROM taken ORDER BY entry"))

    def words_of(self, entry: int) -> str:
        """What a reader sees of an entry, without markup and white space."""
        (seen,) = only(self._db.execute("SELECT standing ->> 'seen' FROM taken WHERE entry = ?", (entry,)))
        return str(seen)
