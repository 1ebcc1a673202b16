"""Check the bytes of a finished feed: RSS 2.0 and Atom 1.0 by the rules of the W3C's feed validator, JSON Feed 1.1 and
OPML 2.0 (the list of feeds) by their specifications.

An error breaks a standard; a warning is what some readers handle badly. `RULES` lists the rules, in order.
Nothing here knows who wrote the feed, reads the clock or opens a connection.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from lxml import etree

from feedpub.checking.dates import date_order, dates, updated_twice
from feedpub.checking.feed import ATOM, Checker, Feed, Finding, Rule, error, parse_xml
from feedpub.checking.jsonfeed import json_findings
from feedpub.checking.language import languages
from feedpub.checking.links import addresses, guids, ids, links, self_link
from feedpub.checking.markup import html, plain_text
from feedpub.checking.opml import opml_findings
from feedpub.checking.structure import (
    authors,
    blank,
    categories,
    content,
    email,
    encoded,
    known,
    once,
    order,
    required,
    told_twice,
)
from feedpub.messages import message
from feedpub.paths import suffix_of

__all__ = ["Finding", "atom_grammar", "check_feed", "check_file", "check_json", "check_xml"]

RULES: tuple[tuple[str, Rule], ...] = (
    ("both", required),       # missing-element
    ("both", once),           # duplicate-element
    ("both", known),          # unknown-element, unknown-attribute
    ("rss", order),           # item-misplaced
    ("both", blank),          # blank
    ("both", languages),      # language-invalid, language-missing
    ("atom", ids),            # id-invalid, id-duplicate
    ("rss", guids),           # guid-missing, guid-permalink, guid-weak, id-duplicate
    ("both", self_link),      # self-missing, self-differs
    ("both", addresses),      # link-invalid
    ("both", links),          # rel-unknown, link-duplicate, type-invalid, length-invalid
    ("both", dates),          # date-invalid, date-implausible, date-obsolete, date-weekday
    ("both", date_order),     # newer-than-feed, published-late
    ("atom", updated_twice),  # updated-twice
    ("atom", authors),        # missing-author
    ("both", told_twice),     # author-twice, told-twice
    ("rss", email),           # email-invalid
    ("both", categories),     # category-blank, scheme-invalid
    ("atom", content),        # missing-content, missing-summary
    ("rss", encoded),         # encoded-first
    ("both", plain_text),     # plain-text
    ("both", html),           # html-broken, html-unsafe, html-relative
)  # fmt: skip


def check_file(
    path: str, data: bytes, checkers: Mapping[str, Checker], *, url: str | None = None
) -> tuple[Finding, ...]:
    """Everything wrong with a feed, a list of feeds or an archive document; empty where nothing is wrong.

    The checker is that of the file's suffix. A file whose name has no known suffix (`index.xml` of other people may be
    RSS or Atom, `feeds.opml` is OPML) is recognised by its content, and so is an empty file.

    Args:
        path: of the file; only its end counts.
        data: all its bytes.
        checkers: one for each known suffix.
        url: where the file will be fetched from; None where that is unknown.
    """
    suffix = suffix_of(path, checkers)
    if suffix is None or not data.strip():
        return check_feed(data, url=url)
    return checkers[suffix](data, url)


def check_feed(data: bytes, *, url: str | None = None) -> tuple[Finding, ...]:
    """Everything wrong with a feed or a list of feeds that its content recognises: JSON Feed, else XML.

    Args:
        data: all its bytes.
        url: where it will be fetched from; None where that is unknown.
    """
    return (check_json if data.lstrip()[:1] == b"{" else check_xml)(data, url)


def check_json(data: bytes, url: str | None) -> tuple[Finding, ...]:
    """Everything wrong with a JSON Feed; the arguments are those of `check_feed`."""
    characters = tuple(_check_characters(data))
    if characters and characters[0].level == "error":
        return characters
    return (*characters, *json_findings(data, url))


def check_xml(data: bytes, url: str | None) -> tuple[Finding, ...]:
    """Everything wrong with RSS, Atom or OPML, which the root element tells apart; the arguments are as above."""
    characters = tuple(_check_characters(data))
    if characters and characters[0].level == "error":
        return characters
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError as problem:
        return (Finding(line=problem.lineno, level="error", code="xml", message=problem.msg or message("no XML")),)
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None:
        return (error(root, "doctype", message("a feed has no DTD: readers refuse it")),)
    if (declared := tree.docinfo.encoding or "UTF-8").upper() != "UTF-8":
        return (error(root, "not-utf8", message("the feed declares {declared}, not UTF-8", declared=declared)),)
    if root.tag == "opml":
        return (*characters, *opml_findings(root))
    top = _top(root)
    if top is None:
        return (
            error(root, "root", message("{tag} is neither an Atom feed nor an RSS 2.0 channel nor OPML", tag=root.tag)),
        )
    feed = Feed.of(top, url)
    findings = [*characters, *_check_rules(feed)]
    if feed.ns and not any(finding.level == "error" for finding in findings):
        # libxml2 says where a grammar is broken, seldom why: it is asked only where no rule above found an error.
        findings += _check_grammar(tree)
    return tuple(findings)


@cache
def atom_grammar() -> etree.RelaxNG:
    """RFC 4287 as a RELAX NG grammar."""
    return etree.RelaxNG(etree.fromstring((files("feedpub") / "data" / "atom.rng").read_bytes()))


def _check_characters(data: bytes) -> Iterator[Finding]:
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        yield Finding(line=line, level="error", code="not-utf8", message=message("the feed is not in UTF-8"))
        return
    if control := re.search("[\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]", decoded):
        line, code = decoded.count("\n", 0, control.start()) + 1, f"U+{ord(control[0]):04X}"
        yield Finding(
            line=line, level="warning", code="bad-character", message=message("{code} means nothing", code=code)
        )


def _top(root: etree._Element) -> etree._Element | None:
    """RFC 4287 section 2; RSS 2.0 "What is RSS?": one channel in `<rss version="2.0">`."""
    if root.tag == f"{ATOM}feed":
        return root
    channels = root.findall("channel")
    one = root.tag == "rss" and root.get("version") == "2.0" and len(root) == len(channels) == 1
    return channels[0] if one else None


def _check_rules(feed: Feed) -> Iterator[Finding]:
    kind = "atom" if feed.ns else "rss"
    for applies, rule in RULES:
        if applies in ("both", kind):
            yield from rule(feed)


def _check_grammar(tree: etree._ElementTree) -> Iterator[Finding]:
    grammar = atom_grammar()
    if not grammar.validate(tree):
        last = grammar.error_log[0]
        yield Finding(
            line=last.line,
            level="error",
            code="grammar",
            message=message("not RFC 4287: {reason}", reason=last.message),
        )
