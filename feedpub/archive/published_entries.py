"""Entries as publishing needs them: their times, what readers last saw of them, and which feeds contain them."""

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from feedpub.archive.conditions import FRESH
from feedpub.archive.numbers import Numbers
from feedpub.archive.portions import marks, portions
from feedpub.archive.values import DamagedError
from feedpub.messages import message
from feedpub.model.states import PageWritten

__all__ = ["ArticlePlace", "FiledEntry", "PublishedEntries", "RenderRow", "Timed"]


class RenderRow(NamedTuple):
    """An entry to render; the columns are those of `archive.schema`.

    Attributes:
        bulletin: the number of the bulletin its text is in; None where only a feed knows the entry.
        place, line: of its article in the bulletin: its place from 0, and its first line.
        day, issue: ISO dates.
        withdrawn: the notice that is published instead, as `archive.withdrawal_json` writes it, or None.
        published, updated: seconds since 1970.
        seen: the hash of what a reader saw last (`entries.seen`), or None where nothing was rendered yet.
    """

    number: int
    id: bytes
    bulletin: int | None
    place: int
    line: int
    title: str
    day: str
    slug: str
    withdrawn: str | None
    published: int
    updated: int
    seen: bytes | None
    issue: str


_RENDER_ROW = ", ".join(RenderRow._fields)
_SOME = 500  # entries that are rendered together


class Timed(NamedTuple):
    """When an entry counts as published and updated (seconds since 1970, or None), and where it shows (issue: ISO)."""

    number: int
    slug: str
    issue: str
    published: int | None
    updated: int | None


_TIMED = ", ".join(f"entry.{column}" for column in Timed._fields)
_IN_ORDER = """SELECT entry.{day}, {columns} FROM entry JOIN bulletin ON bulletin.number = bulletin
    WHERE {condition} ORDER BY 1 DESC, entry.issue DESC, page, bulletin.key, place"""


class ArticlePlace(NamedTuple):
    """Where the article of an entry is in its bulletin; `withdrawn` is not None where the entry was withdrawn."""

    place: int
    line: int
    withdrawn: str | None


class FiledEntry(NamedTuple):
    """An entry, by its number, and the slug of its section."""

    number: int
    slug: str


