"""Check HTML in feeds, and that there is none in plain text (RFC 4287 sections 3.1 and 4.1.3; the RSS profile).

Only what affects readers is reported: what they remove, cannot resolve, or cannot parse.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import name2codepoint

from lxml import etree
from lxml.html.defs import empty_tags, tags

from feedpub.checking.feed import ATOM, ENCODED, Feed, Finding, elements, local, text, warning, words
from feedpub.messages import message
from feedpub.patterns import regex

__all__ = ["complaints", "html", "plain_text"]

_TOKEN = regex(  # a comment, a tag (its slash, name and attributes), or a `<` that opens nothing
    r"""<!--.*?-->|<(/?)([A-Za-z][\w:-]*)((?:[^<>"']++|"[^"]*"|'[^']*')*+)>|<(?=[A-Za-z/!?])""", re.S
)
_KNOWN = tags | {"bdi", "data", "dialog", "main", "picture", "rb", "rtc", "template"}
_UNSAFE = frozenset(words(
    "applet base basefont body embed frame frameset head html iframe link math meta noscript object script "
    "style svg template title"
))  # fmt: skip
_VOID = empty_tags | {"embed", "source", "track", "wbr"}
_END_OPTIONAL = frozenset(words(
    "p li dt dd tr td th thead tbody tfoot colgroup optgroup option rb rp rt rtc"
))  # fmt: skip
_ADDRESSES = frozenset(words("href src srcset cite action formaction poster data longdesc background"))
_PLAIN = regex(r"""(?:<(p|h[1-6])(?: class="[^"<>]*+")?>[^<]*+</\1>\s*+)*+""")  # most bodies: only blocks of text
_HARMLESS = regex(r"""\s*(class="[^"]*"\s*)?""")  # attributes that can be checked without a parser
_SCHEME = regex(r"\s*([a-z][a-z0-9+.-]*):", re.I)
_ENTITIES = name2codepoint.keys() | {"apos"}
_PARSER = etree.HTMLParser(huge_tree=True, remove_comments=True)
_WITH_ATTRIBUTES = etree.XPath("//*[@*]")
_MARKUP = regex(r"</?([a-z][a-z0-9]*)(?:[\s/][^<>]*)?>|&(#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.I)


def html(feed: Feed) -> Iterator[Finding]:
    for node, markup in _bodies(feed):
        for code, complaint in complaints(markup):
            yield warning(node, code, message("{element}: {complaint}", element=local(node), complaint=complaint))


def complaints(markup: str) -> tuple[tuple[str, str], ...]:
    """Code and message of what is wrong with a piece of HTML; at most one for each code."""
    return _complaints(markup) if "<" in markup and not _PLAIN.fullmatch(markup) else ()


def plain_text(feed: Feed) -> Iterator[Finding]:
    """A title is text: half of all readers show its markup as text, the others apply it."""
    for node in _texts(feed):
        for found in _MARKUP.finditer(text(node)):
            tag, entity = found.groups("")
            if tag.lower() in _KNOWN or entity[:1] == "#" or entity in _ENTITIES:
                yield warning(
                    node,
                    "plain-text",
                    message("{element} is plain text, but holds {words}", element=local(node), words=found[0]),
                )
                break


def _texts(feed: Feed) -> Iterator[etree._Element]:
    if not feed.ns:
        yield from feed.iter("title", "category")
        yield from feed.top.all("description")
        return
    for node in feed.iter(*(ATOM + each for each in ("title", "subtitle", "summary", "rights", "content"))):
        if node.get("type", "text") == "text":
            yield node


def _bodies(feed: Feed) -> Iterator[tuple[etree._Element, str]]:
    if not feed.ns:
        for item in feed.items:
            yield from ((node, text(node)) for node in item.all("description", ENCODED))
        return
    for node in feed.iter(*(ATOM + each for each in ("title", "subtitle", "summary", "rights", "content"))):
        if node.get("type") in ("html", "text/html"):
            yield node, text(node)
        elif node.get("type") == "xhtml":
            parts = (etree.tostring(div, encoding="unicode", method="html", with_tail=False) for div in node)
            yield node, "".join(parts)


@lru_cache(maxsize=1024)  # several feeds carry the same entry
def _complaints(markup: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    tokens = list(_TOKEN.finditer(markup))
    if problem := _unbalanced(tokens):
        found["html-broken"] = problem
    for token in tokens:
        if (token[2] or "").lower() in _UNSAFE:
            found["html-unsafe"] = message("readers strip <{tag}>", tag=token[2])
    if not all(_HARMLESS.fullmatch(token[3] or "") and token[0] != "<" for token in tokens):
        _check_attributes(markup, found)
    return tuple(found.items())


def _unbalanced(tokens: list[re.Match[str]]) -> str | None:
    """HTML 4.01 appendix B.1: readers differ where an end tag is missing or one too many."""
    open_tags: list[str] = []
    for token in tokens:
        closing, tag = token[1], (token[2] or "").lower()
        if token[0] == "<":
            return message("a tag is not finished at character {n}", n=token.start() + 1)
        if not tag or (tag in _VOID and not closing):
            continue
        if tag not in _KNOWN:
            return message("<{tag}> is no HTML", tag=tag)
        if not closing:
            open_tags.append(tag)
            continue
        while open_tags and open_tags[-1] != tag and open_tags[-1] in _END_OPTIONAL:
            open_tags.pop()
        if not open_tags or open_tags.pop() != tag:
            return message("</{tag}> closes nothing", tag=tag)
    left = [tag for tag in open_tags if tag not in _END_OPTIONAL]
    return message("<{tag}> is never closed", tag=left[-1]) if left else None


def _check_attributes(markup: str, found: dict[str, str]) -> None:
    root = etree.fromstring(f"<div>{markup}</div>", _PARSER)
    for element in elements(_WITH_ATTRIBUTES, root):
        for key, value in element.items():
            attribute = str(key).lower()
            if attribute.startswith("on") or attribute == "style":
                found.setdefault("html-unsafe", message("readers strip the attribute {attribute}", attribute=attribute))
            elif attribute in _ADDRESSES:
                _check_address(attribute, str(value), found)


def _check_address(attribute: str, value: str, found: dict[str, str]) -> None:
    choices = [each.split()[0] for each in value.split(",") if each.strip()]
    for address in choices if attribute == "srcset" else [value]:
        scheme = _SCHEME.match(address)
        if scheme is None:
            found.setdefault(
                "html-relative", message("{attribute}={address!r} is relative", attribute=attribute, address=address)
            )
        elif scheme[1].lower() in ("javascript", "vbscript"):
            found.setdefault(
                "html-unsafe", message("readers strip {attribute}={address!r}", attribute=attribute, address=address)
            )
