"""The history of feeds (RFC 5005): which entries are in which archive document, and which are still in the feed."""

import sqlite3
from array import array
from collections.abc import Collection, Iterable

from feedpub.archive.documents import DocumentKey, Documents

__all__ = ["History"]

# By the index of entries: SQLite would look through all that the feed ever had.
_OLD = "SELECT 1 FROM history AS old INDEXED BY history_entry WHERE old.entry = number AND old.slug = {slug}"


class History:
    """The order of first publication, divided into archive documents."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._documents = Documents(db)

    def readmit(self, numbers: Iterable[int]) -> None:
        """Entries that read differently from their document come back into the window, as late news does."""
        self._db.executemany(
            f"""UPDATE entry SET first = (SELECT max(first) FROM entry) WHERE number = ?
                AND NOT EXISTS ({_OLD.format(slug="'all'")} AND old.document IS NULL)""",
            [(number,) for number in numbers],
        )

    def append(self, numbers: Iterable[int]) -> None:
        """Entries that are new, or that read differently, come in at the end, unless they wait there already."""
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS appended (number INTEGER PRIMARY KEY)")
        self._db.execute("DELETE FROM appended")
        self._db.executemany("INSERT OR IGNORE INTO appended VALUES (?)", ((number,) for number in numbers))
        self._append(f"number IN (SELECT number FROM appended) AND NOT EXISTS ({_OLD} AND old.document IS NULL)")

    def move(self, numbers: Iterable[int]) -> None:
        """Entries that were filed elsewhere leave the feed of their old section, and come into that of the new one."""
        for number in numbers:
            self._db.execute(
                """DELETE FROM history WHERE entry = ?1 AND document IS NULL
                   AND slug NOT IN ('all', (SELECT slug FROM entry WHERE number = ?1))""",
                (number,),
            )
            self._append(f"number = {int(number)} AND NOT EXISTS ({_OLD})")

    def place(self, slug: str, sequence: int, entry: int, document: int) -> None:
        """Notes the place of an entry in the history of a feed, and the document it is in."""
        self._db.execute("INSERT INTO history VALUES (?, ?, ?, ?)", (slug, sequence, entry, document))

    def begin(self) -> None:
        """All entries that are in no history come in at the end; they wait for the next document."""
        self._append(f"NOT EXISTS ({_OLD})")

    def _append(self, which: str) -> None:
        for slug in ("'all'", "standing.slug"):
            self._db.execute(
                f"""INSERT INTO history (slug, sequence, entry)
                    SELECT {slug}, coalesce((SELECT max(sequence) FROM history AS h WHERE h.slug = {slug}), 0)
                    + row_number() OVER (PARTITION BY {slug} ORDER BY published), number FROM standing
                    WHERE {which.format(slug=slug)}"""
            )

    def unfiled(self, slug: str, window: Collection[int], size: int) -> list[int]:
        """The numbers of the entries that would wait for the next document, if the history of a feed began now.

        Args:
            slug, window, size: as in `fill`.
        """
        shown = set(window)
        rows = self._db.execute("SELECT number FROM standing WHERE ? IN ('all', slug) ORDER BY published", (slug,))
        entries = array("q", (number for (number,) in rows if number not in shown))
        return list(entries[len(entries) // size * size :])

    def fill(self, slug: str, window: Collection[int], size: int) -> list[int]:
        """Puts what left the window of a feed into documents, as far as it fills them.

        Returns the numbers of the entries that wait for the next document; the feed carries them until then.

        Args:
            slug: of the feed.
            window: the numbers of the entries in its window.
            size: entries of a document; those that are full already stay as they are.
        """
        shown = set(window)
        sequences, entries = array("q"), array("q")  # a whole paper's, the first time
        for sequence, entry in self._db.execute(
            """SELECT sequence, entry FROM history INDEXED BY history_document JOIN standing ON number = entry
               WHERE history.slug = ? AND document IS NULL ORDER BY sequence""",
            (slug,),
        ):
            if entry not in shown:
                sequences.append(sequence)
                entries.append(entry)
        full = len(entries) // size * size
        if full:
            first = self._documents.last(slug) + 1
            documents = range(first, first + full // size)
            places = zip(sequences[:full], (number for number in documents for _ in range(size)), strict=True)
            self._db.executemany(
                "UPDATE history SET document = ? WHERE slug = ? AND sequence = ?",
                ((number, slug, sequence) for sequence, number in places),
            )
            before = max(1, first - 1)  # the document before these: its link to the next one
            self._documents.owe(DocumentKey(slug, number) for number in range(before, documents.stop))
        return list(entries[full:])
