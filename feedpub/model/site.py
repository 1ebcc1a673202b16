"""The types of the data that page templates show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from feedpub.model.publication import Entry

__all__ = [
    "ArticlePage",
    "Calendar",
    "Cell",
    "Day",
    "FrontPage",
    "GonePage",
    "IssuePage",
    "Listed",
    "Listing",
    "Month",
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
    """An article in a list; its page is `a/<short id>.html`."""

    short_id: str
    title: str


class Listing(NamedTuple):
    """Some articles of a section, and the number of all of them."""

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


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar.

    Attributes:
        day: the day.
        weekday: its row; 0 is Monday.
        count: how many articles arrived.
        level: 0 without articles, else 1 to 4.
    """

    day: date
    weekday: int
    count: int
    level: int


class Calendar(NamedTuple):
    """A calendar of the year up to the newest issue.

    Attributes:
        weeks: its columns, the oldest first; the first and the last may have fewer than seven days.
        months: the column each month begins in, and the month's number.
        appeared: on how many days articles arrived.
        usual: the most frequent level, which pages need not mark on each day.
    """

    weeks: tuple[tuple[Cell, ...], ...]
    months: tuple[tuple[int, int], ...]
    appeared: int
    usual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The data every page shows. It excludes the sections, so that a new one changes only the front page.

    Attributes:
        publication: the paper's name.
        description: its description; may be empty.
        language: the language of the pages (BCP 47).
        base_url: the address of the published output; ends in `/`.
        rights: the copyright notice, or None.
        everything: the feed of all sections.
    """

    publication: str
    description: str
    language: str
    base_url: str
    rights: str | None
    everything: SiteFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """The page of an article, `a/<short id>.html`.

    Attributes:
        entry: its entry.
        feed: the feed of its section.
        body: its text as sanitised HTML, with subheads as `h2`.
        corrected: when it was last corrected, in the paper's zone; None if never.
        issue: its issue date.
        before: the article before it in its section, in printed order, or None.
        after: the article after it, or None.
    """

    entry: Entry
    feed: SiteFeed
    body: str
    corrected: datetime | None
    issue: date
    before: Listed | None
    after: Listed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The front page, `index.html`: the newest issue, and the feeds.

    Attributes:
        sections: the feeds of sections, in order.
        followed: the configured further feeds.
        issue: the date of the newest issue; None if nothing is published yet.
        lead: the first article of the first section, for its summary and picture, or None.
        listings: the articles of the newest issue, by section.
        calendar: the calendar of the last year, or None.
        days: the newest issue days, each with its number of articles.
    """

    sections: tuple[SiteFeed, ...]
    followed: tuple[SiteFeed, ...]
    issue: date | None
    lead: Entry | None
    listings: tuple[Listing, ...]
    calendar: Calendar | None
    days: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """The page of a section, `s/<slug>.html`: its newest days in full, and earlier days by month."""

    feed: SiteFeed
    days: tuple[Day, ...]
    behind: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """The page of an issue day, `d/<YYYY-MM-DD>.html`: all its articles, by section."""

    day: date
    listings: tuple[Listing, ...]
    before: date | None
    after: date | None


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
