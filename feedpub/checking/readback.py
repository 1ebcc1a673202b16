"""Read the facts of a feed for comparison; `check_feed` reports what is wrong with its form."""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import blake2b

from lxml import etree

from feedpub.checking.addresses import in_html
from feedpub.checking.dates import rfc822, rfc3339
from feedpub.checking.facts import Address, EntryFacts, FeedFacts
from feedpub.checking.feed import ATOM, ENCODED, line_of, parse_xml, text
from feedpub.checking.links import relation
from feedpub.checking.readback_json import read_json

__all__ = ["read_feed"]

_MEDIA = "{http://search.yahoo.com/mrss/}"
_ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
_PLACES = {  # where an address is: in an attribute (its name), or in the text (None)
    f"{ATOM}link": "href", f"{ATOM}content": "src", f"{ATOM}icon": None, f"{ATOM}logo": None,
    "link": None, "comments": None, "url": None, "enclosure": "url",
    f"{_MEDIA}content": "url", f"{_MEDIA}thumbnail": "url",
}  # fmt: skip
_CHAIN = ("self", "current", "prev-archive", "next-archive")  # checked in `chain` and by `self_link`


def read_feed(data: bytes) -> FeedFacts | None:
    """The facts of a feed; None where it cannot be read, or is not a feed."""
    if data.lstrip()[:1] == b"{":
        return read_json(data)
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError:
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        return None
    if root.tag == f"{ATOM}feed":
        return _read_atom(root)
    if root.tag == "rss" and (channel := root.find("channel")) is not None:
        return _read_rss(channel)
    if root.tag == "opml":
        found = [Address(line_of(node), node.get(key, "")) for key in ("xmlUrl", "htmlUrl") for node in root.iter()]
        return FeedFacts(kind="opml", line=line_of(root), addresses=[each for each in found if each.text])
    return None


def _read_atom(feed: etree._Element) -> FeedFacts:
    entries = feed.findall(f"{ATOM}entry")
    return FeedFacts(
        kind="atom",
        line=line_of(feed),
        links=_links(feed),
        archived=feed.find(_ARCHIVE) is not None,
        moments=list(_moments(feed, rfc3339, f"{ATOM}updated", f"{ATOM}published")),
        entries=[
            EntryFacts(
                id=_said(entry, f"{ATOM}id"),
                line=line_of(entry),
                title=_said(entry, f"{ATOM}title"),
                updated=_said(entry, f"{ATOM}updated"),
                content=_digest(entry.find(f"{ATOM}content")),
            )
            for entry in entries
        ],
        addresses=[*_addresses(feed), *_bodies(feed, f"{ATOM}content", f"{ATOM}summary")],
    )


def _read_rss(channel: etree._Element) -> FeedFacts:
    return FeedFacts(
        kind="rss",
        line=line_of(channel),
        links=_links(channel),
        moments=list(_moments(channel, rfc822, "pubDate", "lastBuildDate")),
        entries=[
            EntryFacts(id=_said(item, "guid"), line=line_of(item), title=_said(item, "title"), updated="", content="")
            for item in channel.findall("item")
        ],
        addresses=[*_addresses(channel), *_bodies(channel, "description", ENCODED)],
    )


def _links(feed: etree._Element) -> dict[str, Address]:
    found = ((relation(link), Address(line_of(link), link.get("href", ""))) for link in feed.findall(f"{ATOM}link"))
    return dict(reversed(list(found)))


def _moments(
    feed: etree._Element, read: Callable[[str], datetime | None], *tags: str
) -> Iterator[tuple[int | None, datetime]]:
    for node in feed.iter(*tags):
        if (moment := read(text(node))) is not None:
            yield line_of(node), moment


def _said(entry: etree._Element, tag: str) -> str:
    return (entry.findtext(tag) or "").strip()


def _digest(node: etree._Element | None) -> str:
    if node is None:
        return ""
    whole = etree.tostring(node, method="c14n", exclusive=True, with_tail=False)
    return blake2b(whole, digest_size=16).hexdigest()


def _addresses(feed: etree._Element) -> Iterator[Address]:
    for node in feed.iter(*_PLACES):
        if node.tag == f"{ATOM}link" and relation(node) in _CHAIN:
            continue
        key = _PLACES[node.tag]
        if address := (text(node) if key is None else node.get(key)):
            yield Address(line_of(node), address.strip())


def _bodies(feed: etree._Element, *tags: str) -> Iterator[Address]:
    for node in feed.iter(*tags):
        inline = node.get("type") == "xhtml"
        markup = etree.tostring(node, encoding="unicode", method="html") if inline else text(node)
        for line, address in in_html(markup):
            yield Address((line_of(node) or 1) + line - 1, address)
