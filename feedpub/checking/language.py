"""Check language tags (RFC 5646; RFC 4287 section 2; RSS 2.0 `language`)."""

import re
from collections.abc import Iterator

from lxml import etree

from feedpub.checking.feed import DC, Feed, Finding, elements, error, text, warning
from feedpub.messages import message
from feedpub.patterns import regex

__all__ = ["languages"]

_TAG = regex(  # RFC 5646 section 2.1; no language of four letters or more is assigned
    r"([a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?|x(-[a-z0-9]{1,8})+)", re.I)  # fmt: skip
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WITH_LANGUAGE = etree.XPath("//*[@xml:lang or @hreflang]")


def is_language_tag(tag: str) -> bool:
    """Whether a string has the form of a language tag (RFC 5646, section 2.1)."""
    return bool(_TAG.fullmatch(tag))


def languages(feed: Feed) -> Iterator[Finding]:
    """Chinese and Japanese share code points: a reader that does not know the language shows wrong glyphs."""
    marked = [(n, v) for n in elements(_WITH_LANGUAGE, feed.top.node) for k in (_XML_LANG, "hreflang")
              if (v := n.get(k)) is not None]  # fmt: skip
    marked += [(node, text(node)) for node in feed.iter("language", f"{DC}language")]
    for node, tag in marked:
        if not is_language_tag(tag):
            yield error(node, "language-invalid", message("{tag!r} is no language tag", tag=tag))
    whole = (feed.top.node.tag, "rss", "language", f"{DC}language")
    if not any(node.tag in whole for node, _ in marked):
        yield warning(feed.top.node, "language-missing", message("the feed does not name its language"))
