"""Check identifiers and addresses (RFC 4287 sections 4.2.6 and 4.2.7; RSS 2.0 `guid`, `link`, `enclosure`)."""

import re
from collections.abc import Iterator

from lxml import etree

from feedpub.checking.feed import ATOM, Feed, Finding, error, text, warning, words
from feedpub.messages import message
from feedpub.patterns import regex

__all__ = ["addresses", "guids", "ids", "is_http", "is_iri", "links", "relation", "self_link"]

_NO_IRI = r"\s<>\"{}|\\^`"
_HTTP = regex(rf"https?://[^{_NO_IRI}/?#]+([/?#][^{_NO_IRI}]*)?", re.I)
_IRIS = (  # the first prefix that matches counts
    ("urn:uuid:", regex(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)),  # RFC 9562
    ("urn:", regex(r"urn:[a-z0-9][a-z0-9-]{1,31}:([\w()+,.:=@;$!*'~&/-]|%[0-9a-f]{2})+", re.I | re.A)),
    ("tag:", regex(rf"tag:[\w.@-]+,\d{{4}}(-\d\d){{0,2}}:[^{_NO_IRI}]*", re.A)),  # RFC 4151
    ("http", _HTTP),
    ("", regex(rf"[a-z][a-z0-9+.-]*:[^{_NO_IRI}]+", re.I)),
)
_URLS = {  # where an address is: in an attribute (its name), or in the text (None)
    f"{ATOM}link": "href", f"{ATOM}content": "src", f"{ATOM}generator": "uri",
    f"{ATOM}uri": None, f"{ATOM}icon": None, f"{ATOM}logo": None,
    "link": None, "docs": None, "comments": None, "url": None, "source": "url", "enclosure": "url",
}  # fmt: skip
_RELATIONS = frozenset(words(  # RFC 4287 4.2.7.2 and those the IANA registered since that feeds use
    "alternate current describedby edit edit-media enclosure first hub icon last license next next-archive "
    "payment prev prev-archive previous related replies search self service up via"
))  # fmt: skip
_MIME = regex(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;\s*[\w-]+=\S+)?", re.A)


def is_iri(value: str) -> bool:
    """Whether a string is a complete IRI with its scheme (RFC 3987 section 2.2)."""
    low = value.lower()
    return next(bool(shape.fullmatch(value)) for prefix, shape in _IRIS if low.startswith(prefix))


def is_http(address: str) -> bool:
    """Whether an address is absolute, and http or https."""
    return _HTTP.fullmatch(address) is not None


def relation(link: etree._Element) -> str:
    return link.get("rel", "alternate")


def ids(feed: Feed) -> Iterator[Finding]:
    """RFC 4287 4.2.6: an absolute IRI, never the same twice."""
    seen: set[str] = set()
    for node in (node for part in feed.parts for node in part.all(f"{ATOM}id")):
        if not is_iri(text(node)):
            yield error(node, "id-invalid", message("{value!r} is no absolute IRI", value=text(node)))
        yield from _unseen(node, seen)


def guids(feed: Feed) -> Iterator[Finding]:
    """RSS 2.0 `guid`: a permanent link, except where isPermaLink is false."""
    seen: set[str] = set()
    for item in feed.items:
        if not any(text(node).strip() for node in item.all("guid")):
            yield warning(item.node, "guid-missing", message("the item has no guid"))
        for node in item.all("guid"):
            permanent = node.get("isPermaLink", "true")
            if permanent not in ("true", "false"):
                yield error(
                    node, "guid-permalink", message("isPermaLink is {value!r}, not true or false", value=permanent)
                )
            elif permanent == "true" and text(node).strip() and not _HTTP.fullmatch(text(node)):
                yield error(
                    node, "guid-permalink", message('{value!r} is no link: say isPermaLink="false"', value=text(node))
                )
            elif re.fullmatch(r"\d{1,8}", text(node)):
                yield warning(node, "guid-weak", message("a short number is not unique in the world"))
            yield from _unseen(node, seen)


def _unseen(node: etree._Element, seen: set[str]) -> Iterator[Finding]:
    if text(node) and text(node) in seen:
        yield error(node, "id-duplicate", message("{value} occurs twice in the feed", value=text(node)))
    seen.add(text(node))


def addresses(feed: Feed) -> Iterator[Finding]:
    """Absolute, http or https: readers keep entries without the feed's address. RSS wants URLs, not IRIs."""
    for node in feed.iter(*_URLS):
        attribute = _URLS[node.tag]
        value = text(node) if attribute is None else node.get(attribute)
        if value is None and node.tag in (f"{ATOM}content", f"{ATOM}generator"):
            continue
        if value is None or not _HTTP.fullmatch(value) or not (feed.ns or value.isascii()):
            yield error(node, "link-invalid", message("{value!r} is no absolute http or https address", value=value))


def self_link(feed: Feed) -> Iterator[Finding]:
    """RFC 4287 4.1.1; RSS profile, "atom:link": the URL of the feed, for a reader that has only the file."""
    found = [link for link in feed.top.all(f"{ATOM}link") if relation(link) == "self"]
    if not found:
        yield warning(feed.top.node, "self-missing", message("the feed does not say where it lives"))
    for link in found:
        if feed.url is not None and link.get("href") != feed.url:
            yield warning(
                link, "self-differs", message("self is {own}, the feed is at {url}", own=link.get("href"), url=feed.url)
            )


def links(feed: Feed) -> Iterator[Finding]:
    """RFC 4287 4.2.7 and 4.1.1; RSS 2.0 `enclosure`."""
    for part in feed.parts:
        seen = set()
        for link in part.all(f"{ATOM}link"):
            if (rel := relation(link)) not in _RELATIONS and ":" not in rel:
                yield warning(
                    link, "rel-unknown", message("the link relation {relation!r} is not registered", relation=rel)
                )
            key = (link.get("type"), link.get("hreflang"))
            if rel == "alternate" and key in seen:
                yield error(link, "link-duplicate", message("two alternate links have the same type and hreflang"))
            seen |= {key} if rel == "alternate" else set()
        for node in part.all(f"{ATOM}link", "enclosure"):
            missing = "" if node.tag == "enclosure" else None
            if (kind := node.get("type", missing)) is not None and not _MIME.fullmatch(kind):
                yield error(node, "type-invalid", message("{kind!r} is no media type", kind=kind))
            if (size := node.get("length", missing)) is not None and not re.fullmatch("[0-9]+", size):
                yield error(node, "length-invalid", message("{size!r} is no number of bytes", size=size))
