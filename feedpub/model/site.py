"""What pages show: the face of the output, as data that templates put into words."""

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
    "IssuePage",
    "Listed",
    "Listing",
    "Month",
    "SectionPage",
    "Site",
    "SiteFeed",
]


class SiteFeed(NamedTuple):
    """A feed that can be followed; its files are `<slug>.<suffix>`, one for each format (writing/formats.py).

    Attributes:
        title: of its section, 国际; of the feed of everything, 全部.
        page: the path of the page where its entries are listed; empty: the front page.
    """

    slug: str
    title: str
    page: str = ""


class Listed(NamedTuple):
    """An article in a list; its page is `a/<short id>.html`."""

    short_id: str
    title: str


class Listing(NamedTuple):
    """Some articles of a section, and how many there are."""

    feed: SiteFeed
    entries: tuple[Listed, ...]
    total: int


class Day(NamedTuple):
    """An issue day and its articles of a section; its page is `d/<YYYY-MM-DD>.html`."""

    day: date
    entries: tuple[Listed, ...]


class Month(NamedTuple):
    """The issue days of a month, newest first, each with how many articles it has."""

    year: int
    month: int
    days: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar.

    Attributes:
        weekday: 0 is Monday: the row it stands in.
        level: 0 where nothing arrived, else 1 to 4.
    """

    day: date
    weekday: int
    count: int
    level: int


class Calendar(NamedTuple):
    """The year that ends with the newest issue.

    Attributes:
        weeks: its columns, the oldest first; the first and the last may have fewer than seven days.
        months: the column each month begins in, and its number.
        appeared: on how many of its days anything arrived.
        usual: the level most of its days have, which pages need not say of each.
    """

    weeks: tuple[tuple[Cell, ...], ...]
    months: tuple[tuple[int, int], ...]
    appeared: int
    usual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page knows. The sections are none of it: a new one changes no other page than the front.

    Attributes:
        base_url: where the output will be found; ends in `/`.
        rights: whose it is, or None.
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
    """An article.

    Attributes:
        body: its text as HTML, sanitised, with subheads as `h2`.
        corrected: when it was corrected last, in the paper's zone; None if it never was.
        issue: the day of the issue it stands in.
        before, after: its neighbours in its section, in printed order.
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
    """`index.html`: the newest issue, and what there is to follow.

    Attributes:
        sections: the feeds of sections, in their order.
        followed: the further feeds that are configured.
        issue: the newest issue's day; None where nothing is published yet.
        lead: the first article of its first section, for its summary and its picture; None where there is none.
        days: the newest issue days, each with how many articles it has.
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
    """`s/<slug>.html`: a section's newest days in full, and the days behind them."""

    feed: SiteFeed
    days: tuple[Day, ...]
    behind: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """`d/<YYYY-MM-DD>.html`: all articles of an issue day, by section."""

    day: date
    listings: tuple[Listing, ...]
    before: date | None
    after: date | None
