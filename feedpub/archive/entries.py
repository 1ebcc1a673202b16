"""Entries: articles that are published or may be, and how many of each kind exist."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from feedpub.archive.conditions import WITHOUT_ID
from feedpub.archive.values import only
from feedpub.model.states import Gone, Held, PageWritten

__all__ = ["COLUMNS", "ArticleRow", "Entries", "EntryState", "Filed", "Former", "ListedEntry", "Lost", "Placed"]


class ArticleRow(NamedTuple):
    """What an entry has from its article; the columns are those of `archive.schema`."""

    base: bytes
    bulletin: int
    place: int
    line: int
    title: str
    day: str
    issue: str
    page: str
    slug: str
    evidence: str
    held: Held
    length: int
    origin: str
    follows: str
    names: str


class Former(NamedTuple):
    """An entry as the bulletin had it before its file changed."""

    number: int
    id: bytes | None
    base: bytes
    place: int
    line: int
    title: str
    slug: str
    day: str
    issue: str


class Placed(NamedTuple):
    """An entry with its section and its issue day (ISO), whose pages show it."""

    number: int
    slug: str
    issue: str


class EntryState(NamedTuple):
    """An entry as it is found by its id.

    Attributes:
        base: the id that its headline, day and place make now, without an ordinal: 16 bytes.
        gone: whether its article is in a bulletin.
        slug, issue: its section and its issue day (ISO).
    """

    number: int
    base: bytes
    gone: Gone
    slug: str
    issue: str

    @property
    def placed(self) -> Placed:
        """Where it shows."""
        return Placed(self.number, self.slug, self.issue)


class Lost(NamedTuple):
    """An entry whose article left its bulletin; `path` is the bulletin's, from the archive's home or absolute."""

    id: bytes
    title: str
    path: str | None


class ListedEntry(NamedTuple):
    """An entry as `feedpub list` shows it."""

    id: bytes
    base: bytes
    day: str
    slug: str
    title: str
    gone: Gone


class Filed(NamedTuple):
    """The section of an entry, what chose it, and the number of its bulletin; None where only a feed knows it."""

    slug: str
    evidence: str
    bulletin: int | None


COLUMNS = ", ".join(ArticleRow._fields)
_VALUES = ", ".join("?" * len(ArticleRow._fields))
_BY_ID = f"SELECT {', '.join(EntryState._fields)} FROM entry WHERE id = ?"
_INSERT = f"INSERT INTO entry ({COLUMNS}) VALUES ({_VALUES})"
_EMBARGOED = "EXISTS (SELECT 1 FROM wire WHERE wire.bulletin = entry.bulletin AND wire.place = entry.place AND due > ?)"
_REPLACE = f"UPDATE entry SET ({COLUMNS}) = ({_VALUES}), gone = {Gone.HERE} WHERE number = ?"


class Entries:
    """The table `entry`, as bulletins fill it, with counts of its rows."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # ── articles come in, and go ─────────────────────────────────────────────────────────────────────────────────────

    def add(self, rows: Iterable[ArticleRow]) -> None:
        """Takes in articles; they have no id yet."""
        self._db.executemany(_INSERT, rows)

    def correct(self, rows: Iterable[tuple[ArticleRow, int]]) -> None:
        """Gives entries, by number, their article as it is now."""
        self._db.executemany(_REPLACE, [(*row, number) for row, number in rows])

    def begin_again(self, numbers: Iterable[int]) -> None:
        """Makes entries new: without an id and moments, as if no build had seen them."""
        self._db.executemany(
            f"""UPDATE entry SET (id, first, published, updated, seen) = (NULL, NULL, NULL, NULL, NULL),
                page_written = {PageWritten.NO} WHERE number = ?""",
            [(number,) for number in numbers],
        )

    def in_bulletin(self, bulletin: int) -> list[Former]:
        """The entries whose article is in a bulletin, in order."""
        question = f"SELECT {', '.join(Former._fields)} FROM entry WHERE bulletin = ? AND NOT gone ORDER BY place"
        return [Former(*row) for row in self._db.execute(question, (bulletin,))]

    def mark(self, numbers: Iterable[int], gone: Gone) -> None:
        """Notes whether the articles of entries are still in a bulletin."""
        self._db.executemany("UPDATE entry SET gone = ? WHERE number = ?", [(gone, number) for number in numbers])

    def mark_bulletin_gone(self, bulletin: int) -> None:
        """Notes that a bulletin is gone, with all its articles."""
        self._db.execute(f"UPDATE entry SET gone = {Gone.WITH_BULLETIN} WHERE bulletin = ?", (bulletin,))

    def drop_never_published(self, bulletin: int) -> None:
        """Drops the articles of a bulletin that have no id: they were held back."""
        self._db.execute("DELETE FROM entry WHERE bulletin = ? AND id IS NULL", (bulletin,))

    # ── articles that wait for their day ─────────────────────────────────────────────────────────────────────────────

    def release(self, through: date, now: int) -> list[Placed]:
        """Stops holding what waits, is of an issue until that day, and is under no embargo; returns it.

        Args:
            through: the day.
            now: the moment of the build, seconds since 1970.
        """
        rows = self._db.execute(
            f"""SELECT number, slug, issue FROM entry WHERE held AND held = {Held.WAITING} AND issue <= ?
                AND NOT {_EMBARGOED}""",
            (through.isoformat(), now),
        ).fetchall()
        self._db.executemany(f"UPDATE entry SET held = {Held.NO} WHERE number = ?", [row[:1] for row in rows])
        return [Placed(*row) for row in rows]

    def hold_later(self, through: date, now: int) -> None:
        """Holds what was never published and is of an issue after that day, or under an embargo.

        Args:
            through: the day.
            now: the moment of the build, seconds since 1970.
        """
        self._db.execute(
            f"UPDATE entry SET held = {Held.WAITING} WHERE {WITHOUT_ID} AND (issue > ? OR {_EMBARGOED})",
            (through.isoformat(), now),
        )

    # ── questions ────────────────────────────────────────────────────────────────────────────────────────────────────

    def by_id(self, key: bytes) -> EntryState | None:
        """The entry of an id, by its bytes; None where no entry has it."""
        row = self._db.execute(_BY_ID, (key,)).fetchone()
        return EntryState(row[0], row[1], Gone(row[2]), *row[3:]) if row else None

    def with_moment_in(self, bulletin: int) -> list[Placed]:
        """The entries of a bulletin that were published before, by any build.

        Those that this build adds, and that have no moment yet, are not among them; those that were dropped are.
        `PublishedEntries.in_bulletins` gives those that are published now.
        """
        question = "SELECT number, slug, issue FROM entry WHERE bulletin = ? AND published IS NOT NULL"
        return [Placed(*row) for row in self._db.execute(question, (bulletin,))]

    def is_gone(self, number: int) -> bool:
        """Whether the article of an entry is in no bulletin."""
        return bool(only(self._db.execute("SELECT gone FROM entry WHERE number = ?", (number,)))[0])

    def lost(self, number: int) -> Lost | None:
        """An entry that stays published though its article left its bulletin; None where this is not so."""
        row = self._db.execute(
            f"""SELECT id, title, path FROM entry LEFT JOIN bulletin ON bulletin.number = bulletin
                WHERE entry.number = ? AND gone = {Gone.FROM_BULLETIN} AND withdrawn IS NULL AND NOT held""",
            (number,),
        ).fetchone()
        return Lost(row[0], row[1], os.fsdecode(row[2]) if row[2] else None) if row else None

    def count_articles_of(self, bulletin: int) -> int:
        """How many entries of a bulletin are published as articles, not as a notice."""
        found: int = self._db.execute(
            "SELECT count(*) FROM standing WHERE bulletin = ? AND withdrawn IS NULL", (bulletin,)
        ).fetchone()[0]
        return found

    def count(self) -> int:
        """How many entries are published."""
        found: int = self._db.execute("SELECT count(*) FROM standing").fetchone()[0]
        return found

    def count_in(self, bulletins: Sequence[int]) -> int:
        """How many entries have their article in bulletins, by their numbers."""
        (every,) = self._db.execute("SELECT count(*) FROM bulletin WHERE current").fetchone()
        if len(bulletins) == every:  # one question is enough
            (gone,) = self._db.execute("SELECT count(*) FROM standing WHERE gone").fetchone()
            return self.count() - int(gone)
        question = "SELECT count(*) FROM standing WHERE bulletin = ? AND NOT gone"
        return sum(self._db.execute(question, (number,)).fetchone()[0] for number in bulletins)

    def count_held(self, why: Held) -> int:
        """How many articles are kept back for a reason."""
        found: int = self._db.execute(f"SELECT count(*) FROM entry WHERE held AND held = {why:d}").fetchone()[0]
        return found

    def ids_in(self, bulletin: int | None) -> dict[int, bytes]:
        """The ids of a bulletin's articles, by their place; of one that repeats an entry, that entry's."""
        rows = self._db.execute(
            """SELECT place, id FROM entry WHERE bulletin = ?1 UNION
               SELECT repeat.place, id FROM repeat JOIN entry ON entry.number = entry WHERE repeat.bulletin = ?1""",
            (bulletin,),
        )
        return {place: key for place, key in rows if key}

    def filed(self) -> Iterator[Filed]:
        """The sections of all entries that are published."""
        return (Filed(*row) for row in self._db.execute("SELECT slug, evidence, bulletin FROM standing"))

    def listed(self) -> Iterator[ListedEntry]:
        """Every entry that is published, the newest day first, in printed order."""
        rows = self._db.execute(
            "SELECT id, base, day, slug, title, gone FROM standing ORDER BY day DESC, issue DESC, page, place"
        )
        return (ListedEntry(key, base, day, slug, title, Gone(gone)) for key, base, day, slug, title, gone in rows)
