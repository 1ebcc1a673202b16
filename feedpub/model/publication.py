"""The types of what is published: the section chosen for an article, pictures, entries and feeds (RFC 4287)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from feedpub.model.bulletin import Article
from feedpub.model.config import Section

__all__ = ["Entry", "Feed", "Filed", "Illustration", "Picture"]


class Filed(NamedTuple):
    """The section chosen for an article, with the evidence for it.

    Attributes:
        slug: the slug of the section; empty until it has one (see `named`).
        rule: the evidence, in words for an editor; may be empty where nobody asked for it.
        step: the kind of evidence, one of the names in `Classifier.steps`.
        named: the name of a section that only a page head or front matter gives, until it gets its slug.
    """

    slug: str
    rule: str
    step: str
    named: str | None = None


class Picture(NamedTuple):
    """A picture as published.

    Attributes:
        path: the path of its copy below the output folder; the name is a hash of its bytes.
        type: its media type, `image/jpeg`.
        width: its width as shown, in pixels.
        height: its height as shown, in pixels.
        size: its size in bytes.
        widths: the widths of its smaller copies (`paths.scaled_path`), ascending.
    """

    path: str
    type: str
    width: int
    height: int
    size: int
    widths: tuple[int, ...] = ()


class Illustration(NamedTuple):
    """A picture with its caption (empty without one) and its credit as printed, or None."""

    picture: Picture
    caption: str
    credit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry (RFC 4287, section 4.1.2), the same in every feed that carries it.

    Attributes:
        id: `urn:uuid:…`, RFC 9562 version 5.
        short_id: the part of the id in the name of its page, `a/<short id>.html`.
        title: its title.
        section: its section.
        day: the article's day.
        published: when it counts as published, in UTC.
        updated: when its content last changed, in UTC.
        author: its author as one string, since many readers keep only one.
        authors: its authors, one by one.
        summary: its first sentences, as plain text.
        html: its content, made only from escaped text.
        link: the absolute address of its page; None without pages.
        tag: its column, or None.
        article: the article as read; None for a published entry whose bulletin can't be read.
        pictures: the pictures it shows, in printed order.
        rights: its copyright notice, if it differs from the feed's; else None.
        language: its language (BCP 47), where it is another than the feed's; else None.
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
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed (RFC 4287, section 4.1.1), independent of the format it is written in.

    Attributes:
        slug: `all`, or the slug of its section.
        id: its id, `urn:uuid:…`.
        title: its title.
        description: its description.
        publication: the paper's name.
        home: the address of the page it belongs to.
        base_url: the address of the published output; ends in `/`.
        language: its language (BCP 47).
        updated: when it last changed, in UTC; None if it has no entries.
        entries: its entries, newest first.
        links: relation and path below `base_url` of its neighbouring documents (RFC 5005).
        tombstones: the id, time and reason of entries that were dropped (RFC 6721).
        document: the path of the archive document it is; None for the feed that readers fetch.
        rights: the configuration's `rights`.
        icon: the configuration's `icon`.
        logo: the configuration's `logo`.
        ttl: the configuration's `ttl`, in minutes.
        hubs: the configuration's `hubs`.
        style: the address of the style sheet that a browser shows it with, relative to its own; None for none.
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
    style: str | None = None
