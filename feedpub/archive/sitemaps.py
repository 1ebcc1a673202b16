"""What sitemaps list of the published entries; a withdrawn one is no more of use to a search engine."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from feedpub.archive.conditions import SHORT_ID

__all__ = ["NewsRow", "SitemapRows", "YearRow"]

_SHOWN = "FROM standing WHERE withdrawn IS NULL AND id IS NOT NULL"
# By the index of issues alone, and that of the few that are withdrawn: no row of a million is read.
_YEARS = """
WITH gone AS (SELECT issue, count(*) AS withdrawn FROM entry INDEXED BY entry_withdrawn
              WHERE withdrawn IS NOT NULL AND withdrawn IS NOT '' AND NOT held GROUP BY issue)
SELECT substr(issue, 1, 4), sum(shown - coalesce(withdrawn, 0)) + count(*)
FROM (SELECT issue, count(*) AS shown FROM standing GROUP BY issue) LEFT JOIN gone USING (issue)
WHERE shown > coalesce(withdrawn, 0) GROUP BY 1 ORDER BY 1
"""


class YearRow(NamedTuple):
    """A year of issues, of four digits, and how many pages it has, of articles and of issues."""

    year: str
    urls: int


class NewsRow(NamedTuple):
    """A newly published entry: the short id that names its page, its title, and its moment in seconds since 1970."""

    short_id: str
    title: str
    published: int


class SitemapRows:
    """Reads what sitemaps list."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def years(self) -> list[YearRow]:
        """Every year of which anything is published, the oldest first."""
        rows = self._db.execute(_YEARS)
        return [YearRow(*row) for row in rows]

    def entries(self, year: str) -> Iterator[tuple[str, str, int]]:
        """The entries of a year that have a page: issue day, short id, and last change; the oldest issue first."""
        return self._db.execute(
            f"""SELECT issue, {SHORT_ID}, updated {_SHOWN} AND issue >= ?1 || '-' AND issue < ?1 || '.'
                AND EXISTS (SELECT 1 FROM teaser WHERE entry = number)  -- noted when a page was made
                ORDER BY issue, published DESC, id""",
            (year,),
        )

    def published_since(self, moment: int, most: int) -> list[NewsRow]:
        """The entries that were published after a moment (seconds since 1970), the newest first."""
        rows = self._db.execute(
            f"SELECT {SHORT_ID}, title, published {_SHOWN} AND published > ? ORDER BY published DESC, id LIMIT ?",
            (moment, most),
        )
        return [NewsRow(*row) for row in rows]
