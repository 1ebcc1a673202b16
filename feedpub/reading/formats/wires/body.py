"""The text of an item as parts: from XHTML, HTML or NITF, which share most names of elements, or from plain text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from feedpub.errors import UnreadableError
from feedpub.messages import message
from feedpub.patterns import regex
from feedpub.reading.formats.wires.item import Part, PartKind, local_picture

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "MOST_PARTS",
    "inline_text",
    "local_name",
    "parts_of_element",
    "parts_of_html",
    "parts_of_text",
    "too_many_parts",
]

MOST_PARTS = 20_000  # of a file; a message of a hundred stories has a tenth of it
_LEFT_OUT = frozenset({"head", "script", "style", "template", "noscript", "iframe", "object", "svg", "form", "title"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"})
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup"),
        *("u", "time", "alt-code", "chron", "classifier", "copyrite", "event", "function", "lang", "location"),
        *("money", "num", "object.title", "org", "person", "pronounce", "virtloc", "postaddr", "city", "country"),
        *("frac", "frac-num", "frac-den", "frac-sep", "sublocation", "region", "state", "name.given", "name.family"),
    }
)
_DEEPEST = 200
_MOST_TAGS = 200_000  # of one text in HTML
_BLANK = regex(r"\s+")
_HAN_BREAK = regex(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")


def too_many_parts() -> UnreadableError:
    """The error for a wire that has more parts than any news."""
    return UnreadableError(message("has more than {most} paragraphs, which is no news", most=MOST_PARTS))


def local_name(element: "_Element") -> str:
    """The name of an element without its namespace, in small letters; empty for a comment and the like."""
    tag: Any = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def inline_text(element: "_Element | None") -> str:
    """All the words of an element, with single blanks; empty without one."""
    if element is None:
        return ""
    return _BLANK.sub(" ", _unbroken("".join(_words(element)))).strip()


def _words(element: "_Element") -> Iterator[str]:
    if not local_name(element):
        return
    yield element.text or ""
    for child in element:
        if local_name(child) == "br":
            yield " "
        yield from _words(child)
        yield child.tail or ""


def _unbroken(text: str) -> str:
    """A text without the line breaks between Chinese characters, where a blank would be wrong."""
    return _HAN_BREAK.sub("", "\n".join(line.strip() for line in text.split("\n"))) if "\n" in text else text


def parts_of_html(text: str, origin: str) -> list[Part]:
    """The parts of HTML, or of a piece of it.

    Raises:
        UnreadableError: it is nested too deep.
    """
    from lxml import etree, html

    if not text.strip():
        return []
    if text.count("<") > _MOST_TAGS:
        raise UnreadableError(message("its text ({origin}) has more than {most} tags", origin=origin, most=_MOST_TAGS))
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(
            message("its text ({origin}) is no HTML: {reason}", origin=origin, reason=str(error))
        ) from error
    return parts_of_element(root, origin)


def parts_of_text(text: str, origin: str) -> list[Part]:
    """The paragraphs of plain text: between blank lines, or without any, each line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    parted = any(not line.strip() for line in lines)
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or not parted or line[0] == "\u3000":
            blocks.append([])
        if line.strip():
            blocks[-1].append(line.strip())
    joined = (_BLANK.sub(" ", _unbroken("\n".join(block))) for block in blocks if block)
    return [Part("text", words, f"{origin}, paragraph {number}") for number, words in enumerate(joined, 1)]


def parts_of_element(element: "_Element", origin: str) -> list[Part]:
    """The parts of an element that holds text: `body`, `body.content`.

    Args:
        element: it.
        origin: where it comes from; each part adds its number.

    Raises:
        UnreadableError: it is nested too deep.
    """
    walk = _Walk(origin)
    walk.inside(element, "text", 0)
    walk.end("text")
    return walk.parts


