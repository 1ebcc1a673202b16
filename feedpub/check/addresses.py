"""Addresses in HTML: what a piece of a feed or a whole page leads to, and shows."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from feedpub.check.feed import elements, line_of

__all__ = ["Page", "in_html", "read_page"]

_ADDRESSED = etree.XPath("//*[@href or @src or @srcset or @poster or @data or (self::meta and @property)]")
_NAMED = etree.XPath("//*[@id or @name]")
_SHARED = ("og:image", "og:url")  # what a page gives to those who share it


class Page(NamedTuple):
    """A page: where its parts are, and what it leads to, line by line.

    Attributes:
        names: what a fragment may name in it.
        base: what it says its addresses are relative to; empty where it doesn't.
    """

    names: frozenset[str]
    base: str
    addresses: tuple[tuple[int, str], ...]


@lru_cache(maxsize=1024)  # an entry stands in several feeds, word for word the same
def in_html(markup: str) -> tuple[tuple[int, str], ...]:
    """What a piece of HTML leads to, with the line it stands on in it."""
    if "=" not in markup or "<" not in markup:
        return ()
    root = _parse(f"<div>{markup}</div>", None)
    return () if root is None else tuple(_addresses(root))


def read_page(data: bytes) -> Page:
    """A page, as a browser would find its way in it."""
    try:
        encoding = "utf-8" if data.decode("utf-8") else None
    except UnicodeDecodeError:
        encoding = None  # as it says itself
    root = _parse(data, encoding)
    if root is None:
        return Page(frozenset(), "", ())
    named = (node.get(key) for node in elements(_NAMED, root) for key in ("id", "name"))
    base = next((node.get("href", "") for node in root.iter("base")), "")
    return Page(frozenset(filter(None, named)), base, tuple(_addresses(root)))


def _parse(markup: bytes | str, encoding: str | None) -> etree._Element | None:
    """As browsers do, whatever it is; None where nothing is in it."""
    try:
        return etree.fromstring(markup, etree.HTMLParser(huge_tree=True, remove_comments=True, encoding=encoding))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _addresses(root: etree._Element) -> Iterator[tuple[int, str]]:
    for node in elements(_ADDRESSED, root):
        line = line_of(node) or 1
        if node.tag == "meta":
            if node.get("property") in _SHARED:
                yield line, node.get("content", "").strip()
            continue
        for key in ("href", "src", "poster", "data"):
            if (address := node.get(key)) is not None and node.tag != "base":
                yield line, address.strip()
        for choice in node.get("srcset", "").split(","):
            if choice.strip():
                yield line, choice.split()[0]
