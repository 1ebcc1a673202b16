"""What the archive knows of the feeds that stand, and of the bulletins behind them."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.entries.text import MARK
from feedpub.output import Output

__all__ = ["AFTER", "BEFORE", "TITLE", "FeedRow", "Ledger"]

TITLE = f"CASE WHEN withdrawn IS NULL THEN title ELSE '{MARK}' || title END"  # as readers see it
BEFORE = f"SELECT id, {TITLE} FROM standing WHERE slug = ? AND published > ? ORDER BY published LIMIT 1"
AFTER = f"SELECT id, {TITLE} FROM standing WHERE slug = ? AND published < ? ORDER BY published DESC LIMIT 1"
_MANY = 2000  # neighbours to be looked for one by one
_FEED = "slug, title, position, made, described, updated, owed, entries, files"


class FeedRow(NamedTuple):
    """A feed as published; `files` are name, size and mtime of each."""

    slug: str
    title: str
    position: int
    made: int
    described: str
    updated: int | None
    owed: int
    entries: int
    files: str


class Ledger:
    """Questions to the archive about what stands."""

    def __init__(self, archive: Archive) -> None:
        self._db = archive.db
        self._archive = archive

    def feeds(self) -> dict[str, FeedRow]:
        """Every feed that was published, by slug, in their order."""
        rows = (FeedRow(*row) for row in self._db.execute(f"SELECT {_FEED} FROM feed ORDER BY position, slug"))
        return {row.slug: row for row in rows}

    def stale(self, output: Output) -> set[str]:
        """The slugs of feeds whose files are not as they were published, or that are owed."""
        return {
            row.slug
            for row in self.feeds().values()
            if row.owed or any(output.marks(name) != (size, mtime) for name, size, mtime in json.loads(row.files))
        }

    def write(self, row: FeedRow) -> None:
        """Notes a feed."""
        self._db.execute(f"REPLACE INTO feed ({_FEED}) VALUES (?,?,?,?,?,?,?,?,?)", row)

    def forget(self, slug: str) -> None:
        """Notes that a feed stands no more."""
        self._db.execute("DELETE FROM feed WHERE slug = ?", (slug,))

    def settle(self, slugs: Iterable[str], failed: set[str], output: Output, names: Sequence[str]) -> None:
        """Notes that feeds are published, but for those that failed.

        Args:
            slugs: of the feeds.
            failed: of these, those that failed their check: they are owed.
            output: where they stand.
            names: endings of their files.
        """
        for slug in slugs:
            files = [(name, *marks) for end in names if (marks := output.marks(name := f"{slug}.{end}"))]
            self._db.execute(
                "UPDATE feed SET owed = ?, files = ? WHERE slug = ?", (slug in failed, json.dumps(files), slug)
            )

    def owed_pages(self, output: Output, *, anew: bool) -> set[int]:
        """The numbers of entries whose page is not written yet, or stands no more."""
        if anew:
            self._db.execute("UPDATE entry SET page_written = 0 WHERE page_written")
        owed = {number for (number,) in self._db.execute("SELECT number FROM standing WHERE NOT page_written")}
        standing = output.names("a")
        rows = self._db.execute("SELECT number, lower(hex(substr(id, 1, 8))) FROM standing WHERE page_written")
        owed |= {number for number, short in rows if f"{short}.html" not in standing}
        return owed

    def owe_neighbours(self, numbers: Collection[int], slugs: Collection[str]) -> None:
        """Owes the pages that name an entry as their neighbour, or did.

        Args:
            numbers: of entries that are new, or may read otherwise, or stand elsewhere.
            slugs: of the sections they are in, or were.
        """
        if len(numbers) * len(slugs) > _MANY:
            marks = ", ".join("?" * len(slugs))
            self._db.execute(f"UPDATE entry SET page_written = 0 WHERE page_written AND slug IN ({marks})", [*slugs])
            return
        for number in numbers:
            for (published,) in self._db.execute("SELECT published FROM entry WHERE number = ?", (number,)).fetchall():
                for slug in slugs:
                    for question in (BEFORE, AFTER):
                        if beside := self._db.execute(question, (slug, published)).fetchone():
                            self._db.execute("UPDATE entry SET page_written = 0 WHERE id = ?", beside[:1])

    def settle_pages(self, numbers: Iterable[int], start: str) -> None:
        """Notes that pages are written, by the machine as it was started then."""
        self._db.execute("UPDATE entry SET page_written = 1 WHERE page_written = 2")
        self._db.executemany("UPDATE entry SET page_written = 2 WHERE number = ?", [(number,) for number in numbers])
        self._archive.note("started", start)

    def doubts_pages(self, start: str) -> bool:
        """Whether the machine was started anew since pages were written: the last may not have reached the disk."""
        if self._archive.setting("started") in (None, start):
            return False
        self._db.execute("UPDATE entry SET page_written = 0 WHERE page_written = 2")
        self._archive.note("started", start)
        return True

    def days_of(self, numbers: Collection[int]) -> set[str]:
        """The issue days of entries; of many, simply all that there are."""
        if len(numbers) > _MANY:
            return {day for (day,) in self._db.execute("SELECT DISTINCT issue FROM standing")}
        rows = (self._db.execute("SELECT issue FROM entry WHERE number = ?", (n,)).fetchone() for n in numbers)
        return {row[0] for row in rows if row}

    def sections(self) -> dict[str, int]:
        """How many entries stand in each section, by slug."""
        return dict(self._db.execute("SELECT slug, count(*) FROM standing GROUP BY slug"))

    def made_sections(self) -> list[tuple[str, str]]:
        """Slug and title of sections that earlier builds made for a page head, as this archive or feeds have them."""
        rows = self._db.execute("SELECT slug, title FROM feed WHERE made ORDER BY position").fetchall()
        return (
            rows
            + self._db.execute(
                "SELECT DISTINCT slug, standing ->> 'section' FROM taken JOIN entry ON number = entry ORDER BY 1"
            ).fetchall()
        )

    def title_of(self, slug: str) -> str:
        """What a section was last called."""
        for question in (
            "SELECT title FROM feed WHERE slug = ?",
            "SELECT standing ->> 'section' FROM taken JOIN entry ON number = entry WHERE slug = ?",
        ):
            if (row := self._db.execute(question, (slug,)).fetchone()) and row[0]:
                return str(row[0])
        return slug