class PublishedEntries:
    """The table `entry`, as publishing reads and writes it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # Moments.

    def fresh(self) -> Numbers:
        """The numbers of entries that may be published and have no moment yet."""
        return Numbers(number for (number,) in self._db.execute(f"SELECT number FROM entry WHERE {FRESH}"))

    def fresh_in_order(self, day: Literal["day", "issue"]) -> Iterator[tuple[str, int]]:
        """Day (ISO) and number of each of them: the newest issue first, then by page, path and position.

        SQLite sorts the rows before it returns the first, so they may be changed meanwhile.

        Args:
            day: the column whose day is returned, and counts first in the order.
        """
        return self._db.execute(_IN_ORDER.format(day=day, columns="entry.number", condition=FRESH))

    def in_order(self, day: Literal["day", "issue"]) -> Iterator[tuple[str, Timed]]:
        """Day (ISO) and moments of each entry that may be published, in the order of `fresh_in_order`.

        Args:
            day: the column whose day is returned, and counts first in the order.
        """
        rows = self._db.execute(_IN_ORDER.format(day=day, columns=_TIMED, condition="NOT held"))
        return ((row[0], Timed(*row[1:])) for row in rows)

    def newest_first_issue(self) -> str | None:
        """The newest issue day in which any entry was first seen (ISO), or None."""
        newest: str | None = self._db.execute("SELECT max(first) FROM entry").fetchone()[0]
        return newest

    def note_first_issue(self, newest: str) -> None:
        """Notes for new entries the issue day they are first seen in: their own, or `newest` where that is later."""
        self._db.execute("UPDATE entry SET first = max(issue, ?) WHERE first IS NULL", (newest,))

    def take_moments(self) -> list[Timed]:
        """Takes their moments from entries that `in_order` leaves out; returns them as they were."""
        lost = """FROM entry LEFT JOIN bulletin ON bulletin.number = bulletin
            WHERE published IS NOT NULL AND (held OR bulletin.number IS NULL)"""
        taken = [Timed(*row) for row in self._db.execute(f"SELECT {_TIMED} {lost}")]
        self._db.execute(f"UPDATE entry SET published = NULL WHERE number IN (SELECT entry.number {lost})")
        return taken

    def moments_between(self, start: int, end: int) -> set[int]:
        """The moments (seconds since 1970) that entries have from `start` until before `end`."""
        rows = self._db.execute("SELECT published FROM entry WHERE published >= ? AND published < ?", (start, end))
        return {moment for (moment,) in rows}

    def moments_until(self, now: int, wanted: int) -> set[int]:
        """The moments that entries have up to `now`, back to where `wanted` others are certainly free."""
        rows = self._db.execute(
            """SELECT published FROM entry WHERE published <= ?1 AND published >
               ?1 - ?2 - (SELECT count(*) FROM entry WHERE published <= ?1)""",
            (now, wanted),
        )
        return {moment for (moment,) in rows}

    def give_moments(self, rows: Iterable[tuple[int, int]]) -> None:
        """Notes when entries count as published and updated.

        Args:
            rows: moment (seconds since 1970) and number of each.
        """
        self._db.executemany("UPDATE entry SET published = ?1, updated = ?1 WHERE number = ?2", list(rows))

    # Rendering.

    def rows(self, numbers: Iterable[int]) -> Iterator[list[RenderRow]]:
        """Entries by their numbers, some at a time, those of one bulletin in order; none that is dropped.

        They may be changed meanwhile: each is read as it is when its turn comes.

        Raises:
            DamagedError: one has no id, place or moment, though it is published.
        """
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS rendered (number INTEGER PRIMARY KEY)")
        self._db.execute("DELETE FROM rendered")
        self._db.executemany("INSERT OR IGNORE INTO rendered VALUES (?)", ((number,) for number in numbers))
        question = (
            "SELECT number FROM rendered CROSS JOIN entry USING (number) ORDER BY coalesce(bulletin, 0), place, number"
        )
        in_order = array("q", (number for (number,) in self._db.execute(question)))
        for start in range(0, len(in_order), _SOME):
            some = in_order[start : start + _SOME]
            question = f"SELECT {_RENDER_ROW} FROM entry WHERE number IN ({marks(some)}) AND withdrawn IS NOT ''"
            rows = [RenderRow(*row) for row in self._db.execute(question, list(some))]
            if any(None in (row.id, row.published, row.updated, row.place) for row in rows):
                raise DamagedError(message("an entry that is published has lost its id, its place or its moments"))
            yield sorted(rows, key=lambda row: (row.bulletin or 0, row.place))

    def note_seen(self, rows: Iterable[tuple[int, bytes, int]]) -> None:
        """Notes what a reader sees of entries now; their pages count as not written until they are.

        Args:
            rows: when it was updated (seconds since 1970), the hash of what a reader sees, and number of each.
        """
        self._db.executemany(
            f"UPDATE entry SET updated = ?, seen = ?, page_written = {PageWritten.NO} WHERE number = ?", list(rows)
        )

    def seen_among(self, numbers: Iterable[int]) -> set[int]:
        """Those entries that are published and that readers may have seen."""
        question = "SELECT number FROM standing WHERE number IN (%s) AND seen IS NOT NULL"
        return {number for some in portions(numbers) for (number,) in self._db.execute(question % marks(some), some)}

    def article_places(self, bulletin: int) -> list[ArticlePlace]:
        """Where the articles of all entries of a bulletin are that are not held back."""
        rows = self._db.execute(
            "SELECT place, line, withdrawn FROM entry WHERE bulletin = ? AND NOT held", (bulletin,)
        ).fetchall()
        return [ArticlePlace(*row) for row in rows]

    def in_bulletins(self, bulletins: Iterable[int]) -> list[FiledEntry]:
        """The entries of bulletins that are published now, as an article or as a notice."""
        question = "SELECT number, slug FROM standing WHERE bulletin = ?"
        return [FiledEntry(*row) for bulletin in bulletins for row in self._db.execute(question, (bulletin,))]

    def any_without_bulletin(self) -> bool:
        """Whether there is any entry that only a feed knew when the archive began."""
        return self._db.execute("SELECT 1 FROM entry WHERE bulletin IS NULL LIMIT 1").fetchone() is not None

    # Which entries.

    def newest_first(self, numbers: Collection[int]) -> list[int]:
        """Entries by their numbers, in the order feeds have them."""
        rows = self._db.execute(
            f"SELECT number FROM entry WHERE number IN ({marks(numbers)}) ORDER BY published DESC", list(numbers)
        )
        return [number for (number,) in rows]

    def withdrawn(self) -> list[int]:
        """The numbers of entries in whose place a notice is published."""
        return [number for (number,) in self._db.execute("SELECT number FROM entry WHERE withdrawn != ''").fetchall()]

    def dropped(self, slug: str) -> list[bytes]:
        """The ids of a section's entries that were withdrawn and are dropped, newest first; `all`: of every section."""
        rows = self._db.execute(
            "SELECT id FROM entry WHERE withdrawn = '' AND ? IN ('all', slug) ORDER BY published DESC", (slug,)
        )
        return [key for (key,) in rows]
