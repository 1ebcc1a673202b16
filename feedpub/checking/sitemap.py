"""Check what robots are led to: sitemaps and their index (sitemaps.org, 0.9), and Google's sitemaps of news."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from feedpub.checking.facts import Address
from feedpub.checking.feed import Finding, error, line_of, parse_xml, text
from feedpub.checking.links import is_http
from feedpub.messages import message

__all__ = ["SitemapCheck", "check_sitemap", "sitemaps_in"]

_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_KINDS = {f"{_MAP}urlset": f"{_MAP}url", f"{_MAP}sitemapindex": f"{_MAP}sitemap"}
_MOST, _MOST_NEWS, _MOST_BYTES = 50_000, 1_000, 52_428_800
_LONGEST = 2_048  # characters of an address must be fewer
_VALUES = {
    "lastmod": re.compile(
        r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?"
    ),
    "changefreq": re.compile("always|hourly|daily|weekly|monthly|yearly|never"),
    "priority": re.compile(r"0(\.\d+)?|1(\.0+)?"),
}
_OF_NEWS = ("publication/name", "publication/language", "publication_date", "title")
_NAMED = re.compile(rb"(?im)^[ \t]*sitemap[ \t]*:[ \t]*(\S+)")


class SitemapCheck(NamedTuple):
    """What is wrong with a sitemap, and all addresses in it."""

    findings: list[Finding]
    addresses: list[Address]


def check_sitemap(data: bytes, base_url: str | None) -> SitemapCheck | None:
    """Everything wrong with a sitemap or an index; None where a file is neither.

    Args:
        data: all its bytes.
        base_url: the address of its folder, below which all must be that it lists; None where that is unknown.
    """
    if b"<urlset" not in data and b"<sitemapindex" not in data:
        return None
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError as problem:
        found = Finding(line=problem.lineno, level="error", code="xml", message=problem.msg or message("no XML"))
        return SitemapCheck([found], [])
    if root.tag not in _KINDS:
        return None
    findings = list(_of_whole(root, data))
    addresses: list[Address] = []
    for entry in root.iterchildren("*"):
        if entry.tag != _KINDS[root.tag]:
            if entry.tag.startswith(_MAP):
                findings.append(_unknown(entry, root))
            continue
        findings += _of_entry(entry)
        addresses += (Address(line_of(node), text(node).strip()) for node in entry.iterchildren(f"{_MAP}loc"))
    findings += _of_place(addresses, base_url)
    return SitemapCheck(findings, addresses)


def sitemaps_in(data: bytes) -> list[Address]:
    """The sitemaps that robots.txt names."""
    return [
        Address(data.count(b"\n", 0, found.start()) + 1, found[1].decode("utf-8", "replace"))
        for found in _NAMED.finditer(data)
    ]


def _of_whole(root: etree._Element, data: bytes) -> Iterator[Finding]:
    count, news = len(root.findall(_KINDS[root.tag])), len(root.findall(f".//{_NEWS}news"))
    if not count:
        yield error(root, "sitemap-empty", message("a sitemap lists one address at least"))
    for found, most in ((count, _MOST), (news, _MOST_NEWS)):
        if found > most:
            told = message("a sitemap lists no more than {most} addresses; this one has {n}", most=most, n=found)
            yield error(root, "sitemap-large", told)
    if len(data) > _MOST_BYTES:
        yield error(root, "sitemap-large", message("a sitemap has no more than 50 MB"))


def _of_place(addresses: list[Address], base_url: str | None) -> Iterator[Finding]:
    """The first address that is not where the sitemap is: where one is not, seldom any is."""
    for line, address in addresses:
        if base_url and not address.startswith(base_url):
            told = message("{address} is not below {base}, where the sitemap is", address=address, base=base_url)
            yield Finding(line=line, level="error", code="sitemap-outside", message=told)
            return


def _of_entry(entry: etree._Element) -> Iterator[Finding]:
    known = {"loc", "lastmod", *(_VALUES if entry.tag == f"{_MAP}url" else ())}
    seen: set[str] = set()
    for child in entry.iterchildren(f"{_MAP}*"):
        name = child.tag.removeprefix(_MAP)
        if name not in known:
            yield _unknown(child, entry)
        elif name in seen:
            yield error(child, "duplicate-element", message("{tag} is there twice", tag=name))
        elif (form := _VALUES.get(name)) and not form.fullmatch(text(child).strip()):
            yield error(child, "sitemap-value", message("{value} is no {tag}", value=repr(text(child)), tag=name))
        seen.add(name)
    if "loc" not in seen:
        yield error(entry, "missing-element", message("{tag} is missing", tag="loc"))
    for node in entry.iterchildren(f"{_MAP}loc"):
        address = text(node).strip()
        if not is_http(address) or len(address) >= _LONGEST:
            yield error(node, "link-invalid", message("{address} is no address of a page", address=address))
    for news in entry.iterchildren(f"{_NEWS}news"):
        for name in _OF_NEWS:
            if not (news.findtext("/".join(_NEWS + part for part in name.split("/"))) or "").strip():
                yield error(news, "missing-element", message("{tag} is missing", tag=f"news:{name}"))


def _unknown(node: etree._Element, within: etree._Element) -> Finding:
    tags = {"tag": node.tag.rpartition("}")[2], "within": within.tag.rpartition("}")[2]}
    return error(node, "unknown-element", message("{tag} is no element of {within}", **tags))
