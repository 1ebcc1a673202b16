"""The front page, the one for followers, and those of sections, issue days, years and topics: what each shows."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby, islice

from feedpub.archive.window import OF_FOLLOW, OF_TOPIC, like_pattern
from feedpub.entries.feed import CORRECTIONS
from feedpub.messages import message
from feedpub.model import MOST_AHEAD
from feedpub.model.site import (
    ArchivePage,
    CalendarMonth,
    Day,
    FrontPage,
    IssuePage,
    Listed,
    Listing,
    Month,
    PrintedPage,
    SectionPage,
    SiteFeed,
)
from feedpub.model.topic_page import TopicPage
from feedpub.paths import (
    ARCHIVE,
    ASSETS,
    FOLLOW,
    FRONT,
    NOT_FOUND,
    STYLE,
    issue_path,
    section_path,
    topic_path,
    year_path,
)
from feedpub.publishing.calendars import calendar_months
from feedpub.publishing.context import RenderContext
from feedpub.publishing.follow_page import follow_page
from feedpub.publishing.make_up import make_up
from feedpub.publishing.own_files import stage_own
from feedpub.publishing.rendering import PageTask, print_batch, take_printed
from feedpub.publishing.style import added_style
from feedpub.publishing.topics import published_topics
from feedpub.writing.pages import Pages

__all__ = ["IndexPages"]

_PICTURES = "photos"  # the section whose articles are pictures
_BESIDE_LEAD = 6
_PHOTOS = 4  # in the strip of the front page
_FROM_ISSUES = 3  # newest issues, whose pictures the strip has
_MONTHS = 3  # in the calendar of the front page
_IN_FULL = 30  # articles of a section on its page, in whole days
_OF_TOPIC = 100  # articles of a reporter, a column or a `[[follow]]`
_BEHIND = 100  # earlier days that a section's page links to; all others are in the archive


class IndexPages:
    """Stage the front page, the one for followers, and the pages of sections, issue days and years."""

    def __init__(self, context: RenderContext, pages: Pages, followed: Sequence[SiteFeed]) -> None:
        """The index pages of one build.

        Args:
            context: of the build.
            pages: writes the pages.
            followed: the further feeds that are configured.
        """
        self._context = context
        self._issues = context.archive.issues
        self._through = context.build.today + MOST_AHEAD
        self._output = context.output
        self._workers = context.workers
        self._press = context.press
        self._config = context.config
        self._pages = pages
        self._sections = context.sections
        self._followed = tuple(followed)
        self._added = {STYLE: added_style(context.config)}

    def write(self, slugs: Collection[str], days: Iterable[str], *, everything: bool) -> None:
        """Stage the pages that may have changed.

        Args:
            slugs: of the sections that changed.
            days: the issue days that changed.
            everything: whether all may have changed.
        """
        for name in ASSETS:
            self._output.stage(name, self._pages.asset(name) + self._added.get(name, b""), durable=False)
        stage_own(self._context, NOT_FOUND, self._pages.not_found())
        tasks = self._tasks(slugs, set(days), everything=everything)
        printed = self._workers.ordered(partial(print_batch, press=self._press), tasks)
        for result in self._workers.progress.of(message("writing pages of issues"), printed):
            take_printed(result.value, self._output)

    def _tasks(self, slugs: Collection[str], changed: Collection[str], *, everything: bool) -> Iterator[PageTask]:
        """The pages that may have changed."""
        yield PageTask(FRONT, self._front())
        if everything or CORRECTIONS in slugs or self._output.marks(FOLLOW) is None:
            yield PageTask(FOLLOW, follow_page(self._config, self._followed))
        for feed in self._sections:
            if everything or feed.slug in slugs or self._output.marks(section_path(feed.slug)) is None:
                yield PageTask(section_path(feed.slug), self._section(feed))
        for day in sorted(self._with_neighbours(changed, everything=everything)):
            moment = date.fromisoformat(day)
            issue = self._issue(moment)
            if issue.listings:  # the page of an emptied issue is no more
                yield PageTask(issue_path(moment), issue)
        for page in self._archive({int(day[:4]) for day in changed}, everything=everything):
            yield PageTask(page.path, page)
        for row in published_topics(self._context.archive, self._config):
            yield from self._topic(
                SiteFeed(row.slug, row.title, topic_path(row.slug)), OF_TOPIC, row.topic, slugs, everything
            )
        for feed in self._followed:
            if feed.page:
                yield from self._topic(feed, OF_FOLLOW, like_pattern(feed.slug), slugs, everything)

    def _topic(
        self, feed: SiteFeed, of_it: str, value: str, slugs: Collection[str], everything: bool
    ) -> Iterator[PageTask]:
        if everything or feed.slug in slugs or self._output.marks(feed.page) is None:
            newest = self._issues.newest_of(of_it.format("?"), value, _OF_TOPIC)
            days = groupby(newest, key=lambda row: row[0])
            page = TopicPage(
                feed=feed,
                days=tuple(Day(date.fromisoformat(day), tuple(listed for _, listed in rows)) for day, rows in days),
                most=_OF_TOPIC if len(newest) == _OF_TOPIC else 0,
            )
            yield PageTask(feed.page, page)

    def _with_neighbours(self, days: Iterable[str], *, everything: bool) -> set[str]:
        """The issue days whose page may read differently: each links to the day before and the day after."""
        if everything or not self._output.names("d"):
            return self._issues.days()
        found = set(days)
        for day in list(found):
            found |= {near for near in self._issues.beside(day) if near}
        return found

    def _front(self) -> FrontPage:
        newest = self._issues.newest_days(_FROM_ISSUES, self._through)
        printed = self._issues.printed(newest[0]) if newest else ()
        listings = self._by_section(printed)
        lead = _lead(printed, listings)
        photos = self._photos(newest, [lead, *(listing.entries[0] for listing in listings)])
        rest = [_without(listing, lead) for listing in listings if not (photos and listing.feed.slug == _PICTURES)]
        beside = next((listing for listing in rest if lead and listing.feed.slug == lead.slug), None)
        return FrontPage(
            issue=date.fromisoformat(newest[0]) if newest else None,
            total=sum(listing.total for listing in listings),
            lead=lead,
            beside=_cut(beside, _BESIDE_LEAD) if beside and beside.entries else None,
            columns=make_up([listing for listing in rest if listing.entries and listing is not beside]),
            photos=photos,
            months=self._newest_months(newest[0]) if newest else (),
        )

    def _photos(self, days: Sequence[str], above: Sequence[Listed | None]) -> tuple[Listed, ...]:
        """Pictures of the newest issues, without those above on the page; one alone makes no strip."""
        if not days:
            return ()
        shown = {one for one in above if one and one.slug != _PICTURES}
        found = [one for one in self._issues.pictured(days, _PHOTOS + len(shown)) if one not in shown]
        return tuple(found[:_PHOTOS]) if len(found) > 1 else ()

    def _newest_months(self, newest: str) -> tuple[CalendarMonth, ...]:
        last = date.fromisoformat(newest)
        counts = self._issues.counts(last - timedelta(days=31 * _MONTHS), last=last)
        return tuple(islice(calendar_months(counts.keys()), _MONTHS))

    def _section(self, feed: SiteFeed) -> SectionPage:
        counts = list(self._issues.counts(slug=feed.slug, most=_IN_FULL + _BEHIND).items())
        days: list[Day] = []
        shown = 0
        while counts and (not days or shown + counts[0][1] <= _IN_FULL):
            day, count = counts.pop(0)
            shown += count
            days.append(Day(day, self._issues.printed(day.isoformat(), feed.slug)))
        behind = groupby(counts[:_BEHIND], lambda row: (row[0].year, row[0].month))
        months = tuple(Month(year, month, tuple(rows)) for (year, month), rows in behind)
        return SectionPage(feed=feed, days=tuple(days), behind=months, in_pictures=feed.slug == _PICTURES)

    def _issue(self, day: date) -> IssuePage:
        before, after = self._issues.beside(day.isoformat())
        entries = self._issues.printed(day.isoformat())
        pages = groupby((one for one in entries if one.page), lambda listed: listed.page)
        printed = tuple(_printed_page(number, tuple(found)) for number, found in pages)
        return IssuePage(
            day=day,
            listings=tuple(self._by_section(entries)),
            printed=printed if len(printed) > 1 else (),
            before=date.fromisoformat(before) if before else None,
            after=date.fromisoformat(after) if after else None,
        )

    def _by_section(self, entries: Iterable[Listed]) -> list[Listing]:
        """Articles by section, without the sections that have none."""
        found: dict[str, list[Listed]] = {}
        for one in entries:
            found.setdefault(one.slug, []).append(one)
        shown = (feed for feed in self._sections if feed.slug in found)
        return [Listing(feed, tuple(found[feed.slug]), len(found[feed.slug])) for feed in shown]

    def _archive(self, changed: Collection[int], *, everything: bool) -> Iterator[ArchivePage]:
        """The pages of years that may read differently: each leads to all others."""
        years = self._issues.years()
        if not years:
            yield ArchivePage(path=ARCHIVE, year=0, years=(), months=(), total=0)
        paths = tuple((year, year_path(year) if place else ARCHIVE) for place, year in enumerate(years))
        all_there = all(self._output.marks(path) is not None for _, path in paths)
        for year, path in paths:
            if everything or not all_there or path == ARCHIVE or year in changed:
                days = self._issues.counts(date(year, 1, 1), last=date(year, 12, 31))
                yield ArchivePage(
                    path=path, year=year, years=paths, months=tuple(calendar_months(days.keys())), total=len(days)
                )


def _lead(printed: Sequence[Listed], listings: Sequence[Listing]) -> Listed | None:
    """The first article of the first page, or of the first section where no page is known."""
    of_pages = (one for one in printed if one.page and one.slug != _PICTURES)
    return next(of_pages, None) or (listings[0].entries[0] if listings else None)


def _without(listing: Listing, lead: Listed | None) -> Listing:
    return listing._replace(entries=tuple(one for one in listing.entries if one != lead))


def _cut(listing: Listing, most: int) -> Listing:
    return listing._replace(entries=listing.entries[:most])


def _printed_page(number: str, entries: tuple[Listed, ...]) -> PrintedPage:
    return PrintedPage(number, next((one.head for one in entries if one.head), ""), entries)
