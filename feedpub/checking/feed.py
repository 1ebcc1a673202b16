"""Parse a feed once for all rules, and describe what they find."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from lxml import etree

__all__ = [
    "ATOM", "DC", "ENCODED", "Checker", "Feed", "Finding", "Part", "Rule", "elements", "error", "line_of", "local",
    "parse_xml", "text", "warning", "words",
]  # fmt: skip

ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong. `code` is stable and for programs, `message` is for people."""

    line: int | None
    level: Literal["error", "warning"]
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Part:
    """A feed, channel, entry or item, with its children by tag, which every rule needs."""

    node: etree._Element
    kids: dict[str, list[etree._Element]]

    @classmethod
    def of(cls, node: etree._Element) -> "Part":
        kids: dict[str, list[etree._Element]] = {}
        for child in node.iterchildren("*"):
            kids.setdefault(child.tag, []).append(child)
        return cls(node, kids)

    def all(self, *tags: str) -> list[etree._Element]:
        return [node for tag in tags for node in self.kids.get(tag, ())]


@dataclass(frozen=True, slots=True)
class Feed:
    """An Atom feed with its entries, or an RSS channel with its items."""

    top: Part
    items: tuple[Part, ...]
    ns: str  # the prefix of the standard's own elements: Atom's namespace, or nothing for RSS
    url: str | None  # where the feed will be fetched from, if that is known

    @classmethod
    def of(cls, node: etree._Element, url: str | None) -> "Feed":
        top, ns = Part.of(node), ATOM if node.tag == f"{ATOM}feed" else ""
        return cls(top, tuple(map(Part.of, top.all(f"{ATOM}entry" if ns else "item"))), ns, url)

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.top, *self.items)

    def iter(self, *tags: str) -> Iterator[etree._Element]:
        """Elements of these tags at any depth."""
        return self.top.node.iter(*tags)


Rule = Callable[[Feed], Iterator[Finding]]
Checker = Callable[[bytes, str | None], tuple[Finding, ...]]  # of the bytes of a file, and its URL where it is known


def line_of(node: etree._Element) -> int | None:
    return cast("int | None", node.sourceline)  # the stubs leave it open


def error(node: etree._Element, code: str, message: str) -> Finding:
    return Finding(line=line_of(node), level="error", code=code, message=message)


def warning(node: etree._Element, code: str, message: str) -> Finding:
    return Finding(line=line_of(node), level="warning", code=code, message=message)


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML 1.0 without entities or network; a file without DOCTYPE may be of any size."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
        huge_tree=b"<!DOCTYPE" not in data,
    )  # fmt: skip
    return etree.fromstring(data, parser)


def text(node: etree._Element) -> str:
    return node.text or ""


def local(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2]


def elements(path: etree.XPath, node: etree._Element) -> list[etree._Element]:
    """The elements that a compiled path finds; lxml's own type of the result is too wide."""
    found = path(node)
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def words(line: str) -> tuple[str, ...]:
    return tuple(line.split())
