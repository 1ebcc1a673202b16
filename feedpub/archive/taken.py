"""Entries taken over from published feeds when a new archive is made."""

import sqlite3
from typing import NamedTuple

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

    def add_issue(self, key: bytes, published: int, updated: int) -> None:
        """Takes over the moments of an issue, by the bytes of its id."""
        self._db.execute("REPLACE INTO daily VALUES (?, ?, ?, NULL)", (key, published, updated))

    def add_document(self, slug: str, number: int) -> None:
        """Takes over an archive document, by its feed and number."""
        self._db.execute("REPLACE INTO document VALUES (?, ?, 0)", (slug, number))

    def place(self, slug: str, sequence: int, entry: int, document: int) -> None:
        """Notes which place an entry has in the history of a feed, and in which document it is."""
        self._db.execute("INSERT INTO history VALUES (?, ?, ?, ?)", (slug, sequence, entry, document))

    def place_others(self, after: int) -> None:
        """Notes that what is in no document yet waits for the next, behind a place in the history."""
        for slug in ("'all'", "entry.slug"):
            self._db.execute(
                f"""INSERT INTO history
                    SELECT {slug}, ? + row_number() OVER (ORDER BY published), number, NULL FROM entry WHERE NOT EXISTS
                    (SELECT 1 FROM history AS old WHERE old.entry = number AND old.slug = {slug})""",
                (after,),
            )

    def published(self, entry: int) -> str:
        """An entry as its feed had it, as JSON (`ingest.published.standing_of`)."""
        text: str = self._db.execute("SELECT standing FROM taken WHERE entry = ?", (entry,)).fetchone()[0]
        return text

    def words_of(self, entry: int) -> str:
        """What a reader sees of an entry, without markup and white space."""
        (seen,) = self._db.execute("SELECT standing ->> 'seen' FROM taken WHERE entry = ?", (entry,)).fetchone()
        return str(seen)
