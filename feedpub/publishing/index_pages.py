"""The front page, and those of sections and issue days: what stands on each, from the archive."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from feedpub.archive import Archive
from feedpub.archive.issues import articles_of, beside, counts_of, listings_of
from feedpub.model import Entry
from feedpub.model.site import Calendar, Cell, Day, FrontPage, IssuePage, Listing, Month, SectionPage, SiteFeed
from feedpub.output import Output
from feedpub.paths import ASSETS, FRONT, issue_path, section_path
from feedpub.writing.pages import Pages

__all__ = ["Fronts", "calendar_of"]

_ON_FRONT = 4  # articles of a section
_IN_FULL = 30  # articles of a section on its page, in whole days
_RECENT = 14  # issue days the front page links to
_YEAR = timedelta(days=364)
_BEHIND = 12  # months a section's page links to; days lead on to each other
_LEVELS = 4


class Fronts:
    """Makes them up, and stages them."""

    def __init__(
        self,
        archive: Archive,
        pages: Pages,
        output: Output,
        sections: Sequence[SiteFeed],
        followed: Sequence[SiteFeed],
        entry_of: Callable[[int], Entry],
    ) -> None:
        """For one build.

        Args:
            archive: where entries stand.
            pages: writes them.
            output: where they are staged.
            sections: the feeds of sections, in their order.
            followed: the further feeds that are configured.
            entry_of: an entry, by its number in the archive.
        """
        self._entry_of = entry_of
        self._db = archive.db
        self._sections = tuple(sections)
        self._followed = tuple(followed)
        self._pages = pages
        self._output = output

    def write(self, slugs: Collection[str], days: Iterable[str], *, anew: bool) -> None:
        """Stages what may have changed.

        Args:
            slugs: of the sections that changed.
            days: the issue days that changed.
            anew: whether everything may have.
        """
        for name in ASSETS:
            self._stage(name, self._pages.asset(name))
        self._stage(FRONT, self._pages.front(self._front()))
        for feed in self._sections:
            if anew or feed.slug in slugs or self._output.marks(section_path(feed.slug)) is None:
                self._stage(section_path(feed.slug), self._pages.section(self._section(feed)))
        for day in sorted(self._with_neighbours(days, anew=anew)):
            moment = date.fromisoformat(day)
            self._stage(issue_path(moment), self._pages.issue(self._issue(moment)))

    def _stage(self, name: str, data: bytes) -> None:
        self._output.stage(name, data, durable=False)

    def _with_neighbours(self, days: Iterable[str], *, anew: bool) -> set[str]:
        """The issue days whose page may read otherwise: each links to the day before and the day after."""
        if anew or not self._output.names("d"):
            return {day for (day,) in self._db.execute("SELECT DISTINCT issue FROM standing")}
        found = set(days)
        for day in list(found):
            found |= {near for near in beside(self._db, day) if near}
        return found

    def _front(self) -> FrontPage:
        (newest,) = self._db.execute("SELECT max(issue) FROM standing").fetchone()
        issue = date.fromisoformat(newest) if newest else None
        counts = counts_of(self._db, issue - _YEAR) if issue else {}
        listings = tuple(listings_of(self._db, newest or "", self._sections, _ON_FRONT))
        return FrontPage(
            sections=self._sections,
            followed=self._followed,
            issue=issue,
            lead=self._lead(listings[0], newest) if listings else None,
            listings=listings,
            calendar=calendar_of(issue, counts) if issue else None,
            days=tuple(counts.items())[:_RECENT],
        )

    def _lead(self, listing: Listing, day: str) -> Entry:
        (number,) = self._db.execute(
            "SELECT number FROM standing WHERE issue = ? AND slug = ? ORDER BY published DESC LIMIT 1",
            (day, listing.feed.slug),
        ).fetchone()
        return self._entry_of(number)

    def _section(self, feed: SiteFeed) -> SectionPage:
        counts = list(counts_of(self._db, slug=feed.slug).items())
        days: list[Day] = []
        shown = 0
        while counts and (not days or shown + counts[0][1] <= _IN_FULL):
            day, count = counts.pop(0)
            shown += count
            days.append(Day(day, articles_of(self._db, day.isoformat(), feed.slug)))
        behind = groupby(counts, lambda row: (row[0].year, row[0].month))
        months = tuple(Month(year, month, tuple(rows)) for (year, month), rows in behind)
        return SectionPage(feed=feed, days=tuple(days), behind=months[:_BEHIND])

    def _issue(self, day: date) -> IssuePage:
        before, after = beside(self._db, day.isoformat())
        return IssuePage(
            day=day,
            listings=tuple(listings_of(self._db, day.isoformat(), self._sections)),
            before=date.fromisoformat(before) if before else None,
            after=date.fromisoformat(after) if after else None,
        )


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
    [(usual, _)] = Counter(cell.level for cell in cells).most_common(1)
    return Calendar(weeks, months, sum(1 for cell in cells if cell.count), usual)


def _level(count: int, most: int) -> int:
    return -(-count * _LEVELS // most) if count else 0
