"""Pings (WebSub): which hub is to be notified of which feed, and when."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Due", "Owing", "Pings"]


class Due(NamedTuple):
    """A hub that is to be notified of a feed.

    Attributes:
        due: since when; a feed that is owed anew has another moment.
    """

    hub: str
    topic: str
    due: int


class Owing(NamedTuple):
    """What a hub is owed: how often it failed already, and how many feeds it is to be notified of."""

    tries: int
    feeds: int


class Pings:
    """The table `ping`, one row for each hub and feed; moments are seconds since 1970."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def any_owed(self) -> bool:
        """Whether any hub is to be notified."""
        return self._db.execute("SELECT 1 FROM ping LIMIT 1").fetchone() is not None

    def owe(self, rows: Iterable[tuple[str, str]]) -> None:
        """Note that hubs are to be notified. Where one did not answer, what is new waits with the rest.

        A feed that is owed already is so since a second earlier from now on. Thus an earlier build, which may be
        sending this very ping, does not note the new one as done.

        Args:
            rows: address of the hub, and address of the feed.
        """
        self._db.executemany(
            """INSERT INTO ping SELECT ?1, ?2, coalesce(max(tries), 0), coalesce(max(due), 0) FROM ping WHERE hub = ?1
               ON CONFLICT DO UPDATE SET due = due - 1""",
            list(rows),
        )

    def hubs(self) -> list[str]:
        """The addresses of all hubs that are to be notified."""
        return [hub for (hub,) in self._db.execute("SELECT DISTINCT hub FROM ping").fetchall()]

    def due(self, hub: str, now: int) -> list[Due]:
        """The feeds a hub is to be notified of by now."""
        rows = self._db.execute(
            "SELECT hub, topic, due FROM ping WHERE hub = ? AND due <= ? ORDER BY topic", (hub, now)
        )
        return [Due(*row) for row in rows.fetchall()]

    def done(self, row: Due) -> None:
        """Note that a hub was notified of a feed, unless that is owed anew since."""
        self._db.execute("DELETE FROM ping WHERE hub = ? AND topic = ? AND due = ?", row)

    def drop(self, hub: str) -> None:
        """Delete all pings that a hub is owed."""
        self._db.execute("DELETE FROM ping WHERE hub = ?", (hub,))

    def owing(self, hub: str) -> Owing:
        """What a hub is owed."""
        row = self._db.execute("SELECT coalesce(max(tries), 0), count(*) FROM ping WHERE hub = ?", (hub,)).fetchone()
        return Owing(*row)

    def postpone(self, hub: str, tries: int, due: int) -> None:
        """Note how often a hub failed, and the moment before which it is not asked again."""
        self._db.execute("UPDATE ping SET tries = ?, due = ? WHERE hub = ?", (tries, due, hub))
