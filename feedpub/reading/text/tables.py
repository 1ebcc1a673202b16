"""Read the cells of a table, HTML or Markdown, with those that span several rows or columns."""

import re
from html import unescape
from typing import NamedTuple

from feedpub.model import Span
from feedpub.patterns import regex

__all__ = ["Cells", "as_rows", "read_cells"]

_TOKEN = regex(
    r"<(?P<close>/?)(?P<tag>table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col)\b(?P<rest>[^<>]*)>", re.IGNORECASE
)
_SPAN = regex(r"""\b(?P<key>row|col)span\s*=\s*["'{]{0,2}(?P<number>\d{1,4})""", re.IGNORECASE)
_BREAK = regex(r"<br\s*/?>|</(?:p|div|li)\s*>", re.IGNORECASE)
_TAG = regex(r"</?[a-zA-Z][^<>]*>")
_PIPE = regex(r"(?<!\\)\|")
_MOST = 100  # the most rows or columns that a cell may span
_DELIMITER = regex(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*|\|[ \t]*:?-+:?[ \t]*\|?")


class Cells(NamedTuple):
    """The cells of a table, row by row. A cell that spans fills its first place; the others are empty."""

    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = ()


def read_cells(line: str) -> Cells:
    """The cells of an HTML table, a part of one, or a Markdown table row."""
    if not line.startswith("|"):
        return _html(line)
    cells = [_words(cell.replace("\\|", "|")) for cell in _PIPE.split(line[1:-1] if line.endswith("|") else line[1:])]
    return Cells((tuple(cells),) if any(cell.strip("-: ") for cell in cells) else ())


def _words(cell: str) -> str:
    """The text of a cell in one line."""
    if "<" in cell:
        cell = _TAG.sub("", _BREAK.sub(" ", cell))
    return " ".join((unescape(cell) if "&" in cell else cell).split())


def _html(line: str) -> Cells:
    """Rows as a browser lays them out: a cell takes the next place of its row that no other spans."""
    grid = _Grid()
    done, opened = 0, ""
    for token in _TOKEN.finditer(line):
        words = _words(line[done : token.start()])
        if opened or words:
            grid.add(words, opened)
        done, opened = token.end(), ""
        tag = token["tag"].lower()
        if tag == "tr":
            grid.part_rows(closing=bool(token["close"]))
        elif tag in ("td", "th") and not token["close"]:
            opened = token["rest"] or " "
    if words := _words(line[done:]):
        grid.add(words, opened)
    return grid.cells()


class _Grid:
    """The cells of a table while it is read: `rows` by their column, and where each column is spanned down to."""

    def __init__(self) -> None:
        self.rows: list[dict[int, str]] = [{}]
        self.spans: list[Span] = []
        self.spanned: dict[int, int] = {}
        self.column = 0
        self.fresh = False  # whether the next cell begins a row

    def part_rows(self, *, closing: bool) -> None:
        """Begin a row with the next cell; a row without cells counts only where cells of others span it."""
        if closing and self.fresh and len(self.rows) < max(self.spanned.values(), default=0):
            self.rows.append({})
        self.fresh = True

    def add(self, words: str, rest: str) -> None:
        if self.fresh:
            if self.rows != [{}]:
                self.rows.append({})
            self.fresh, self.column = False, 0
        row = len(self.rows) - 1
        while self.spanned.get(self.column, 0) > row:
            self.column += 1
        self.rows[row][self.column] = words
        said = {found["key"].lower(): min(int(found["number"]), _MOST) for found in _SPAN.finditer(rest)}
        down, across = max(said.get("row", 1), 1), max(said.get("col", 1), 1)
        if down > 1 or across > 1:
            self.spans.append(Span(row, self.column, down, across))
        if down > 1:
            self.spanned.update(dict.fromkeys(range(self.column, self.column + across), row + down))
        self.column += across

    def cells(self) -> Cells:
        kept = [place for place, row in enumerate(self.rows) if any(row.values())]
        if not kept:
            return Cells(())
        if self.spans:  # a row without words may be spanned
            kept = list(range(kept[0], kept[-1] + 1))
        rows = tuple(
            tuple(self.rows[place].get(column, "") for column in range(max(self.rows[place], default=-1) + 1))
            for place in kept
        )
        first, last = kept[0], kept[-1] + 1
        spans = (
            span._replace(row=span.row - first, rows=min(span.rows, last - span.row))
            for span in self.spans
            if first <= span.row < last
        )
        return Cells(rows, tuple(span for span in spans if span.rows > 1 or span.columns > 1))


def as_rows(lines: list[str | None]) -> None:
    """Give Markdown tables without pipes at their ends such: `线路 | 票价` above `---|---`."""
    place = 1
    while place < len(lines):
        line = lines[place]
        above = lines[place - 1]
        if line and above and "|" in line and "|" in above and _DELIMITER.fullmatch(line.strip()):
            lines[place - 1] = _closed(above)
            while place < len(lines) and (row := lines[place]) and "|" in row:
                lines[place] = _closed(row)
                place += 1
        place += 1


def _closed(row: str) -> str:
    row = row.strip()
    return ("" if row.startswith("|") else "| ") + row + ("" if row.endswith("|") and not row.endswith("\\|") else " |")