class _Walk:
    """Goes through an element and collects its parts."""

    def __init__(self, origin: str) -> None:
        self.parts: list[Part] = []
        self._origin = origin
        self._words: list[str] = []
        self._number = 0

    def end(self, kind: PartKind, mark: str = "") -> None:
        """Ends a paragraph, if there are words."""
        words = _BLANK.sub(" ", _unbroken("".join(self._words))).strip()
        self._words = []
        if words:
            self._add(kind, mark + words, "paragraph")

    def inside(self, element: "_Element", kind: PartKind, depth: int) -> None:
        """Takes what is in an element, each child by its name."""
        if depth > _DEEPEST:
            raise UnreadableError(
                message("its text ({origin}) is nested more than {most} deep", origin=self._origin, most=_DEEPEST)
            )
        self._words.append(element.text or "")
        for child in element:
            self._take(child, kind, depth + 1)
            self._words.append(child.tail or "")

    def _take(self, element: "_Element", kind: PartKind, depth: int) -> None:
        name = local_name(element)
        if not name or name in _LEFT_OUT:
            return
        if name in _INLINE:
            self.inside(element, kind, depth)
            return
        mark = _mark_of(element, name)
        self.end(kind)
        if name in _HEADINGS:
            self._add("subhead", inline_text(element), "heading")
        elif name in ("table", "nitf-table"):
            self._table(element)
        elif name in ("figure", "media", "img"):
            self._picture(element, name, depth)
        elif name not in ("br", "hr"):
            self.inside(element, kind, depth)
            self.end("item" if mark else kind, mark)

    def _add(self, kind: PartKind, text: str, what: str, file: str = "") -> None:
        if text or file:
            self._number += 1
            if self._number > MOST_PARTS:
                raise too_many_parts()
            self.parts.append(Part(kind, text, f"{self._origin}, {what} {self._number}", file))

    def _table(self, element: "_Element") -> None:
        caption = next((child for child in element if local_name(child) == "caption"), None)
        self._add("text", inline_text(caption), "caption of a table")
        widest = 0
        rows = [
            [inline_text(cell).replace("|", "｜") for cell in row if local_name(cell) in ("td", "th")]
            for row in element.iter()
            if local_name(row) == "tr"
        ]
        rows = [row for row in rows if row]
        widest = max(map(len, rows), default=0)
        for number, row in enumerate(rows):
            cells = row + [""] * (widest - len(row))
            self._add("row", f"| {' | '.join(cells)} |", "row of a table")
            if number == 0:
                self.parts.append(Part("row", f"|{' --- |' * widest}", self.parts[-1].origin))

    def _picture(self, element: "_Element", name: str, depth: int) -> None:
        """A picture, with its file if it lies beside the item's."""
        found = [element] if name == "img" else [row for row in element.iter() if _is_picture(row)]
        for place, row in enumerate(found):
            file = local_picture(row.get("src") or row.get("source"))
            caption = _caption(element, name) if place == 0 else row.get("alt") or ""
            self._add("picture", caption, "picture", file or "")
        if name == "figure" and not found:  # a table, a quotation
            self.inside(element, "text", depth)
            self.end("text")


def _is_picture(element: "_Element") -> bool:
    name = local_name(element)
    return name == "img" or (name == "media-reference" and "video" not in (element.get("mime-type") or ""))


def _caption(element: "_Element", name: str) -> str:
    if name == "img":
        return _BLANK.sub(" ", element.get("alt") or "").strip()
    rows = [inline_text(row) for row in element.iter() if local_name(row) in ("figcaption", "media-caption")]
    makers = [inline_text(row) for row in element.iter() if local_name(row) == "media-producer"]
    return " ".join(filter(None, (*rows, *makers)))


def _mark_of(element: "_Element", name: str) -> str:
    """The mark of an item of a list: `- `, `2. `."""
    if name != "li":
        return ""
    parent = element.getparent()
    if parent is None or local_name(parent) != "ol":
        return "- "
    before = sum(1 for row in element.itersiblings(preceding=True) if local_name(row) == "li")
    return f"{before + 1}. "
