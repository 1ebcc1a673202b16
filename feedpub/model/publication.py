"""What is published of it: sections and rules, the configuration, entries and feeds (RFC 4287)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal, NamedTuple

from feedpub.model.bulletin import Article

__all__ = [
    "Config",
    "Entry",
    "Feed",
    "Filed",
    "Follow",
    "Illustration",
    "Picture",
    "Rule",
    "Section",
    "Terms",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """版, 栏目.

    Attributes:
        slug: name of its feeds: `world` → `world.atom.xml`.
        title: as readers see it: 国际.
        order: smaller comes first wherever sections are listed.
        on: False files nothing under it.
        named: the configuration names it, so it has feeds even when empty.
        words, places, agencies: the operator's own evidence for it.
    """

    slug: str
    title: str
    order: int
    on: bool = True
    named: bool = False
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The operator's: every condition given must hold.

    Attributes:
        headline, place, tag: a part of the headline, of the dateline's place, of the column tag.
        agency: the dateline's, by its canonical name, or the source a sign-off names.
        id: pins the one article of that id; stands alone.
    """

    section: str
    headline: str | None = None
    place: str | None = None
    agency: str | None = None
    tag: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """A further feed: every condition given must hold.

    Attributes:
        slug, title: its name, and what readers see.
        tag, place: a part of the column tag, of one of the dateline's places.
        reporter: the name of one who reported or wrote.
        keyword: stands in headline or text.
    """

    slug: str
    title: str
    tag: str | None = None
    reporter: str | None = None
    place: str | None = None
    keyword: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What may be published of an article, and whose it is.

    Attributes:
        agency: whose dateline, or sign-off, the article has; by its canonical name.
        content: all of its text, or its summary only.
        rights: what entries say of it (RFC 4287, section 4.2.10), or None.
    """

    agency: str
    content: Literal["full", "summary"] | None = None
    rights: str | None = None


class Filed(NamedTuple):
    """The section chosen for an article, with the evidence for it.

    Attributes:
        slug: of the section; empty while it has none (see `named`).
        rule: what chose it, in words an editor understands.
        step: which kind of evidence that is, a name of `Classifier.steps`.
        named: the name of a section that only a page head or front matter gives, until it gets its slug.
    """

    slug: str
    rule: str
    step: str
    named: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything the operator may set; each value has a default that works.

    Attributes:
        source: the configuration file, or None where there is none.
        base_url: where the output will be found; ends in `/`.
        base_url_stated: False where it is the preview's default.
        days, limit: the window of a feed (design decision 10).
        strict: nothing is published whose day was inferred.
        margin: by how much a section's vocabulary must lead the next one's; below it nothing tells.
        id_name: the publication's name in ids; None takes `publication`.
        archive: the archive's file.
        history: whether older entries stand in archive documents (RFC 5005).
        archive_size: how many entries each of these carries.
        tombstones: whether Atom feeds name entries that were withdrawn and are dropped (RFC 6721).
        daily: whether there is a feed with one entry an issue.
        follows: the further feeds.
        content: whether entries have all of their text, or its summary only; `agencies` may say otherwise.
        rights: what feeds say of it (RFC 4287, section 4.2.10), or None.
        icon, logo: addresses of a small square picture and of a wide one, or None.
        ttl: minutes for which a copy of an RSS feed is good, or None.
        hubs: addresses of the WebSub hubs that feeds name, and that are told when they change.
        publishes: the weekdays on which the paper appears, 0 is Monday.
        no_issue: days on which it doesn't.
        release: the hour from which a day's issue is published; None publishes it when it comes.
        status: where builds note what they did; None: beside the archive.
        templates: the operator's folder of page templates, or None.
        removed: what becomes of an entry whose article is gone from its bulletin: it is kept, or withdrawn.
        entry_time: whether an entry is dated by its dateline's day, or by its issue's morning.
        discard_also, discard_never: words that open a notice beside ours, and those of ours that open none.
    """

    source: Path | None = None
    bulletins: tuple[Path, ...] = ()
    out: Path = Path("feeds")
    publication: str | None = None
    description: str | None = None
    base_url: str = "http://127.0.0.1:8000/"
    base_url_stated: bool = False
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    days: int = 3
    limit: int = 50
    pages: bool = True
    strict: bool = False
    archive: Path = Path(".feedpub/archive.sqlite3")
    history: bool = True
    archive_size: int = 100
    tombstones: bool = False
    daily: bool = False
    follows: tuple[Follow, ...] = ()
    content: Literal["full", "summary"] = "full"
    rights: str | None = None
    agencies: tuple[Terms, ...] = ()
    icon: str | None = None
    logo: str | None = None
    ttl: int | None = None
    hubs: tuple[str, ...] = ()
    publishes: frozenset[int] = frozenset(range(7))
    no_issue: frozenset[date] = frozenset()
    release: time | None = None
    status: Path | None = None
    templates: Path | None = None
    removed: Literal["keep", "withdraw"] = "keep"
    entry_time: Literal["dateline", "issue"] = "dateline"
    id_name: str | None = None
    margin: int = 45
    discard_also: tuple[str, ...] = ()
    discard_never: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def status_file(self) -> Path:
        """Where builds note what they did."""
        return self.status or self.archive.with_name("status.json")

    @property
    def id_publication(self) -> str:
        """The publication as ids name it: never the masthead, which can change."""
        return self.id_name or self.publication or "feedpub"


