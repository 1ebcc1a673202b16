"""Read a Word document (.docx, Office Open XML): its text, its pictures, and what is in it and not in the text."""

import re

from feedpub.errors import UnreadableError
from feedpub.messages import Message, message
from feedpub.model import Problem
from feedpub.patterns import regex
from feedpub.reading.formats.lines import TextLines
from feedpub.reading.formats.word.blocks import Block, Image, LeftOut, Link, Paragraph, Span, Table, name_of
from feedpub.reading.formats.word.body import walk
from feedpub.reading.formats.word.heads import tell_parts
from feedpub.reading.formats.word.looks import Part
from feedpub.reading.formats.word.package import Package
from feedpub.reading.formats.word.tables import as_lines, cells_in_order, is_layout
from feedpub.reading.source_text import Role, SourceText
from feedpub.zipped import is_zip

__all__ = ["read_docx"]

_LONGEST_CAPTION = 120
_BESIDE = regex(
    r"(?:[（(【\[]?\s*(?:见|附)?(?:附件|配图|图片|照片|附图|插图|图)?\s*\d{0,2}\s*[:：、.]?\s*)?"
    r"(?P<file>[^\s/\\:：，。]{1,80}\.(?:jpe?g|png|gif|webp|avif))\s*[）)】\]]?",
    re.IGNORECASE,
)
_HAN = regex("[\u3400-\u9fff]{2}")
_ROLES: dict[Part, Role] = {
    "kicker": "kicker",
    "deck": "deck",
    "section": "section",
    "masthead": "masthead",
    "letterhead": "letterhead",
}


def read_docx(data: bytes, _name: str) -> SourceText:
    """A Word document as text: tracked changes accepted, headlines told by their looks.

    Args:
        data: the file.

    Raises:
        UnreadableError: the bytes are no Word document, are encrypted or damaged, or are out of bounds.
    """
    if not is_zip(data):
        raise UnreadableError(message("is no Word document, whatever its name says: it begins as no .docx does"))
    package = Package(data)
    body = walk(package)
    blocks = flattened(body.blocks)
    writing = _Writing(package, tell_parts(blocks))
    for left_out in body.outside:
        writing.lines.discard(left_out.reason, left_out.text)
    writing.write(blocks)
    if package.macros:
        told = message("holds macros, which were neither run nor read; save it as .docx to be rid of them")
        writing.lines.problem(Problem(line=None, level="warning", code="macros", message=told))
    return writing.lines.done()


