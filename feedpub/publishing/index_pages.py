"""The front page, and the pages of sections and issue days: what each shows, from the archive."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from feedpub.model import MOST_AHEAD, Entry
from feedpub.model.site import Calendar, Cell, Day, FrontPage, IssuePage, Month, SectionPage, SiteFeed
from feedpub.paths import ASSETS, FRONT, issue_path, section_path
from feedpub.publishing.context import RenderContext
from feedpub.writing.pages import Pages

__all__ = ["IndexPages", "calendar_of"]

_ON_FRONT = 4  # articles of a section
_IN_FULL = 30  # articles of a section on its page, in whole days
_RECENT = 14  # issue days the front page links to
_YEAR = timedelta(days=364)
_BEHIND = 12  # months a section's page links to; days lead on to each other
_LEVELS = 4


class IndexPages:
    """Stage the front page, and the pages of sections and issue days."""

    def __init__(
        self, context: RenderContext, pages: Pages, sections: Sequence[SiteFeed], followed: Sequence[SiteFeed]
    ) -> None:
        """The index pages of one build.

        Args:
            context: of the build.
            pages: writes the pages.
            sections: the feeds of sections, in their order.
            followed: the further feeds that are configured.
        """
        self._issues = context.archive.issues
        self._through = context.build.today + MOST_AHEAD
        self._output = context.output
        self._pages = pages
        self._sections = tuple(sections)
        self._followed = tuple(followed)

    def write(
        self, slugs: Collection[str], days: Iterable[str], entry_of: Callable[[int], Entry], *, everything: bool
    ) -> None:
        """Stage the pages that may have changed.

        Args:
            slugs: of the sections that changed.
            days: the issue days that changed.
            entry_of: an entry, by its number in the archive.
            everything: whether all may have changed.
        """
        for name in ASSETS:
            self._stage(name, self._pages.asset(name))
        self._stage(FRONT, self._pages.front(self._front(entry_of)))
        for feed in self._sections:
            if everything or feed.slug in slugs or self._output.marks(section_path(feed.slug)) is None:
                self._stage(section_path(feed.slug), self._pages.section(self._section(feed)))
        for day in sorted(self._with_neighbours(days, everything=everything)):
            moment = date.fromisoformat(day)
            issue = self._issue(moment)
            if issue.listings:  # the page of an emptied issue is no more
                self._stage(issue_path(moment), self._pages.issue(issue))

    def _stage(self, name: str, data: bytes) -> None:
        self._output.stage(name, data, durable=False)

    def _with_neighbours(self, days: Iterable[str], *, everything: bool) -> set[str]:
        """The issue days whose page may read differently: each links to the day before and the day after."""
        if everything or not self._output.names("d"):
            return self._issues.days()
        found = set(days)
        for day in list(found):
            found |= {near for near in self._issues.beside(day) if near}
        return found

    def _front(self, entry_of: Callable[[int], Entry]) -> FrontPage:
        newest = self._issues.newest(self._through)
        issue = date.fromisoformat(newest) if newest else None
        counts = self._issues.counts(issue - _YEAR, last=issue) if issue else {}
        listings = tuple(self._issues.listings(newest or "", self._sections, _ON_FRONT))
        return FrontPage(
            sections=self._sections,
            followed=self._followed,
            issue=issue,
            lead=entry_of(self._issues.first_article(newest, listings[0].feed.slug)) if newest and listings else None,
            listings=listings,
            calendar=calendar_of(issue, counts) if issue else None,
            days=tuple(counts.items())[:_RECENT],
        )

    def _section(self, feed: SiteFeed) -> SectionPage:
        counts = list(self._issues.counts(slug=feed.slug).items())
        days: list[Day] = []
        shown = 0
        while counts and (not days or shown + counts[0][1] <= _IN_FULL):
            day, count = counts.pop(0)
            shown += count
            days.append(Day(day, self._issues.articles(day.isoformat(), feed.slug)))
        behind = groupby(counts, lambda row: (row[0].year, row[0].month))
        months = tuple(Month(year, month, tuple(rows)) for (year, month), rows in behind)
        return SectionPage(feed=feed, days=tuple(days), behind=months[:_BEHIND])

    def _issue(self, day: date) -> IssuePage:
        before, after = self._issues.beside(day.isoformat())
        return IssuePage(
            day=day,
            listings=tuple(self._issues.listings(day.isoformat(), self._sections)),
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
