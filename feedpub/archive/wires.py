"""Items of news agencies: which version of which item a bulletin has, and what it states of it."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from feedpub.archive.conditions import WITHOUT_ID
from feedpub.model.states import Gone

__all__ = ["ItemEntry", "NewItem", "Stop", "WireRow", "Wires"]


class WireRow(NamedTuple):
    """An item of a bulletin; the columns are those of `archive.schema`."""

    bulletin: int
    place: int | None
    line: int
    base: bytes
    version: int
    versioned: int
    status: int
    due: int | None
    title: str

    @property
    def rank(self) -> tuple[int, int]:
        """What versions of one item are ordered by."""
        return self.version, self.versioned


class NewItem(NamedTuple):
    """An article without an id that is an item of a wire, by the number of its row in `entry`."""

    number: int
    bulletin: int
    place: int
    line: int
    version: int
    versioned: int

    @property
    def rank(self) -> tuple[int, int]:
        """What versions of one item are ordered by."""
        return self.version, self.versioned


class ItemEntry(NamedTuple):
    """The entry of an item.

    Attributes:
        gone: whether its article is in a bulletin.
        current: whether that bulletin is in its folder as it was.
        version, versioned: of its article; None where it is known only from a feed, or is no item.
    """

    number: int
    gone: Gone
    current: bool
    version: int | None
    versioned: int | None


class Stop(NamedTuple):
    """An item that may not be published, as the newest version of it states.

    Attributes:
        bulletin, line, status, title: of that version.
        id: of the entry that is published all the same; None if there is none.
    """

    bulletin: int
    line: int
    status: int
    title: str
    id: bytes | None


_COLUMNS = ", ".join(WireRow._fields)
_COUNTS = """(EXISTS (SELECT 1 FROM bulletin WHERE number = wire.bulletin AND current)
 OR EXISTS (SELECT 1 FROM entry WHERE entry.bulletin = wire.bulletin AND entry.base = wire.base AND id IS NOT NULL))"""


class Wires:
    """The table `wire`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def any(self) -> bool:
        """Whether there is any item."""
        return self._db.execute("SELECT 1 FROM wire LIMIT 1").fetchone() is not None

    def add(self, rows: Iterable[WireRow]) -> None:
        """Notes the items of a bulletin."""
        marks = ", ".join("?" * len(WireRow._fields))
        self._db.executemany(f"INSERT INTO wire ({_COLUMNS}) VALUES ({marks})", rows)

    # ── versions ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def unsettled(self) -> list[bytes]:
        """The bases of items that have an article without an id, or an entry though they may not be published."""
        rows = self._db.execute(
            f"""SELECT DISTINCT wire.base FROM entry JOIN wire USING (bulletin, place) WHERE {WITHOUT_ID}
                UNION SELECT wire.base FROM wire JOIN entry ON entry.base = wire.base OR entry.id = wire.base
                WHERE status AND id IS NOT NULL AND withdrawn IS NULL AND gone IN ({Gone.HERE}, {Gone.WITH_BULLETIN})
                ORDER BY 1"""
        )
        return [base for (base,) in rows]

    def newest(self, base: bytes, now: int) -> WireRow | None:
        """The newest version of an item that bulletins have; one whose time has not come is none yet.

        Args:
            base: the id its guid makes.
            now: seconds since 1970.
        """
        row = self._db.execute(
            f"""SELECT {_COLUMNS} FROM wire WHERE base = ? AND (status OR due IS NULL OR due <= ?) AND {_COUNTS}
                ORDER BY version DESC, versioned DESC, status DESC, bulletin DESC LIMIT 1""",
            (base, now),
        ).fetchone()
        return WireRow(*row) if row else None

    def new_of(self, base: bytes) -> list[NewItem]:
        """The articles of an item that have no id yet, the newest version first."""
        rows = self._db.execute(
            f"""SELECT entry.number, bulletin, place, entry.line, version, versioned
                FROM entry JOIN wire USING (bulletin, place) WHERE wire.base = ? AND {WITHOUT_ID}
                ORDER BY version DESC, versioned DESC, bulletin, place""",
            (base,),
        )
        return [NewItem(*row) for row in rows]

    def entry_of(self, base: bytes) -> ItemEntry | None:
        """The entry of an item; of several the one that is in a bulletin."""
        row = self._db.execute(
            """SELECT entry.number, gone, EXISTS (SELECT 1 FROM bulletin WHERE number = entry.bulletin AND current),
               version, versioned FROM entry
               LEFT JOIN wire ON wire.bulletin = entry.bulletin AND wire.place = entry.place
               WHERE (entry.base = ?1 OR entry.id = ?1) AND entry.id IS NOT NULL ORDER BY gone, entry.number LIMIT 1""",
            (base,),
        ).fetchone()
        return ItemEntry(row[0], Gone(row[1]), bool(row[2]), row[3], row[4]) if row else None

    def ranks_in(self, bulletin: int) -> dict[bytes, tuple[int, int]]:
        """The versions of the items of a bulletin, by their bases."""
        rows = self._db.execute("SELECT base, version, versioned FROM wire WHERE bulletin = ?", (bulletin,))
        return {base: (version, versioned) for base, version, versioned in rows}

    def keep_day(self, new: int, old: int) -> None:
        """Gives an article of a new version the issue of the entry it goes on with, and its day where it had none."""
        self._db.execute(
            """UPDATE entry SET (issue, day) = (SELECT was.issue, CASE WHEN entry.day = entry.issue THEN was.day
               ELSE entry.day END FROM entry AS was WHERE was.number = ?) WHERE number = ?""",
            (old, new),
        )

    # ── what may not be published ────────────────────────────────────────────────────────────────────────────────────

    def stops(self) -> list[Stop]:
        """The items that may not be published, as the newest version in a bulletin states."""
        rows = self._db.execute(
            f"""SELECT wire.bulletin, wire.line, status, wire.title, entry.id FROM wire
                JOIN bulletin ON bulletin.number = wire.bulletin AND current
                LEFT JOIN entry ON (entry.base = wire.base OR entry.id = wire.base) AND entry.id IS NOT NULL
                AND withdrawn IS NULL AND gone = {Gone.FROM_BULLETIN} AND NOT held
                WHERE status AND NOT EXISTS (SELECT 1 FROM wire AS later JOIN bulletin ON number = later.bulletin
                AND current WHERE later.base = wire.base AND (later.version, later.versioned) >
                (wire.version, wire.versioned)) ORDER BY wire.bulletin, wire.line"""
        )
        return [Stop(*row) for row in rows]

    # ── embargoes ────────────────────────────────────────────────────────────────────────────────────────────────────

    def next_due(self, now: int) -> int | None:
        """When the next embargo ends, in seconds since 1970; None without one."""
        due: int | None = self._db.execute("SELECT min(due) AS due FROM wire WHERE due > ?", (now,)).fetchone()[0]
        return due
