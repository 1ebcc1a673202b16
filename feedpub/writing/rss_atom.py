"""Write RSS 2.0 and Atom 1.0 (RFC 4287) with feedgen; the only module that uses feedgen and knows its traps.

feedgen fills an absent date with the clock, prepends entries, drops RSS authors without e-mail, and writes
content:encoded only beside a description. Each is met below, and each has a test.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement, _Element

from feedpub import __version__
from feedpub.entries.html import escaped
from feedpub.entries.ids import COLUMN_SCHEME, SECTION_SCHEME
from feedpub.entries.images import thumbnail_of
from feedpub.entries.text import NO_TEXT, column_of
from feedpub.model import Entry, Feed, Illustration, Picture

__all__ = ["Parts", "split_atom", "text_in", "write_atom", "write_rss"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ATOM_NS = "http://www.w3.org/2005/Atom"
_TOMBSTONES_NS = "http://purl.org/atompub/tombstones/1.0"
_MEDIA_NS = "http://search.yahoo.com/mrss/"
_HISTORY_NS = "http://purl.org/syndication/history/1.0"
_ENTRIES = re.compile(rb"^(?=  <entry[ >])", re.MULTILINE)
_CLOSES_ENTRY = b"  </entry>\n"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HTML = "text/html"


class _Undated(BaseExtension):
    """Remove the date of an empty RSS channel, for which feedgen writes the current time."""

    def extend_rss(self, feed: _Element) -> _Element:
        for dated in feed.findall("channel/lastBuildDate"):
            dated.getparent().remove(dated)  # type: ignore[union-attr]  # a found child has a parent
        return feed


class _LinkType(BaseExtension):
    """Give an entry's link its relation and type; feedgen writes only its href."""

    def extend_atom(self, feed: _Element) -> _Element:
        for link in feed.findall(f"{{{_ATOM_NS}}}link") or feed.findall("link"):
            link.set("rel", "alternate")
            link.set("type", _HTML)
        return feed


class _Language(BaseExtension):
    """Mark an entry as one in another language than the feed's (RFC 4287, section 2)."""

    def __init__(self) -> None:
        self.tag: str | None = None

    def extend_atom(self, entry: _Element) -> _Element:
        if self.tag:
            entry.set(_LANGUAGE, self.tag)
        return entry


class _Hubs(BaseExtension):
    """Write the hubs of a channel (WebSub, section 4); of a feed's links, feedgen writes only `self` in RSS."""

    def __init__(self, hubs: Iterable[str] = ()) -> None:
        self.hubs = hubs

    def extend_rss(self, feed: _Element) -> _Element:
        for itself in feed.findall(f"channel/{{{_ATOM_NS}}}link"):
            for hub in self.hubs:
                itself.addnext(itself.makeelement(f"{{{_ATOM_NS}}}link", {"href": hub, "rel": "hub"}))
        return feed


class _Pictures(BaseExtension):
    """The pictures of an entry: Media RSS's content, and enclosures, of which RSS 2.0 has one.

    Each element declares the namespace for itself, so that an entry is whole wherever it stands.
    """

    def __init__(self) -> None:
        self.base_url = ""
        self.shown: tuple[Illustration, ...] = ()

    def extend_atom(self, entry: _Element) -> _Element:
        for illustration in self.shown:
            enclosure = self._enclosure(illustration.picture, "href")
            SubElement(
                entry, "link", {"rel": "enclosure", **enclosure}
            )  # as feedgen has its own: the root names them all
        return self._with_media(entry)

    def extend_rss(self, item: _Element) -> _Element:
        for illustration in self.shown[:1]:
            SubElement(item, "enclosure", self._enclosure(illustration.picture, "url"))
        return self._with_media(item)

    def _enclosure(self, picture: Picture, address: str) -> dict[str, str]:
        return {address: self.base_url + picture.path, "length": str(picture.size), "type": picture.type}

    def _with_media(self, entry: _Element) -> _Element:
        for picture, caption, credit in self.shown:
            attributes = {"url": self.base_url + picture.path, "type": picture.type, "medium": "image"}
            attributes |= {"fileSize": str(picture.size), "width": str(picture.width), "height": str(picture.height)}
            content = SubElement(entry, f"{{{_MEDIA_NS}}}content", attributes, nsmap={"media": _MEDIA_NS})
            if caption:
                SubElement(content, f"{{{_MEDIA_NS}}}description", {"type": "plain"}).text = caption
            if credit:
                SubElement(content, f"{{{_MEDIA_NS}}}credit").text = credit
        for picture, _, _ in self.shown[:1]:
            if thumbnail := thumbnail_of(picture):
                attributes = {"url": self.base_url + thumbnail.path, "width": str(thumbnail.width)}
                attributes |= {"height": str(thumbnail.height)}
                SubElement(entry, f"{{{_MEDIA_NS}}}thumbnail", attributes, nsmap={"media": _MEDIA_NS})
        return entry


class _Archived(BaseExtension):
    """Mark an archive document as one (RFC 5005, section 4)."""

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY_NS}

    def extend_atom(self, feed: _Element) -> _Element:
        SubElement(feed, f"{{{_HISTORY_NS}}}archive")
        return feed


class _Tombstones(BaseExtension):
    """Write tombstones of deleted entries (RFC 6721, section 2)."""

    def __init__(self, rows: Iterable[tuple[str, datetime, str | None]] = ()) -> None:
        self.rows = rows

    def extend_ns(self) -> dict[str, str]:
        return {"at": _TOMBSTONES_NS}

    def extend_atom(self, feed: _Element) -> _Element:
        for identity, when, reason in self.rows:
            attributes = {"ref": identity, "when": when.isoformat()}
            tombstone = SubElement(feed, f"{{{_TOMBSTONES_NS}}}deleted-entry", attributes)
            if reason:
                SubElement(tombstone, f"{{{_TOMBSTONES_NS}}}comment").text = reason
        return feed


