"""The articles that readers can search, as the index of the search needs them."""

import sqlite3
from collections.abc import Collection
from hashlib import blake2b
from typing import NamedTuple

from feedpub.archive.portions import marks, portions
from feedpub.entries.ids import short_key

__all__ = ["Found", "Searchable"]

_OF_DAYS = "FROM standing WHERE issue IN (%s) AND withdrawn IS NULL AND id IS NOT NULL AND published IS NOT NULL"


class Found(NamedTuple):
    """An article that can be found.

    Attributes:
        short_id: the part of its id in the name of its page.
        title: its title.
        slug: of its section.
        issue: its issue day (ISO).
        published: its place among all: seconds since 1970.
    """

    short_id: str
    title: str
    slug: str
    issue: str
    published: int


class Searchable:
    """The published entries that are articles: a notice in place of one that was withdrawn is not found."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def on_days(self, days: Collection[str]) -> list[Found]:
        """The articles of issue days (ISO), the oldest first."""
        question = f"SELECT id, title, slug, issue, published {_OF_DAYS} ORDER BY published"
        rows = [row for some in portions(sorted(days)) for row in self._db.execute(question % marks(some), some)]
        found = [Found(short_key(key), *rest) for key, *rest in rows]
        return sorted(found, key=lambda row: row.published)

    def fingerprint(self, days: Collection[str]) -> str:
        """A hash of what readers can find of issue days (ISO); it changes when any article of them does."""
        question = f"SELECT id, title, slug, issue, published, seen {_OF_DAYS} ORDER BY id"
        state = blake2b(digest_size=8)
        for some in portions(sorted(days)):
            for row in self._db.execute(question % marks(some), some):
                state.update(repr(row).encode())
        return state.hexdigest()