def flattened(blocks: list[Block]) -> list[Block]:
    """The blocks with the contents of tables that only lay out the page in their place."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and is_layout(block):
            found += flattened([inner for cell in cells_in_order(block) for inner in cell.blocks])
        else:
            found.append(block)
    return found


class _Writing:
    """The lines of a document while they are written."""

    def __init__(self, package: Package, parts: dict[int, Part]) -> None:
        self.lines = TextLines()
        self._package = package
        self._parts = parts
        self._stated = any(part == "headline" for part in parts.values())
        self._begun = False  # a picture above the first headline comes below it
        self._waiting: list[tuple[Image | str, str]] = []  # pictures, until the caption below them comes

    def write(self, blocks: list[Block]) -> None:
        headline: list[tuple[str, str]] = []
        for place, block in enumerate(blocks):
            part = self._parts.get(place, "text")
            if isinstance(block, Paragraph) and block.text.strip() and part != "headline goes on":
                self._headline(headline)
            if isinstance(block, LeftOut):
                self.lines.discard(block.reason, block.text)
            elif isinstance(block, Table):
                self._headline(headline)
                self._pictures("", "")
                for text, origin, left_out in as_lines(block):
                    self.lines.add(text, origin)
                    for row in left_out:
                        self.lines.discard(row.reason, row.text)
            elif part in ("headline", "headline goes on"):
                self._rest(block)
                headline.append((" ".join(filter(None, map(str.strip, block.text.split("\n")))), block.origin))
            else:
                self._paragraph(block, part)
        self._headline(headline)
        self._pictures("", "")

    def _headline(self, lines: list[tuple[str, str]]) -> None:
        """Write a headline, which may have several lines."""
        if lines:
            if self._begun:
                self._pictures("", "")
            self._begun = True
            self.lines.add(" ".join(text for text, _ in lines), lines[0][1], "headline")
            lines.clear()

    def _paragraph(self, block: Paragraph, part: Part) -> None:
        """Write a paragraph: its text before, between and behind its pictures."""
        text = ""
        for piece in block.parts:
            if isinstance(piece, Span):
                text += piece.text
            elif isinstance(piece, Link) and part == "text":
                text += "[" if piece.begins else f"]({piece.address})"
            elif isinstance(piece, Image):
                if text.strip():
                    self._text(text, block, part)
                text = ""
                self._waiting.append((piece, block.origin))
        if text.strip():
            self._text(text, block, part)
        self._rest(block)

    def _rest(self, block: Paragraph) -> None:
        """Report what of a paragraph is not in the text."""
        for piece in block.parts:
            if isinstance(piece, LeftOut) and piece.reason == "not read":
                self._warn(
                    "part-not-read",
                    message(
                        "a part of this paragraph is not read: {part}; put what it says into the text", part=piece.text
                    ),
                )
            elif isinstance(piece, LeftOut):
                self.lines.discard(piece.reason, piece.text)
            elif isinstance(piece, Image) and piece.cropped:
                name = name_of(piece.target)
                self._warn(
                    "picture-cropped",
                    message(
                        "the picture `{name}` is cropped in Word, which hides a part and does not remove it; it is "
                        "published uncropped",
                        name=name,
                    ),
                )

    def _warn(self, code: str, told: Message) -> None:
        line = self.lines.count or None
        self.lines.problem(Problem(line=line, level="warning", code=code, message=told))

    def _text(self, text: str, block: Paragraph, part: Part) -> None:
        pieces = [piece.replace("\t", " ").strip() for piece in text.split("\n")]
        pieces = [piece for piece in pieces if piece]
        if part in _ROLES:
            if self._begun and part != "deck":
                self._pictures("", "")
            self.lines.add(" ".join(pieces), block.origin, _ROLES[part])
            return
        for number, piece in enumerate(pieces, 1):
            origin = block.origin if len(pieces) == 1 else f"{block.origin}, line {number}"
            mark = block.mark if number == 1 else ""
            if self._waiting and self._is_caption(piece, block, part):
                self._pictures(piece, origin)
                continue
            self._pictures("", "")
            if beside := _BESIDE.fullmatch(piece):
                self._waiting.append((beside["file"], origin))
                self.lines.discard("name of a picture", piece)
            elif part == "subhead":
                self.lines.add(f"### {mark}{piece}", origin)
            elif mark:
                gap = " " if mark == "-" or mark[-1:].isascii() else ""
                self.lines.add(f"{mark}{gap}{piece}", origin)
            else:
                self.lines.add(piece, origin, "text" if self._stated and piece.startswith("#") else None)

    def _is_caption(self, text: str, block: Paragraph, part: Part) -> bool:
        """Whether a line below a picture is its caption by its look; else the reading judges it by its words."""
        if len(text) > _LONGEST_CAPTION or part == "subhead" or not _HAN.search(text):
            return False
        return part == "caption" or block.look.style.startswith(("caption", "题注")) or block.look.align == "center"

    def _pictures(self, caption: str, origin: str) -> None:
        """Write the pictures that wait; the caption belongs to the last."""
        waiting, self._waiting = self._waiting, []
        for at, (image, where) in enumerate(waiting, 1):
            words = caption if at == len(waiting) else ""
            whence = f"{where}; caption: {origin}" if words else where
            if isinstance(image, str):
                self.lines.picture(image, words, whence)
            else:
                self._picture(image, words, whence)

    def _picture(self, image: Image, caption: str, origin: str) -> None:
        name = name_of(image.target)
        data = self._package.read(image.target) if not image.outside and image.target in self._package else None
        self.lines.picture(name, caption, origin, data)