class Parts(NamedTuple):
    """An Atom document in pieces: what is before its entries, each entry, and what follows them."""

    head: bytes
    entries: tuple[bytes, ...]
    tail: bytes


def split_atom(document: bytes) -> Parts:
    """Split an Atom document written here: an entry has the same bytes in every document that carries it."""
    head, *entries = _ENTRIES.split(document)
    if not entries:
        end = document.rindex(b"</feed>")
        return Parts(document[:end], (), document[end:])
    last, closes, tail = entries.pop().rpartition(_CLOSES_ENTRY)
    return Parts(head, (*entries, last + closes), tail)


def text_in(entry: bytes, element: bytes) -> str:
    """The text of an element without attributes, of an entry that `split_atom` gave and that has it."""
    start = entry.index(b"<%b>" % element) + len(element) + 2
    return entry[start : entry.index(b"<", start)].decode()


def write_atom(feed: Feed, path: str, media_type: str) -> bytes:
    """The feed, or archive document, as an Atom 1.0 document.

    Args:
        feed: what is written.
        path: where it will be, below the base URL.
        media_type: of Atom, for links to such documents.
    """
    generator = _generator(feed, path, media_type, feed.links)
    if feed.tombstones:
        generator.register_extension("tombstones", lambda: _Tombstones(feed.tombstones), BaseExtension, rss=False)
    if feed.document:
        generator.register_extension("history", _Archived, BaseExtension, rss=False)
    generator.register_extension("linktype", BaseExtension, _LinkType, rss=False)
    generator.register_extension("pictures", BaseExtension, _Pictures)
    generator.register_extension("lang", BaseExtension, _Language, rss=False)
    for entry in feed.entries:
        written = _entry(generator, entry, feed.base_url)
        written.lang.tag = entry.language
        if entry.summary:
            # As text; but where it holds a `<`, some readers take it for markup unless its type says escaped HTML.
            tagged = "<" in entry.summary
            written.summary(escaped(entry.summary) if tagged else entry.summary, type="html" if tagged else None)
        written.author(name=entry.author)
        if entry.rights:
            written.rights(entry.rights)
    return _styled(generator.atom_str(pretty=True), feed)


def write_rss(feed: Feed, path: str, media_type: str) -> bytes:
    """The feed as an RSS 2.0 document, authors in dc:creator since RSS's own author is an e-mail address.

    Args:
        feed: what is written.
        path: where it will be, below the base URL.
        media_type: of RSS, for the link to itself.
    """
    generator = _generator(feed, path, media_type)
    generator.load_extension("dc", atom=False)
    generator.register_extension("pictures", BaseExtension, _Pictures)
    if feed.hubs:
        generator.register_extension("hubs", lambda: _Hubs(feed.hubs), BaseExtension, atom=False)
    if feed.ttl:
        generator.ttl(feed.ttl)
    if image := feed.logo or feed.icon:
        generator.image(image, title=feed.title, link=feed.home)  # the channel's own, or readers mind
    if feed.updated is None:
        generator.register_extension("undated", _Undated, atom=False)
    for entry in feed.entries:
        written = _entry(generator, entry, feed.base_url)
        # RSS's description is HTML. Without one there is no content:encoded: an entry without text has its title.
        written.description(escaped(entry.summary or entry.title), isSummary=True)
        written.dc.dc_creator(entry.author)
        if entry.language:
            written.dc.dc_language(entry.language)
        if entry.rights:
            written.dc.dc_rights(entry.rights)
    return _styled(generator.rss_str(pretty=True), feed)


def _styled(document: bytes, feed: Feed) -> bytes:
    """A feed that names its style sheet (xml-stylesheet 1.0, section 4); archive documents stay as they were."""
    if feed.style is None or feed.document:
        return document
    declaration, root = document.split(b"\n", 1)
    return b'%b\n<?xml-stylesheet href="%b" type="text/css"?>\n%b' % (declaration, feed.style.encode(), root)


def _generator(feed: Feed, path: str, media_type: str, links: Iterable[tuple[str, str]] = ()) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.subtitle(feed.description)
    generator.description(feed.description)
    generator.author(name=feed.publication)
    generator.language(feed.language)
    generator.generator("feedpub", version=__version__)
    generator.updated(feed.updated or _EPOCH)
    if feed.rights:
        generator.rights(feed.rights)
    if feed.icon:
        generator.icon(feed.icon)
    if feed.logo:
        generator.logo(feed.logo)
    generator.link(href=feed.base_url + path, rel="self", type=media_type)
    if not feed.document:
        for hub in feed.hubs:
            generator.link(href=hub, rel="hub")
    for relation, beside in links:
        generator.link(href=feed.base_url + beside, rel=relation, type=media_type)
    generator.link(href=feed.home, rel="alternate", type=_HTML)  # last: RSS takes the last one as its <link>
    return generator


def _entry(generator: FeedGenerator, entry: Entry, base_url: str) -> FeedEntry:
    written = generator.add_entry(order="append")
    pictures: _Pictures = written.pictures
    pictures.base_url, pictures.shown = base_url, entry.pictures
    written.id(entry.id)
    written.title(entry.title)
    written.published(entry.published)
    written.updated(entry.updated)
    if entry.link:
        written.link(href=entry.link, rel="alternate", type=_HTML)
    written.content(entry.html or NO_TEXT, type="html")
    # The label repeats the term: some readers show the one, some the other.
    written.category(term=entry.section.title, scheme=SECTION_SCHEME, label=entry.section.title)
    if column := column_of(entry):
        written.category(term=column, scheme=COLUMN_SCHEME, label=column)
    return written
