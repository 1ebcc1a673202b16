"""The history of feeds (RFC 5005): which entries stand in which archive document, and which in the feed still."""

import sqlite3
from array import array
from collections.abc import Collection, Iterable

from feedpub.output import Output
from feedpub.paths import document_path

__all__ = ["History"]


class History:
    """The order of first publication, cut into documents of one size."""

    def __init__(self, db: sqlite3.Connection, size: int) -> None:
        """The history an archive holds.

        Args:
            db: the archive's.
            size: entries of a document; those that are full already stay as they are.
        """
        self._db = db
        self._size = size

    def readmit(self, numbers: Iterable[int]) -> None:
        """Entries that read otherwise than in their document come back into the window, as late news does."""
        self._db.executemany(
            """UPDATE entry SET first = (SELECT max(first) FROM entry) WHERE number = ?1 AND NOT EXISTS
               (SELECT 1 FROM history WHERE entry = ?1 AND slug = 'all' AND document IS NULL)""",
            [(number,) for number in numbers],
        )

    def append(self, numbers: Iterable[int]) -> None:
        """Entries that are new, or that read otherwise, come in at the end, if they don't wait there already."""
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS fresh (number INTEGER PRIMARY KEY)")
        self._db.execute("DELETE FROM fresh")
        self._db.executemany("INSERT OR IGNORE INTO fresh VALUES (?)", ((number,) for number in numbers))
        self._append(
            "number IN (SELECT number FROM fresh) AND NOT EXISTS (SELECT 1 FROM history AS old "
            "WHERE old.entry = number AND old.slug = {slug} AND old.document IS NULL)"
        )

    def move(self, numbers: Iterable[int]) -> None:
        """Entries that were filed otherwise leave the feed of their old section, and come into that of the new one."""
        for number in numbers:
            self._db.execute(
                """DELETE FROM history WHERE entry = ?1 AND document IS NULL
                   AND slug NOT IN ('all', (SELECT slug FROM entry WHERE number = ?1))""",
                (number,),
            )
            self._append(
                f"number = {int(number)} AND NOT EXISTS (SELECT 1 FROM history AS old "
                "WHERE old.entry = number AND old.slug = {slug})"
            )

    def begin(self) -> None:
        """All entries that no history knows come in: it was off."""
        self._append("NOT EXISTS (SELECT 1 FROM history AS old WHERE old.entry = number AND old.slug = {slug})")

    def _append(self, which: str) -> None:
        for slug in ("'all'", "standing.slug"):
            self._db.execute(
                f"""INSERT INTO history (slug, sequence, entry)
                    SELECT {slug}, coalesce((SELECT max(sequence) FROM history AS h WHERE h.slug = {slug}), 0)
                    + row_number() OVER (PARTITION BY {slug} ORDER BY published), number FROM standing
                    WHERE {which.format(slug=slug)}"""
            )

    def fill(self, slug: str, window: Collection[int]) -> list[int]:
        """Puts what left the window of a feed into documents, as far as it fills them.

        Returns the numbers of the entries that wait for the next one; the feed carries them until then.
        """
        shown = set(window)
        sequences, entries = array("q"), array("q")  # a whole paper's, the first time
        for sequence, entry in self._db.execute(
            """SELECT sequence, entry FROM history JOIN standing ON number = entry
               WHERE history.slug = ? AND document IS NULL ORDER BY sequence""",
            (slug,),
        ):
            if entry not in shown:
                sequences.append(sequence)
                entries.append(entry)
        first = self.last(slug) + 1
        if first > 1 and len(entries) >= self._size:
            self.owe(slug, first - 1)  # its next-archive
        full = len(entries) // self._size * self._size
        for number, start in enumerate(range(0, full, self._size), first):
            self._db.executemany(
                "UPDATE history SET document = ? WHERE slug = ? AND sequence = ?",
                [(number, slug, sequence) for sequence in sequences[start : start + self._size]],
            )
            self.owe(slug, number)
        return list(entries[full:])

    def last(self, slug: str) -> int:
        """How many documents a feed has."""
        found: int = self._db.execute(
            "SELECT coalesce(max(number), 0) FROM document WHERE slug = ?", (slug,)
        ).fetchone()[0]
        return found

    def owe(self, slug: str, number: int) -> None:
        """Notes that a document is to be written."""
        self._db.execute("REPLACE INTO document VALUES (?, ?, 1)", (slug, number))

    def owe_those_with(self, numbers: Iterable[int]) -> None:
        """Notes that the documents of entries that were withdrawn, or restored, are to be written anew."""
        for entry in numbers:
            rows = "SELECT DISTINCT slug, document, 1 FROM history WHERE entry = ? AND document IS NOT NULL"
            self._db.execute(f"REPLACE INTO document {rows}", (entry,))

    def owe_missing(self, output: Output, *, anew: bool) -> None:
        """Notes that documents that stand no more, or all, are to be written."""
        if anew:
            self._db.execute("UPDATE document SET owed = 1")
        for slug, last in self._db.execute("SELECT slug, max(number) FROM document GROUP BY slug").fetchall():
            standing = output.names(f"archive/{slug}")
            if len(standing) < last:
                for number in range(1, last + 1):
                    if document_path(slug, number).rpartition("/")[2] not in standing:
                        self.owe(slug, number)

    def owed(self) -> list[tuple[str, int]]:
        """The documents that are to be written, by feed and number."""
        return self._db.execute("SELECT slug, number FROM document WHERE owed ORDER BY number, slug").fetchall()

    def settle(self, written: Iterable[tuple[str, int]]) -> None:
        """Notes that documents are published."""
        self._db.executemany("UPDATE document SET owed = 0 WHERE slug = ? AND number = ?", list(written))
