"""Feeds as published: one row each."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from feedpub.archive.values import reading
from feedpub.messages import message

__all__ = ["FeedRow", "Feeds", "FileMarks"]


class FileMarks(NamedTuple):
    """A file of a feed as it was published: its name, its size in bytes, and its mtime in nanoseconds."""

    name: str
    size: int
    mtime: int


class FeedRow(NamedTuple):
    """A feed as published.

    Attributes:
        title: of its section; empty for the feed of everything.
        position: among the sections, where feeds are listed.
        made: whether only a page head of a bulletin names its section.
        described: its title and its description; where these change, the feed is updated.
        updated: seconds since 1970; None where it never carried an entry.
        owed: whether its files are older than this row.
        entries: how many it carries.
        files: of all formats.
        leaves: of a feed that is no more, the day on which its files are removed (ISO); None: it is published as ever.
    """

    slug: str
    title: str
    position: int
    made: bool
    described: str
    updated: int | None
    owed: bool
    entries: int
    files: tuple[FileMarks, ...]
    leaves: str | None = None


_COLUMNS = ", ".join(FeedRow._fields)


class Feeds:
    """The table `feed`, one row for each feed that was published."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def all(self) -> dict[str, FeedRow]:
        """Every feed that is published, by slug, in their order; not those that are leaving."""
        return self._rows("leaves IS NULL")

    def leaving(self) -> dict[str, FeedRow]:
        """The feeds that are no more, and whose files are still there for a while, by slug."""
        return self._rows("leaves IS NOT NULL")

    def _rows(self, where: str) -> dict[str, FeedRow]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM feed WHERE {where} ORDER BY position, slug")
        return {row[0]: _feed_row(row) for row in rows}

    def write(self, row: FeedRow) -> None:
        """Write the row of a feed."""
        values = [_as_json(row.files) if name == "files" else value for name, value in row._asdict().items()]
        self._db.execute(f"REPLACE INTO feed ({_COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)

    def forget(self, slugs: Iterable[str]) -> None:
        """Delete feeds that are no longer published."""
        self._db.executemany("DELETE FROM feed WHERE slug = ?", [(slug,) for slug in slugs])

    def mark_published(self, slug: str, files: Iterable[FileMarks], *, owed: bool) -> None:
        """Note that a feed is published.

        Args:
            slug: of the feed.
            files: those that are there now.
            owed: whether any failed its check, so that the next build tries again.
        """
        self._db.execute("UPDATE feed SET owed = ?, files = ? WHERE slug = ?", (owed, _as_json(files), slug))


def _feed_row(row: tuple[Any, ...]) -> FeedRow:
    slug, title, position, made, described, updated, owed, entries, files, leaves = row
    with reading(message("a feed's `files`")):
        marks = tuple(FileMarks(*file) for file in json.loads(files))
    return FeedRow(slug, title, position, bool(made), described, updated, bool(owed), entries, marks, leaves)


def _as_json(files: Iterable[FileMarks]) -> str:
    return json.dumps(list(files))
