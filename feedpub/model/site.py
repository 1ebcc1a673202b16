"""The types of the data that page templates show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from feedpub.model.config import Link
from feedpub.model.correction import PageCorrection
from feedpub.model.look import NO_LOOK, ListedPicture, SiteLook
from feedpub.model.publication import Entry

__all__ = [
    "ArchivePage",
    "ArticlePage",
    "CalendarMonth",
    "Day",
    "FrontPage",
    "FrontSection",
    "GonePage",
    "IssuePage",
    "Listed",
    "ListedPicture",
    "Listing",
    "Month",
    "PrintedPage",
    "SectionPage",
    "Site",
    "SiteFeed",
]


class SiteFeed(NamedTuple):
    """A feed readers can subscribe to; its files are `<slug>.<suffix>`, one for each format (writing/formats.py).

    Attributes:
        slug: the name of its files.
        title: the name of its section (国际); 全部 for the feed of all sections.
        page: the path of the page that lists its entries; empty for the front page.
    """

    slug: str
    title: str
    page: str = ""


class Listed(NamedTuple):
    """An article in a list; its page is `a/<short id>.html`. Neighbours have no more than a title.

    Attributes:
        short_id: the part of its id in the name of its page.
        title: its title.
        summary: its first sentences.
        picture: the first picture that it shows, or None.
        slug: of its section.
        page: the number of its printed page, `03` or `A03`; empty if unknown.
        head: the name printed in the head of that page; may be empty.
    """

    short_id: str
    title: str
    summary: str = ""
    picture: ListedPicture | None = None
    slug: str = ""
    page: str = ""
    head: str = ""


class Listing(NamedTuple):
    """Some articles of a section, and the number of all of them."""

    feed: SiteFeed
    entries: tuple[Listed, ...]
    total: int


class FrontSection(NamedTuple):
    """A section on the front page.

    Attributes:
        place: its place among the sections of the page, from 0.
        feed: of the section.
        entries: the articles that are shown; there is at least one.
        total: how many the issue has, with one that the page opens with.
    """

    place: int
    feed: SiteFeed
    entries: tuple[Listed, ...]
    total: int


class Day(NamedTuple):
    """An issue day and its articles in a section; its page is `d/<YYYY-MM-DD>.html`."""

    day: date
    entries: tuple[Listed, ...]


class Month(NamedTuple):
    """The issue days of a month, newest first, each with its number of articles."""

    year: int
    month: int
    days: tuple[tuple[date, int], ...]


class PrintedPage(NamedTuple):
    """A printed page of an issue (版) and its articles.

    Attributes:
        number: as printed, `03` or `A03`.
        name: the name in its head; may be empty.
        entries: its articles, in printed order.
    """

    number: str
    name: str
    entries: tuple[Listed, ...]


class CalendarMonth(NamedTuple):
    """A month of a calendar.

    Attributes:
        year, month: which one.
        weeks: its weeks, each of seven days from Monday: the day of the month, or 0 beyond its ends, and whether there
            is an issue of that day.
    """

    year: int
    month: int
    weeks: tuple[tuple[tuple[int, bool], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The data every page shows. A new section changes every page, for each leads to all sections.

    Attributes:
        publication: the paper's name.
        description: its description; may be empty.
        language: the language of the pages (BCP 47).
        base_url: the address of the published output; ends in `/`.
        has_address: whether that is the paper's own, not the preview's.
        rights: the copyright notice, or None.
        everything: the feed of all sections.
        sections: the feeds of sections, in order.
        followed: the configured further feeds.
        look: its pictures.
        links: further links in the foot.
        icp: the number under which it is registered in mainland China, or None.
        search: whether there is a page to search.
    """

    publication: str
    description: str
    language: str
    base_url: str
    has_address: bool
    rights: str | None
    everything: SiteFeed
    sections: tuple[SiteFeed, ...] = ()
    followed: tuple[SiteFeed, ...] = ()
    look: SiteLook = NO_LOOK
    links: tuple[Link, ...] = ()
    icp: str | None = None
    search: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """The page of an article, `a/<short id>.html`.

    Attributes:
        entry: its entry.
        feed: the feed of its section.
        body: its text as sanitised HTML, with subheads as `h2`.
        withdrawn: whether it says that the article is withdrawn.
        corrected: when it was last corrected, in the paper's zone; None if never.
        topics: the paths of pages, from the output folder, of those of its reporters that have one, by their names.
        column: the same of its column, or None.
        corrections: what is told of corrections, the newest first; empty where their words are not known.
        issue: its issue date.
        also: the first articles of the issue's other sections.
        before: the article before it in its section, in printed order, or None.
        after: the next articles after it.
    """

    entry: Entry
    feed: SiteFeed
    body: str
    withdrawn: bool
    corrected: datetime | None
    corrections: tuple[PageCorrection, ...]
    topics: Mapping[str, str]
    column: str | None
    issue: date
    also: tuple[Listed, ...]
    before: Listed | None
    after: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The front page, `index.html`: the newest issue.

    Attributes:
        issue: the date of the newest issue; None if nothing is published yet.
        total: how many articles it has.
        lead: the first article of its first page, or of its first section where no page is known; or None.
        beside: the other articles of the lead's section, or None where there are none.
        columns: all other sections, by column; pictures by themselves are left out where there is a photo strip.
        photos: articles of the newest issues for a strip of pictures.
        months: a calendar of the newest months, the newest first.
    """

    issue: date | None
    total: int
    lead: Listed | None
    beside: Listing | None
    columns: tuple[tuple[FrontSection, ...], ...]
    photos: tuple[Listed, ...]
    months: tuple[CalendarMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """The page of a section, `s/<slug>.html`: its newest days in full, and earlier days by month.

    Attributes:
        feed: of the section.
        days: the newest days.
        behind: earlier days.
        in_pictures: whether its articles are pictures, to be shown in a grid.
    """

    feed: SiteFeed
    days: tuple[Day, ...]
    behind: tuple[Month, ...]
    in_pictures: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """The page of an issue day, `d/<YYYY-MM-DD>.html`: all its articles, by section, and by printed page.

    Attributes:
        day: its date.
        listings: by section.
        printed: by page; empty where fewer than two pages are known.
        before, after: the issue days beside it.
    """

    day: date
    listings: tuple[Listing, ...]
    printed: tuple[PrintedPage, ...]
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """The page of all issues of a year, `d/index.html` for the newest year, else `d/<YYYY>.html`.

    Attributes:
        path: below the output folder.
        year: which one.
        years: every year that has a page, the newest first, each with its path.
        months: the calendar of the year, its newest month first.
        total: how many issues the year has.
    """

    path: str
    year: int
    years: tuple[tuple[int, str], ...]
    months: tuple[CalendarMonth, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePage:
    """The page that stands for a while in the place of one that is no longer there.

    Attributes:
        path: below the output folder.
        title: what became of it.
        text: where to look instead.
        leaves: the day on which it is removed.
    """

    path: str
    title: str
    text: str
    leaves: date
