"""Issues (期): what stands in each, by section, as the archive knows it."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from feedpub.archive.feeds import TITLE
from feedpub.entries.ids import entry_id, short_id
from feedpub.model.site import Listed, Listing, SiteFeed

__all__ = ["articles_of", "beside", "counts_of", "listed", "listings_of"]


def listed(key: bytes, title: str) -> Listed:
    """An article in a list, by its id's bytes."""
    return Listed(short_id(entry_id(key)), title)


def articles_of(db: sqlite3.Connection, day: str, slug: str) -> tuple[Listed, ...]:
    """The articles of a section in an issue, in printed order."""
    rows = db.execute(
        f"SELECT id, {TITLE} FROM standing WHERE issue = ? AND slug = ? ORDER BY published DESC", (day, slug)
    )
    return tuple(listed(*row) for row in rows)


def listings_of(
    db: sqlite3.Connection, day: str, sections: Iterable[SiteFeed], most: int | None = None
) -> Iterator[Listing]:
    """The articles of an issue, by section.

    Args:
        db: the archive's.
        day: the issue's.
        sections: in their order.
        most: how many of each are listed; None lists all.
    """
    for feed in sections:
        if articles := articles_of(db, day, feed.slug):
            yield Listing(feed, articles[:most], len(articles))


def beside(db: sqlite3.Connection, day: str) -> tuple[str | None, str | None]:
    """The issues before and after a day."""
    (before,) = db.execute("SELECT max(issue) FROM standing WHERE issue < ?", (day,)).fetchone()
    (after,) = db.execute("SELECT min(issue) FROM standing WHERE issue > ?", (day,)).fetchone()
    return before, after


def counts_of(db: sqlite3.Connection, first: date | None = None, slug: str | None = None) -> dict[date, int]:
    """How many articles each issue has, the newest first; of one section, or of all."""
    rows = db.execute(
        """SELECT issue, count(*) FROM standing WHERE issue >= ?1 AND (?2 IS NULL OR slug = ?2)
           GROUP BY issue ORDER BY issue DESC""",
        (first.isoformat() if first else "", slug),
    )
    return {date.fromisoformat(day): count for day, count in rows}
