"""Entries whose article was removed, and entries that are withdrawn."""

import sqlite3
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from feedpub.archive.withdrawal_json import withdrawal_from_json
from feedpub.entries.ids import entry_id
from feedpub.entries.withdrawn import unmarked
from feedpub.model.states import Gone
from feedpub.model.withdrawal import Withdrawal

__all__ = ["Leaving", "Removals"]


class Leaving(NamedTuple):
    """An entry whose article was removed.

    Attributes:
        slug, issue: its section and its issue day (ISO): the pages that show it.
        bulletin: the number of the bulletin that had it; None where only a feed knows it.
    """

    number: int
    id: bytes
    title: str
    slug: str
    issue: str
    bulletin: int | None = None


_LEAVING = f"SELECT {', '.join(Leaving._fields)} FROM entry"


class Removals:
    """The table `entry`, as removals and withdrawals change it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def from_bulletins(self) -> list[Leaving]:
        """Entries that are published though their article left its bulletin."""
        where = f"gone = {Gone.FROM_BULLETIN} AND withdrawn IS NULL AND NOT held ORDER BY number"
        return [Leaving(*row) for row in self._db.execute(f"{_LEAVING} WHERE {where}")]

    def with_bulletins(self) -> list[Leaving]:
        """Entries that are published though their bulletin is gone; not notices, which stay their time."""
        where = f"gone = {Gone.WITH_BULLETIN} AND NOT held AND withdrawn IS NULL"
        return [Leaving(*row) for row in self._db.execute(f"{_LEAVING} WHERE {where}")]

    def gone(self) -> list[Leaving]:
        """Every entry whose article is in no bulletin."""
        return [Leaving(*row) for row in self._db.execute(f"{_LEAVING} WHERE gone ORDER BY number")]

    def notices(self) -> dict[bytes, str]:
        """What is published in the place of each entry that is withdrawn, by id; empty text where it was dropped."""
        return dict(self._db.execute("SELECT id, withdrawn FROM entry WHERE withdrawn IS NOT NULL"))

    def withdrawals(self) -> list[Withdrawal]:
        """The withdrawals that the archive knows of."""
        rows = self._db.execute(
            """SELECT id, day, title, withdrawn FROM entry INDEXED BY entry_withdrawn
               WHERE withdrawn IS NOT NULL ORDER BY number"""
        )
        return [
            withdrawal_from_json(text) if text else Withdrawal(entry_id(key), date.fromisoformat(day), unmarked(title))
            for key, day, title, text in rows
        ]

    def note(self, number: int, notice: str | None) -> None:
        """Notes what is published in the place of an entry; None restores it, and its missing article says no more."""
        self._db.execute("UPDATE entry SET withdrawn = ? WHERE number = ?", (notice, number))
        if notice is None:
            self._db.execute(
                f"UPDATE entry SET gone = {Gone.FINAL} WHERE number = ? AND gone = {Gone.FROM_BULLETIN}", (number,)
            )

    def drop(self, numbers: Collection[int]) -> None:
        """Drops entries, and their places in the history of feeds."""
        rows = [(number,) for number in numbers]
        self._db.executemany("DELETE FROM taken WHERE entry = ?", rows)
        self._db.executemany("DELETE FROM history WHERE entry = ?", rows)
        self._db.executemany("DELETE FROM entry WHERE number = ?", rows)
