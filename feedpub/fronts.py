"""The front page, and those of sections and issue days: what stands on each, from the archive."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from feedpub.archive import Archive
from feedpub.feeds import ASSETS, FRONT
from feedpub.ledger import TITLE
from feedpub.model import Calendar, Cell, Day, FrontPage, IssuePage, Listing, Month, SectionPage, Site, SiteFeed
from feedpub.paging import listed
from feedpub.publish import Output
from feedpub.writing.pages import Pages, issue_path, section_path

__all__ = ["Fronts", "calendar_of"]

_ON_FRONT = 6  # articles of a section
_IN_FULL = 60  # articles of a section on its page, in whole days
_RECENT = 14  # issue days the front page links to
_YEAR = timedelta(days=364)
_LEVELS = 4


class Fronts:
    """Makes them up, and stages them."""

    def __init__(self, archive: Archive, site: Site, pages: Pages, output: Output) -> None:
        """For one build.

        Args:
            archive: where entries stand.
            site: with all its sections.
            pages: writes them.
            output: where they are staged.
        """
        self._db = archive.db
        self._site = site
        self._pages = pages
        self._output = output

    def write(self, slugs: Collection[str], days: Iterable[str], *, anew: bool) -> int:
        """Stages what may have changed; returns how many pages do read otherwise than they did.

        Args:
            slugs: of the sections that changed.
            days: the issue days that changed.
            anew: whether everything may have.
        """
        for name in ASSETS:
            self._stage(name, self._pages.asset(name))
        staged = 0
        staged += self._stage(FRONT, self._pages.front(self._front()))
        for feed in self._site.sections:
            if anew or feed.slug in slugs or self._output.marks(section_path(feed.slug)) is None:
                staged += self._stage(section_path(feed.slug), self._pages.section(self._section(feed)))
        for day in sorted(self._with_neighbours(days, anew=anew)):
            moment = date.fromisoformat(day)
            staged += self._stage(issue_path(moment), self._pages.issue(self._issue(moment)))
        return staged

    def _stage(self, name: str, data: bytes) -> bool:
        return self._output.stage(name, data, durable=False)

    def _with_neighbours(self, days: Iterable[str], *, anew: bool) -> set[str]:
        """The issue days whose page may read otherwise: each links to the day before and the day after."""
        if anew or not self._output.names("d"):
            return {day for (day,) in self._db.execute("SELECT DISTINCT issue FROM standing")}
        found = set(days)
        for day in list(found):
            found |= {beside for beside in self._beside(day) if beside}
        return found

    def _beside(self, day: str) -> tuple[str | None, str | None]:
        (before,) = self._db.execute("SELECT max(issue) FROM standing WHERE issue < ?", (day,)).fetchone()
        (after,) = self._db.execute("SELECT min(issue) FROM standing WHERE issue > ?", (day,)).fetchone()
        return before, after

    def _front(self) -> FrontPage:
        (newest,) = self._db.execute("SELECT max(issue) FROM standing").fetchone()
        if newest is None:
            return FrontPage(issue=None, listings=(), calendar=None, days=())
        issue = date.fromisoformat(newest)
        counts = _counts(self._db, issue - _YEAR)
        recent = sorted(counts.items(), reverse=True)[:_RECENT]
        listings = tuple(self._listings(newest, _ON_FRONT))
        return FrontPage(issue=issue, listings=listings, calendar=calendar_of(issue, counts), days=tuple(recent))

    def _listings(self, day: str, most: int | None = None) -> Iterator[Listing]:
        """The articles of an issue day, by section."""
        for feed in self._site.sections:
            rows = self._db.execute(
                f"SELECT id, {TITLE} FROM standing WHERE issue = ? AND slug = ? ORDER BY published DESC",
                (day, feed.slug),
            ).fetchall()
            if rows:
                yield Listing(feed, tuple(listed(*row) for row in rows[:most]), len(rows))

    def _section(self, feed: SiteFeed) -> SectionPage:
        counts = self._db.execute(
            "SELECT issue, count(*) FROM standing WHERE slug = ? GROUP BY issue ORDER BY issue DESC", (feed.slug,)
        ).fetchall()
        days: list[Day] = []
        shown = 0
        while counts and (not days or shown + counts[0][1] <= _IN_FULL):
            day, count = counts.pop(0)
            shown += count
            rows = self._db.execute(
                f"SELECT id, {TITLE} FROM standing WHERE issue = ? AND slug = ? ORDER BY published DESC",
                (day, feed.slug),
            )
            days.append(Day(date.fromisoformat(day), tuple(listed(*row) for row in rows)))
        behind = groupby(
            ((date.fromisoformat(day), count) for day, count in counts), lambda row: (row[0].year, row[0].month)
        )
        months = tuple(Month(year, month, tuple(rows)) for (year, month), rows in behind)
        return SectionPage(feed=feed, days=tuple(days), behind=months)

    def _issue(self, day: date) -> IssuePage:
        before, after = self._beside(day.isoformat())
        return IssuePage(
            day=day,
            listings=tuple(self._listings(day.isoformat())),
            before=date.fromisoformat(before) if before else None,
            after=date.fromisoformat(after) if after else None,
        )


def _counts(db: sqlite3.Connection, first: date) -> dict[date, int]:
    rows = db.execute(
        "SELECT issue, count(*) FROM standing WHERE issue >= ? GROUP BY issue", (first.isoformat(),)
    ).fetchall()
    return {date.fromisoformat(day): count for day, count in rows}


def calendar_of(last: date, counts: dict[date, int]) -> Calendar:
    """The year that ends with a day; shades go by a day's share of the fullest.

    Args:
        last: the newest issue's day: nothing depends on the clock.
        counts: how many articles each day has.
    """
    first = last - _YEAR
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    most = max(counts.values(), default=1)
    cells = [Cell(day, day.weekday(), counts.get(day, 0), _level(counts.get(day, 0), most)) for day in days]
    monday = first - timedelta(days=first.weekday())
    weeks = tuple(tuple(row) for _, row in groupby(cells, lambda cell: (cell.day - monday).days // 7))
    months = tuple(((day - monday).days // 7, day.month) for day in days if day.day == 1)
    return Calendar(weeks, months, sum(1 for cell in cells if cell.count))


def _level(count: int, most: int) -> int:
    return -(-count * _LEVELS // most) if count else 0
