"""Archive documents (RFC 5005, section 4): which are to be written, and the entries of each."""

import sqlite3
from array import array
from collections.abc import Collection, Iterable
from typing import NamedTuple

from feedpub.archive.portions import marks

__all__ = ["DocumentKey", "Documents", "Member", "Numbered"]


# CROSS: SQLite starts with the few documents that are due, then looks for what is in them; by the index of documents,
# or it would look through the whole history of its feed for each.
_OF_DUE = """due CROSS JOIN history INDEXED BY history_document ON history.slug = due.slug AND document = due.number
             CROSS JOIN entry ON entry.number = history.entry"""


class DocumentKey(NamedTuple):
    """An archive document: the slug of its feed, and its number there, from 1."""

    slug: str
    number: int


class Member(NamedTuple):
    """An entry of a document; `withdrawn` is the notice in its place, empty where it is dropped."""

    number: int
    id: bytes
    withdrawn: str | None


class Numbered(NamedTuple):
    """An entry, by its number, in a document."""

    document: DocumentKey
    entry: int


class Documents:
    """The table `document`, one row for each archive document of a feed."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def last(self, slug: str) -> int:
        """The number of a feed's newest document; 0 where there is none."""
        number: int = self._db.execute(
            "SELECT coalesce(max(number), 0) FROM document WHERE slug = ?", (slug,)
        ).fetchone()[0]
        return number

    def counts(self) -> dict[str, int]:
        """The number of the newest document of each feed, by slug."""
        return dict(self._db.execute("SELECT slug, max(number) FROM document GROUP BY slug").fetchall())

    def owe(self, documents: Iterable[DocumentKey]) -> None:
        """Note that documents are to be written."""
        self._db.executemany("REPLACE INTO document VALUES (?, ?, 1)", list(documents))

    def add_published(self, document: DocumentKey) -> None:
        """Takes over a document that is published already."""
        self._db.execute("REPLACE INTO document VALUES (?, ?, 0)", document)

    def owe_all(self) -> None:
        """Note that all documents are to be written again."""
        self._db.execute("UPDATE document SET owed = 1")

    def owe_those_with(self, entries: Iterable[int]) -> None:
        """Note that the documents of entries, by their numbers, are to be written again."""
        self._db.executemany(
            """REPLACE INTO document
               SELECT DISTINCT slug, document, 1 FROM history WHERE entry = ? AND document IS NOT NULL""",
            [(entry,) for entry in entries],
        )

    def owed(self) -> list[DocumentKey]:
        """The documents that are to be written, by number and feed."""
        rows = self._db.execute("SELECT slug, number FROM document WHERE owed ORDER BY number, slug")
        return [DocumentKey(*row) for row in rows.fetchall()]

    def drop_held(self, kept: Collection[str]) -> None:
        """Take entries that are held back now out of the history, and note that their documents are to be written.

        Args:
            kept: slugs of the sections whose feed stays as it is, since all of it is held back.
        """
        held = f"SELECT number FROM entry WHERE held AND slug NOT IN ({marks(kept)})"
        self._db.execute(
            f"""REPLACE INTO document SELECT DISTINCT slug, document, 1 FROM history
                WHERE entry IN ({held}) AND document IS NOT NULL""",
            [*kept],
        )
        self._db.execute(f"DELETE FROM history WHERE entry IN ({held})", [*kept])

    def forget(self, slugs: Iterable[str]) -> None:
        """Forget the documents and the history of feeds that are removed."""
        rows = [(slug,) for slug in slugs]
        self._db.executemany("DELETE FROM document WHERE slug = ?", rows)
        self._db.executemany("DELETE FROM history WHERE slug = ?", rows)

    def mark_published(self, written: Iterable[DocumentKey]) -> None:
        """Note that documents are published."""
        self._db.executemany("UPDATE document SET owed = 0 WHERE slug = ? AND number = ?", list(written))

    def members(self, document: DocumentKey) -> list[Member]:
        """The entries of a document, the oldest first, dropped ones included."""
        rows = self._db.execute(
            """SELECT number, id, withdrawn FROM history INDEXED BY history_document JOIN entry ON number = entry
               WHERE history.slug = ? AND document = ? ORDER BY sequence""",
            document,
        )
        return [Member(*row) for row in rows.fetchall()]

    def due(self, documents: Iterable[DocumentKey]) -> "DueDocuments":
        """The documents that are written together; they are valid until the next call."""
        return DueDocuments(self._db, documents)


class DueDocuments:
    """The documents that are written together, and the entries of each.

    They are noted in a temporary table, so that there may be thousands. The archive has one such table: a further
    object takes it over, and the one before is of no more use.
    """

    def __init__(self, db: sqlite3.Connection, documents: Iterable[DocumentKey]) -> None:
        """Note the documents in the table.

        Args:
            db: the archive.
            documents: those that are to be written.
        """
        self._db = db
        db.execute("CREATE TEMP TABLE IF NOT EXISTS due (slug TEXT, number INTEGER, PRIMARY KEY (slug, number))")
        db.execute("DELETE FROM due")
        db.executemany("INSERT INTO due VALUES (?, ?)", documents)

    def sizes(self) -> dict[DocumentKey, int]:
        """The number of entries of each document; documents without entries are left out."""
        rows = self._db.execute(
            f"""SELECT due.slug, due.number, count(*) FROM {_OF_DUE} WHERE withdrawn IS NOT '' GROUP BY 1, 2"""
        )
        return {DocumentKey(slug, number): count for slug, number, count in rows}

    def entries(self) -> "array[int]":
        """The numbers of the entries of all documents, in the order of first publication."""
        rows = self._db.execute(
            f"""SELECT history.entry, published FROM {_OF_DUE}
                WHERE withdrawn IS NOT '' GROUP BY history.entry ORDER BY published"""
        )
        return array("q", (number for number, _ in rows))

    def with_entries(self, entries: Collection[int]) -> list[Numbered]:
        """Each of these entries with each document that has it, in the order in which they came into the history."""
        rows = self._db.execute(
            f"""SELECT due.slug, due.number, entry FROM history CROSS JOIN due
                ON due.slug = history.slug AND due.number = document
                WHERE entry IN ({marks(entries)}) ORDER BY sequence""",
            list(entries),
        )
        return [Numbered(DocumentKey(slug, number), entry) for slug, number, entry in rows.fetchall()]