class Picture(NamedTuple):
    """A picture as published.

    Attributes:
        path: of its copy below the output folder; its name is made of its bytes, so that another has another.
        type: its media type, `image/jpeg`.
        width, height: as it is shown, in pixels.
        size: in bytes.
    """

    path: str
    type: str
    width: int
    height: int
    size: int


class Illustration(NamedTuple):
    """A picture with its caption (empty where there is none) and its credit as printed."""

    picture: Picture
    caption: str
    credit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a subscriber gets (RFC 4287, section 4.1.2), the same in every feed that carries it.

    Attributes:
        id: `urn:uuid:…`, RFC 9562 version 5.
        short_id: of its page, `a/<short id>.html`.
        day: the article's day; `published` is its moment, in UTC.
        author: one string, since many readers keep only one author; `authors` lists them.
        html: the content, made of escaped text only.
        link: its page, absolute; None without pages.
        tag: the column it stands in, or None.
        rights: whose it is, where that isn't said of the feed.
        pictures: the pictures it shows, in printed order.
        article: as read; None of an entry that stands published while its bulletin can't be read.
    """

    id: str
    short_id: str
    title: str
    section: Section
    day: date
    published: datetime
    updated: datetime
    author: str
    authors: tuple[str, ...]
    summary: str
    html: str
    link: str | None
    tag: str | None
    article: Article | None
    pictures: tuple[Illustration, ...] = ()
    rights: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed (RFC 4287, section 4.1.1) before it is written in any format.

    Attributes:
        slug: `all` or a section's.
        updated: the latest of its entries', None when it has none.
        links: relation and path below `base_url` of the documents beside it (RFC 5005).
        tombstones: entries that are dropped, each with the moment and the reason (RFC 6721).
        rights, icon, logo, ttl, hubs: the configuration's.
        document: the path of the archive document it is; None: it is the feed that readers fetch.
    """

    slug: str
    id: str
    title: str
    description: str
    publication: str
    home: str
    base_url: str
    language: str
    updated: datetime | None
    entries: tuple[Entry, ...] = field(default=())
    links: tuple[tuple[str, str], ...] = ()
    tombstones: tuple[tuple[str, datetime, str | None], ...] = ()
    document: str | None = None
    rights: str | None = None
    icon: str | None = None
    logo: str | None = None
    ttl: int | None = None
    hubs: tuple[str, ...] = ()
