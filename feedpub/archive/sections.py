"""Sections as the archive knows them: how many entries each has, and what it was called last."""

import sqlite3
from typing import NamedTuple

from feedpub.archive.conditions import HELD_INFERRED

__all__ = ["MadeSection", "Sections"]

_FROM_TAKEN = "SELECT %s standing ->> 'section' FROM taken CROSS JOIN entry ON number = entry"


class MadeSection(NamedTuple):
    """A section that an earlier build made for the page head of a bulletin."""

    slug: str
    title: str


class Sections:
    """The sections of entries and of feeds, read from the tables of these."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def counts(self) -> dict[str, int]:
        """How many entries of each section are published, by slug."""
        return dict(self._db.execute("SELECT slug, count(*) FROM standing GROUP BY slug"))

    def held_back(self) -> set[str]:
        """The slugs of sections of which any entry is held back because its day was inferred."""
        return {slug for (slug,) in self._db.execute(f"SELECT DISTINCT slug FROM entry WHERE {HELD_INFERRED}")}

    def made(self) -> list[MadeSection]:
        """Sections that earlier builds made for a page head: those of feeds in their order, then those of old feeds."""
        rows = self._db.execute("SELECT slug, title FROM feed WHERE made ORDER BY position").fetchall()
        rows += self._db.execute(f"{_FROM_TAKEN % 'DISTINCT slug,'} ORDER BY 1").fetchall()
        return [MadeSection(*row) for row in rows]

    def title_of(self, slug: str) -> str:
        """The last title of a section, or its slug where no feed has a title for it."""
        for question in ("SELECT title FROM feed WHERE slug = ?", f"{_FROM_TAKEN % ''} WHERE slug = ?"):
            if (row := self._db.execute(question, (slug,)).fetchone()) and row[0]:
                return str(row[0])
        return slug
