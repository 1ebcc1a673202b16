"""List the addresses in HTML, of a feed's content or of a whole page."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from feedpub.checking.feed import elements, line_of

__all__ = ["Page", "in_html", "read_page"]

_ADDRESSED = etree.XPath("//*[@href or @src or @srcset or @poster or @data or (self::meta and @property)]")
_NAMED = etree.XPath("//*[@id or @name]")
_SHARED = ("og:image", "og:url")  # what a page gives to those who share it


class Page(NamedTuple):
    """The parts of a page that can be linked to, and the addresses that it links to, with their lines.

    Attributes:
        names: of its parts, for fragments.
        base: the address that its own are relative to, as its base element says; empty where it has none.
        says_gone: whether it only says, for a while, that another page is no longer there.
    """

    names: frozenset[str]
    base: str
    addresses: tuple[tuple[int, str], ...]
    says_gone: bool = False


@lru_cache(maxsize=1024)  # several feeds carry the same entry
def in_html(markup: str) -> tuple[tuple[int, str], ...]:
    """The addresses in a piece of HTML, each with its line there, from 1."""
    if "=" not in markup or "<" not in markup:
        return ()
    root = _parse(f"<div>{markup}</div>", None)
    return () if root is None else tuple(_addresses(root))


def read_page(data: bytes) -> Page:
    """Parse a page as a browser would."""
    try:
        encoding = "utf-8" if data.decode("utf-8") else None
    except UnicodeDecodeError:
        encoding = None  # as it says itself
    root = _parse(data, encoding)
    if root is None:
        return Page(frozenset(), "", ())
    named = (node.get(key) for node in elements(_NAMED, root) for key in ("id", "name"))
    base = next((node.get("href", "") for node in root.iter("base")), "")
    says_gone = any(node.get("name") == "feedpub-leaves" for node in root.iter("meta"))
    return Page(frozenset(filter(None, named)), base, tuple(_addresses(root)), says_gone)


def _parse(markup: bytes | str, encoding: str | None) -> etree._Element | None:
    """Parse as browsers do, whatever the markup is; None where it is empty."""
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
