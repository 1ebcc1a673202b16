"""Prove the archive: its structure, its values, the hashes of bulletins, and the entries that feeds show of it."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from feedpub.archive.bulletins import Bulletins
from feedpub.archive.conditions import SHOWN_TITLE
from feedpub.archive.corrections import every_correction
from feedpub.archive.feeds import Feeds
from feedpub.archive.removals import Removals
from feedpub.archive.values import DamagedError
from feedpub.messages import message

__all__ = ["Proof", "ProvenEntry"]

_MOST = 100  # the most faults of its structure that SQLite lists


class ProvenEntry(NamedTuple):
    """What feeds must show of an entry; `published` is seconds since 1970."""

    title: str
    published: int


class Proof:
    """Questions about all that the archive has; each reads a whole table."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def structure(self) -> list[str]:
        """What SQLite finds wrong with the file, its tables and its indexes, in its own words."""
        found = [text for (text,) in self._db.execute(f"PRAGMA integrity_check({_MOST})")]
        return [] if found == ["ok"] else found

    def values(self) -> Iterator[str]:
        """The values that feedpub never writes, one of each table at most."""
        tables = self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            try:
                for _ in self._db.execute(f"SELECT * FROM {table}"):
                    pass
            except (DamagedError, UnicodeDecodeError, sqlite3.OperationalError) as error:
                yield _fault(table, error)
        for name, read in (
            ("bulletin", lambda: list(Bulletins(self._db).problems())),
            ("feed", Feeds(self._db).all),
            ("entry", Removals(self._db).withdrawals),
            ("correction", lambda: list(every_correction(self._db))),
        ):
            try:
                read()
            except (DamagedError, UnicodeDecodeError, sqlite3.OperationalError) as error:
                yield _fault(name, error)

    def entries(self) -> dict[bytes, ProvenEntry]:
        """Every entry that is, or was, published, by its id's bytes."""
        rows = self._db.execute(f"SELECT id, {SHOWN_TITLE}, published FROM entry WHERE published IS NOT NULL")
        return {key: ProvenEntry(title, published) for key, title, published in rows}


def _fault(table: str, error: Exception) -> str:
    reason = error.message if isinstance(error, DamagedError) else error
    return message("{table}: {reason}", table=table, reason=reason)
