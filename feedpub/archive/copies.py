"""Copies of pictures in the output, and the entries that show them."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Copies", "Copy", "ShownIn"]


class Copy(NamedTuple):
    """A copy of a picture: the number of a bulletin that names the picture, and its path below the output folder."""

    bulletin: int
    path: str


class ShownIn(NamedTuple):
    """A published entry that may show a picture of its bulletin: its number, and the slug of its section."""

    number: int
    slug: str


class Copies:
    """Queries about the copies of pictures."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def any_named(self) -> bool:
        """Whether any bulletin names a picture."""
        return self._db.execute("SELECT 1 FROM picture LIMIT 1").fetchone() is not None

    def all(self) -> list[Copy]:
        """Every copy that is published."""
        rows = self._db.execute("SELECT bulletin, path FROM picture WHERE path IS NOT NULL AND code IS NULL")
        return [Copy(*row) for row in rows.fetchall()]

    def shown_in(self, bulletins: Iterable[int]) -> list[ShownIn]:
        """The published entries of bulletins."""
        question = "SELECT number, slug FROM standing WHERE bulletin = ?"
        return [ShownIn(*row) for bulletin in bulletins for row in self._db.execute(question, (bulletin,))]
