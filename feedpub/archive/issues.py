"""Issues (期): the articles of each, by section."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from feedpub.archive.conditions import SHOWN_TITLE
from feedpub.archive.portions import marks, portions
from feedpub.entries.ids import short_key

if TYPE_CHECKING:
    from feedpub.model.site import Listed, Listing, SiteFeed

__all__ = ["DAYS", "Issues", "listed"]

_PAGE = 4  # characters; behind them is the number that a site gave the article
# What is known to be on a page first, and each bulletin in the order of its articles.
_PRINTED = (
    f"trim(substr(page, 1, {_PAGE})) = '', page, "
    "(SELECT key FROM bulletin WHERE bulletin.number = standing.bulletin), place, published DESC"
)
# From each day to the one before, by the index: a paper has a hundred times as many articles as days.
DAYS = """WITH RECURSIVE each (issue) AS (SELECT max(issue) FROM standing UNION ALL
           SELECT (SELECT max(issue) FROM standing WHERE issue < each.issue) FROM each WHERE each.issue IS NOT NULL)
           SELECT issue FROM each WHERE issue IS NOT NULL"""


def listed(key: bytes, title: str) -> "Listed":
    """An article in a list, by its id's bytes."""
    from feedpub.model.site import Listed  # a build that finds nothing new shows nothing

    return Listed(short_key(key), title)


class Issues:
    """The published entries, by the day of their issue; days are ISO dates."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def days(self) -> set[str]:
        """Every issue day of which anything is published."""
        return {day for (day,) in self._db.execute(DAYS)}

    def newest_days(self, most: int, through: date) -> list[str]:
        """The newest issue days of which anything is published, the newest first.

        Args:
            most: how many at most.
            through: the latest day that counts: a date far ahead, mistyped in a correction, is no newest issue.
        """
        question = "SELECT DISTINCT issue FROM standing WHERE issue <= ? ORDER BY issue DESC LIMIT ?"
        return [day for (day,) in self._db.execute(question, (through.isoformat(), most))]

    def newest(self, through: date) -> str | None:
        """The newest issue day until a day of which anything is published, or None."""
        return next(iter(self.newest_days(1, through)), None)

    def days_of(self, numbers: Collection[int]) -> set[str]:
        """The issue days of entries."""
        question = "SELECT DISTINCT issue FROM entry WHERE number IN (%s)"
        return {day for some in portions(numbers) for (day,) in self._db.execute(question % marks(some), some)}

    def beside(self, day: str) -> tuple[str | None, str | None]:
        """The issue days before and after a day."""
        (before,) = self._db.execute("SELECT max(issue) FROM standing WHERE issue < ?", (day,)).fetchone()
        (after,) = self._db.execute("SELECT min(issue) FROM standing WHERE issue > ?", (day,)).fetchone()
        return before, after

    def counts(
        self, first: date | None = None, slug: str | None = None, last: date = date.max, most: int = -1
    ) -> dict[date, int]:
        """How many articles each issue has, the newest first.

        Args:
            first: the oldest day that counts; None: all do.
            slug: of the section; None: of all sections.
            last: the newest day that counts.
            most: how many days at most; -1: all.
        """
        rows = self._db.execute(
            """SELECT issue, count(*) FROM standing WHERE issue >= ?1 AND issue <= ?3 AND (?2 IS NULL OR slug = ?2)
               GROUP BY issue ORDER BY issue DESC LIMIT ?4""",
            (first.isoformat() if first else "", slug, last.isoformat(), most),
        )
        return {date.fromisoformat(day): count for day, count in rows}

    def years(self) -> list[int]:
        """The years of all issue days, the newest first."""
        return sorted({int(day[:4]) for day in self.days()}, reverse=True)

    def articles(self, day: str, slug: str) -> "tuple[Listed, ...]":
        """The articles of a section in an issue, the newest first, as feeds have them."""
        return self._listed("issue = ? AND slug = ? ORDER BY published DESC", day, slug)

    def printed(self, day: str, slug: str | None = None) -> "tuple[Listed, ...]":
        """The articles of an issue in printed order: by page, and as their bulletin has them.

        Args:
            day: the issue's.
            slug: of the section; None: of all sections.
        """
        return self._listed(f"issue = ? AND (? IS NULL OR slug = ?) ORDER BY {_PRINTED}", day, slug, slug)

    def newest_of(self, of_it: str, value: str, most: int) -> "list[tuple[str, Listed]]":
        """The newest articles that a condition is true of, each with the day of its issue, the newest issue first.

        Args:
            of_it: the condition, with `?` for its value.
            value: its value.
            most: how many at most.
        """
        where = f"{of_it} ORDER BY issue DESC, published DESC LIMIT ?"
        days = self._db.execute(f"SELECT issue FROM standing WHERE {where}", (value, most))
        return list(zip((day for (day,) in days), self._listed(where, value, most), strict=True))

    def firsts(self, day: str) -> "dict[str, Listed]":
        """The first article of each section in an issue, in printed order, by the section's slug."""
        found: dict[str, Listed] = {}
        for slug, key, title in self._db.execute(
            f"SELECT slug, id, {SHOWN_TITLE} FROM standing WHERE issue = ? ORDER BY {_PRINTED}", (day,)
        ):
            if slug not in found:
                found[slug] = listed(key, title)
        return found

    def pictured(self, days: Collection[str], most: int) -> "tuple[Listed, ...]":
        """The newest articles of some issues that show a picture; those that are nothing but one come first."""
        order = f"ORDER BY issue DESC, slug != 'photos', {_PRINTED} LIMIT ?"
        return self._listed(f"teaser.path IS NOT NULL AND issue IN ({marks(days)}) {order}", *days, most)

    def _listed(self, where: str, *values: str | int | None) -> "tuple[Listed, ...]":
        from feedpub.model.site import Listed, ListedPicture

        rows = self._db.execute(
            f"""SELECT id, {SHOWN_TITLE}, slug, page, coalesce(head, '') AS head,
                coalesce(summary, '') AS summary, teaser.path AS copy, width, height, widths, caption
                FROM standing LEFT JOIN teaser ON entry = standing.number WHERE {where}""",
            values,
        )
        found = []
        for key, title, slug, page, head, summary, copy, width, height, widths, caption in rows:
            smaller = tuple(map(int, (widths or "").split()))
            shown = ListedPicture(copy, width, height, smaller, caption or "") if copy else None
            found.append(Listed(short_key(key), title, summary, shown, slug, page[:_PAGE].strip(), head))
        return tuple(found)

    def listings(self, day: str, sections: "Iterable[SiteFeed]", most: int | None = None) -> "Iterator[Listing]":
        """The articles of an issue, by section, without the sections that have none.

        Args:
            day: the issue's.
            sections: in their order.
            most: how many of each are listed; None lists all.
        """
        from feedpub.model.site import Listing

        for feed in sections:
            if articles := self.articles(day, feed.slug):
                yield Listing(feed, articles[:most], len(articles))
