"""Make clean lines of a bulletin's text: everything that markup spans over several lines, or packs into one.

text ─▶ comments, code, shortcodes put aside ─▶ tags and tables over several lines joined ─▶ line by line: heading
marks, blocks of HTML, pictures, leftovers of tools

What comes out is in feedpub's own marks (`## ` headings, `![words](<file>)` pictures, a table a line); each line has
the number of the line of the file that it begins on. Text without markup takes a short way through.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from feedpub.data import load
from feedpub.model import Discard, Problem
from feedpub.patterns import regex
from feedpub.reading.phrases.web import more_link
from feedpub.reading.text.asides import GONE, put_aside
from feedpub.reading.text.blocks import join_blocks, split_blocks
from feedpub.reading.text.characters import glance
from feedpub.reading.text.links import closed_components, is_link, with_addresses, without_components, without_link_tags
from feedpub.reading.text.marks import plain_marks, starred, underlined
from feedpub.reading.text.picture_lines import pictures_apart, table_apart
from feedpub.reading.text.pictures import may_hold_pictures, read_mark, references
from feedpub.reading.text.tables import as_rows
from feedpub.reading.text.tools import may_hold_leftovers, tool_wrote, without_leftovers

__all__ = ["Clean", "clean"]

_NO_MARKS = bytes(byte for byte in range(256) if byte not in b"<!{`\\$&[|=*_>")
_LONG_MARKS = (b"--", b"%%", b"import ", b"export ", b"::", b"~~~", b"##\n", b"#######")
_WIDE_MARKS = "＃\u00a0\u2002\u2003"
_ASIDES = ("<", "{", "```", "~~~", "%%", "&lt;!", "import ", "export ", "[//", "[comment", "[#", GONE)
_SETEXT = regex(r"^[ \t]*(?:===|---)", re.MULTILINE)
_PLACED = regex(r":::+[^\S\n]*(?:[\w{.#\-][^。，]{0,60})?|\{:[^{}]{0,200}\}|(?:>[ \t]*)?\[![A-Za-z]{1,20}\][+-]?")
_SPECIAL = regex("[<{\\\\$&＃[|=>\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_SPECIAL_OPENS = (":::", "image::", ".. image::", "#######")
_ODD_MARK = regex(
    r"[\\>=＃]|#{1,8}[\u00a0\u1680\u2000-\u200a\u202f\u205f]|#{7,8}\s|#{2,6}[^#\s].{0,80}##$|\*\*\\?[#＃]|__[#＃]"
)
_BREAK = regex(r"<br\s*/?>", re.IGNORECASE)
_TABLE_TAG = regex(r"(?:<(?:html|body)\b[^<>]*>\s*)*</?(?:table|thead|tbody|tr|td|th)\b", re.IGNORECASE)


class Clean(NamedTuple):
    """The clean lines of a text.

    Attributes:
        lines: each with the number of the line of the file that it begins on; blank ones are empty.
        marked: False if the text has no mark at all.
        discards: what was put aside.
        problems: met on the way.
    """

    lines: Iterable[tuple[int, str]]
    marked: bool = False
    discards: Sequence[Discard] = ()
    problems: Sequence[Problem] = ()


def clean(text: str, first: int) -> Clean:
    """The clean lines of a text whose first line has the number `first`."""
    ascii_only = glance(text).ascii  # short in Chinese text, so that it is searched quickly
    marked = ascii_only.translate(None, _NO_MARKS) or any(mark in ascii_only for mark in _LONG_MARKS)
    if not marked and not any(mark in text for mark in _WIDE_MARKS):
        return Clean(enumerate(text.split("\n"), first))
    if not any(mark in text for mark in _ASIDES):
        return _Cleaning(text, first, [], []).all()
    aside = put_aside(text, first)
    return _Cleaning(aside.text, first, aside.discards, aside.problems).all()


class _Cleaning:
    """The cleaning of one text, after what spans lines was put aside."""

    def __init__(self, text: str, first: int, discards: list[Discard], problems: list[Problem]) -> None:
        self.first = first
        self.discards = discards
        self.problems = problems
        self.of_tool = tool_wrote(text)
        self.table_end = 0  # of the Markdown table that was looked at last
        self.closed = closed_components(text)
        self.lines: list[str | None] = [_remaining(line) for line in text.split("\n")]
        self.named = references(self.lines) if "]:" in text else {}
        for place, _, _ in self.named.values():
            self._put_aside(place, "markup")
        if _SETEXT.search(text):
            self._take_underlines()
        if "*" in text or "_" in text:
            starred(self.lines)
        if "|" in text:
            as_rows(self.lines)
        if "<" in text:
            join_blocks(self.lines)

    def _put_aside(self, place: int, reason: str) -> None:
        if line := self.lines[place]:
            self.discards.append(Discard(self.first + place, reason, line.strip()))
            self.lines[place] = None

    def _take_underlines(self) -> None:
        for place, level in underlined(self.lines).items():
            self.lines[place] = f"{'#' * level} {(self.lines[place] or '').strip()}"
            self.lines[place + 1] = None

    def all(self) -> Clean:
        """The clean lines. Blank lines on both sides of a line put aside count as those of one side."""
        rows: list[tuple[int, str]] = []
        blanks = around = 0
        hole = False
        for place, line in enumerate(self.lines):
            if line and _is_plain(line):  # most lines
                rows.append((self.first + place, line))
                blanks, hole = 0, False
                continue
            pieces = None if line is None else self._pieces(place, line)
            if pieces is None:
                around, hole = (around if hole else blanks), True
                blanks = 0
            elif not pieces:
                blanks += 1
                if not hole or blanks > around:
                    rows.append((self.first + place, ""))
            else:
                rows += [(self.first + place, piece) for piece in pieces]
                blanks, hole = 0, False
        self.discards.sort(key=lambda discard: discard.line)
        return Clean(rows, True, self.discards, self.problems)

    def _pieces(self, place: int, line: str) -> list[str] | None:
        """A line as clean lines; empty for a blank one, None for one that is put aside."""
        text = line.strip(" \t\u3000\u00a0\ufeff")
        if not text:
            return []
        if text[0] in "[{:@\\>" and (text in load("markup")["placeholders"] or _PLACED.fullmatch(text)):
            self._put_aside(place, "markup")
            return None
        if text[0] == "|" and text[-1] == "|" and (rows := self._table_of(place)) is not None:
            return rows
        if text[0] == "|" == text[-1]:
            return [self._words(place, _BREAK.sub(" ", text))]
        if _TABLE_TAG.match(text):
            return [*(table_apart([text], self.named) or [text])]
        if _ODD_MARK.match(text):
            text = plain_marks(text)
        blocks = [text]
        if "<" in text:
            if self.closed and is_link(text):
                self._put_aside(place, "navigation of a web page")
                return None
            blocks = split_blocks(without_components(text, self.closed))
            if not blocks:
                self._put_aside(place, "markup")
                return None
        found: list[str] = []
        for block in blocks:
            for piece in pictures_apart(block, self.named) if may_hold_pictures(block) else [block]:
                found.append(piece if read_mark(piece) else self._words(place, piece.replace("\n", " ")))
        return [piece for piece in found if piece] or None

    def _words(self, place: int, text: str) -> str:
        """A piece of text without link tags and what tools left."""
        if "<" in text:
            text = without_link_tags(text)
        if self.named and "][" in text:
            text = with_addresses(text, self.named)
        if "[" in text and (start := more_link(text)) is not None:
            more = text[start:].strip()
            self.discards.append(Discard(self.first + place, "navigation of a web page", more, part=True))
            text = text[:start].rstrip()
        return without_leftovers(text, of_tool=self.of_tool) if may_hold_leftovers(text) else text

    def _table_of(self, place: int) -> list[str] | None:
        """The lines of the Markdown table that begins on a line, if it holds pictures; its other lines are emptied."""
        if place < self.table_end:
            return None  # looked at with its first row
        end = place + 1
        while end < len(self.lines) and (row := self.lines[end]) and row.lstrip().startswith("|"):
            end += 1
        self.table_end = end
        rows = [(row or "").strip() for row in self.lines[place:end]]
        apart = table_apart(rows, self.named)
        if apart is None:
            return None
        self.lines[place + 1 : end] = [None] * (end - place - 1)
        return apart


def _is_plain(line: str) -> bool:
    """Whether a line has text, and nothing that `_Cleaning` would look at."""
    if _SPECIAL.search(line) or line.startswith(_SPECIAL_OPENS) or line.endswith("##"):
        return False
    return not line.isspace()


def _remaining(line: str) -> str | None:
    """A line after what spans lines was put aside: None if nothing of it remains."""
    if GONE not in line:
        return line
    rest = line.replace(GONE, "")
    return rest.rstrip() if rest.strip(" \t\u3000>") else None
