"""Walk through the body of a Word document: paragraphs, tables and pictures in reading order, and what is left out.

Tracked changes are taken as accepted: what was inserted or moved is text, what was deleted is left out. An element that
is not known is walked through, so that no text within it is lost.
"""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from feedpub.messages import message
from feedpub.patterns import regex
from feedpub.reading.formats.word.blocks import Block, Cell, Image, LeftOut, Link, Paragraph, Part, Span, Table
from feedpub.reading.formats.word.numbering import Numbering
from feedpub.reading.formats.word.package import Package, child, value
from feedpub.reading.formats.word.styles import Look, Styles, look_of
from feedpub.reading.formats.word.symbols import symbol
from feedpub.reading.formats.xml import local

__all__ = ["Body", "walk"]

_SILENT = frozenset(  # no text in these
    ["pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText"]
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "softHyphen": "", "cr": "\n"}
_DELETED = {"del": "deleted (tracked change)", "moveFrom": "moved elsewhere (tracked change)"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
_EMBEDDED = {
    "chart": message("a chart"),
    "relIds": message("a diagram"),
    "OLEObject": message("an embedded object"),
    "altChunk": message("an inserted file"),
}
_SAYS = ("t", "blip", "imagedata", "txbxContent")
_MOST_SPAN = 100
_SYMBOLS = regex("[\uf020-\uf0ff]")
_WEB = regex(r"https?://[^\s()<>\[\]]{1,500}")


class Body(NamedTuple):
    """The blocks of a document in reading order; what is on none of its pages (headers, footers) is in `outside`."""

    blocks: list[Block]
    outside: list[LeftOut]


def walk(package: Package) -> Body:
    """The body of a document.

    Raises:
        UnreadableError: a part of it is damaged.
    """
    walked = _Walk(package)
    body = child(package.document, "body")
    blocks = list(walked.blocks(body if body is not None else package.document, "paragraph", "table"))
    outside: dict[LeftOut, None] = {}
    for kind in ("header", "footer"):
        for root in package.parts(kind):
            text = plain(root)
            if text.strip():
                outside[LeftOut(kind, text)] = None
    return Body(blocks, list(outside))


def plain(element: etree._Element) -> str:
    """All text within an element, a line for each paragraph."""
    lines = []
    paragraphs = [found for found in element.iter() if local(found) == "p"] or [element]
    for paragraph in paragraphs:
        pieces = [found.text or "" for found in paragraph.iter() if local(found) in ("t", "delText")]
        lines.append("".join(pieces))
    return "\n".join(filter(str.strip, lines))


class _Walk:
    """One walk: it counts paragraphs and tables, and remembers what a deleted paragraph mark leaves to the next."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package)
        self._numbering = Numbering(package)
        self._counts: dict[str, int] = {}
        self._joined: list[Part] = []
        self._boxes: list[etree._Element] = []
        self._notes: dict[tuple[str, str], str] = {}
        for kind in ("footnote", "endnote", "comment"):
            for root in package.parts(f"{kind}s"):
                self._notes.update({(kind, value(note, "id") or ""): plain(note) for note in root})

    def _origin(self, name: str) -> str:
        self._counts[name] = self._counts.get(name, 0) + 1
        return f"{name} {self._counts[name]}"

    def blocks(self, element: etree._Element, paragraph: str, table: str) -> Iterator[Block]:
        """The blocks within an element.

        Args:
            element: of the body, a cell, or a text box.
            paragraph: what a paragraph in it is called.
            table: what a table in it is called.
        """
        for found in element:
            name = local(found)
            if name == "p":
                yield from self._paragraph(found, self._origin(paragraph), paragraph)
            elif name == "tbl":
                yield self._table(found, self._origin(table))
            elif name in _DELETED:
                yield LeftOut(_DELETED[name], plain(found))
            elif name == "sdt" and _is_contents(found):
                yield LeftOut("list of contents", plain(found))
            elif name in _EMBEDDED:
                yield LeftOut("not read", _EMBEDDED[name])
            elif name and name not in _SILENT:
                yield from self.blocks(_chosen(found), paragraph, table)

    def _paragraph(self, element: etree._Element, origin: str, name: str) -> Iterator[Block]:
        properties = child(element, "pPr")
        style = self._styles.of(value(child(properties, "pStyle")))
        if style.style.startswith("toc "):
            yield LeftOut("list of contents", plain(element))
            return
        look = look_of(properties).above(style)
        made = Paragraph(origin, look, parts=self._joined)
        self._joined = []
        made.breaks = child(properties, "pageBreakBefore") is not None
        self._inline(element, made)
        if child(child(properties, "rPr"), "del") is not None:  # its end is deleted: it goes on in the next
            self._joined = made.parts
            return
        made.mark = self._numbering.mark(look.numbering) if made.text.strip() else ""
        yield made
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.blocks(box, f"text box: {name}" if ":" not in name else name, "text box: table")

    def _inline(self, element: etree._Element, into: Paragraph) -> None:
        """Take in the runs of a paragraph, and what is between them."""
        for found in element:
            name = local(found)
            if name == "r":
                look = self._styles.run(child(found, "rPr"), into.look)
                self._run(found, look, into)
            elif name in _DELETED:
                self._leave_out(into, _DELETED[name], plain(found))
            elif name == "hyperlink" and (address := self._address(found)):
                into.parts.append(Link(True, address))
                self._inline(found, into)
                into.parts.append(Link(False, address))
            elif name == "rt":
                self._leave_out(into, "ruby", plain(found))
            elif name and name not in _SILENT:
                self._inline(_chosen(found), into)

    def _address(self, element: etree._Element) -> str:
        _, target, outside = self._package.relations.get(value(element, "id") or "", ("", "", False))
        return target if outside and _WEB.fullmatch(target) else ""

    def _run(self, element: etree._Element, look: Look, into: Paragraph) -> None:
        for found in element:
            name = local(found)
            if name == "t":
                self._text(_of_font(_spaced(found), element), look, into)
            elif name in _CHARACTERS:
                self._text(_CHARACTERS[name], look, into)
            elif name == "br":
                if value(found, "type") in ("page", "column"):
                    into.breaks = True
                else:
                    self._text("\n", look, into)
            elif name == "sym":
                self._text(symbol(value(found, "font") or "", value(found, "char") or ""), look, into)
            elif name == "delText":
                self._leave_out(into, _DELETED["del"], found.text or "")
            elif name in _NOTES:
                kind = _NOTES[name]
                self._leave_out(into, kind, self._notes.get((kind, value(found, "id") or ""), ""))
            elif name == "ruby":
                self._inline(found, into)
            elif name and name not in _SILENT:
                self._drawn(_chosen(found), look, into)

    def _drawn(self, element: etree._Element, look: Look, into: Paragraph) -> None:
        """Take in a drawing: its pictures, and its text boxes, which come below the paragraph."""
        name = local(element)
        if name == "txbxContent":
            self._boxes.append(element)
        elif name in ("blip", "imagedata"):
            self._picture(element, into)
        elif name in _EMBEDDED:
            self._leave_out(into, "not read", _EMBEDDED[name])
        elif name == "t":
            self._text(element.text or "", look, into)
        else:
            for found in element:
                if local(found) and local(found) not in _SILENT:
                    self._drawn(_chosen(found), look, into)

    def _picture(self, element: etree._Element, into: Paragraph) -> None:
        for attribute in ("embed", "link", "id"):
            _, target, outside = self._package.relations.get(value(element, attribute) or "", ("", "", False))
            if target:
                crop = child(element.getparent(), "srcRect")
                cropped = crop is not None and any(side.strip("-0") for side in map(str, crop.attrib.values()))
                into.parts.append(Image(target, outside, cropped))
                return

    def _text(self, text: str, look: Look, into: Paragraph) -> None:
        if look.hidden:
            self._leave_out(into, "hidden text", text)
        elif text:
            into.parts.append(Span(text, look))

    @staticmethod
    def _leave_out(into: Paragraph, reason: str, text: str) -> None:
        last = into.parts[-1] if into.parts else None
        if isinstance(last, LeftOut) and last.reason == reason and reason in ("hidden text", *_DELETED.values()):
            into.parts[-1] = LeftOut(reason, last.text + text)
        else:
            into.parts.append(LeftOut(reason, text))

    def _table(self, element: etree._Element, origin: str) -> Table:
        rows: list[list[Cell]] = []
        open_: dict[int, tuple[int, int]] = {}  # by column, the cell above that goes on: its row and its place there
        for found in _children(element, "tr"):
            row: list[Cell] = []
            column = _number(value(child(child(found, "trPr"), "gridBefore")))
            for cell in _children(found, "tc"):
                properties = child(cell, "tcPr")
                columns = min(max(_number(value(child(properties, "gridSpan"))), 1), _MOST_SPAN)
                merge = child(properties, "vMerge")
                goes_on = merge is not None and value(merge) != "restart"
                name = f"{origin}, row {len(rows) + 1}, cell {len(row) + 1}: paragraph"
                blocks = list(self.blocks(cell, name, f"{origin}: table"))
                if goes_on and column in open_:
                    above, place = open_[column]
                    owner = rows[above][place]
                    owner.blocks.extend(block for block in blocks if not _is_empty(block))
                    rows[above][place] = owner._replace(rows=len(rows) - above + 1)
                else:
                    open_.pop(column, None)
                    if merge is not None:
                        open_[column] = (len(rows), len(row))
                    row.append(Cell(column, blocks, columns))
                column += columns
            deleted = child(child(found, "trPr"), "del") is not None
            if deleted:
                row = [Cell(0, [LeftOut(_DELETED["del"], plain(found))])]
            rows.append(row)
        return Table(origin, rows)


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.parts


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows or cells within an element, also those in content controls."""
    for found in element:
        if local(found) == name:
            yield found
        elif local(found) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _children(found, name)


def _chosen(element: etree._Element) -> etree._Element:
    """An element, or of several forms of the same content (ECMA-376, part 3) the first that says something."""
    if local(element) != "AlternateContent":
        return element
    forms = [found for found in element if local(found) in ("Choice", "Fallback")]
    return next((form for form in forms if any(local(found) in _SAYS for found in form.iter())), element)


def _is_contents(element: etree._Element) -> bool:
    gallery = value(child(child(child(element, "sdtPr"), "docPartObj"), "docPartGallery"))
    return gallery == "Table of Contents"


def _of_font(text: str, run: etree._Element) -> str:
    """The text of a run, with the characters that a symbol font shows at its places."""
    if not _SYMBOLS.search(text):
        return text
    font = value(child(child(run, "rPr"), "rFonts"), "ascii") or ""
    return _SYMBOLS.sub(lambda found: symbol(font, f"{ord(found[0]):x}"), text)


def _spaced(element: etree._Element) -> str:
    text = element.text or ""
    keeps = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if keeps else text.strip(" \t\r\n")


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0
