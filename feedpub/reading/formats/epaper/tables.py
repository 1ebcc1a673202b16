"""Tables of a page: rows and columns stay a table, what only lays out the page is read as text."""

from collections.abc import Iterator
from html import escape

from feedpub.reading.formats.epaper.tokens import OPEN, TEXT, Token, Tokens, elements, end_of, words_of

__all__ = ["is_laid_out", "table_line"]

_LONGEST_CELL = 150  # characters; a longer one is a column of the page
_SPANS = ("rowspan", "colspan")
_MOST = 100  # rows or columns that a cell spans


def is_laid_out(tokens: Tokens) -> bool:
    """Whether what is within a `<table>` is no table: pictures and captions, one cell a row, or columns of text."""
    if any(token.kind == OPEN and token.value in ("table", "img") for token in tokens):
        return True
    rows = list(_rows(tokens))
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return True
    return any(len(words_of(cell)) > _LONGEST_CELL for row in rows for _, cell in row)


def table_line(tokens: Tokens) -> str:
    """What is within a `<table>` as one line of HTML, which feedpub's own text has tables in."""
    rows = (f"<tr>{''.join(_cell(tag, cell) for tag, cell in row)}</tr>" for row in _rows(tokens))
    return f"<table>{''.join(rows)}</table>"


def _rows(tokens: Tokens) -> Iterator[list[tuple[Token, Tokens]]]:
    """The cells of each row: its tag, and what is in it."""
    for begin, end in elements(tokens, lambda token: token.value == "tr"):
        row = tokens[begin + 1 : end]
        cells = [(row[at], row[at + 1 : end_of(row, at)]) for at, token in enumerate(row) if _is_cell(token)]
        if any(token.kind == TEXT or token.value == "img" for token in row):
            yield cells


def _is_cell(token: Token) -> bool:
    return token.kind == OPEN and token.value in ("td", "th")


def _cell(tag: Token, tokens: Tokens) -> str:
    spans = ((key, tag.attributes.get(key, "")) for key in _SPANS)
    held = "".join(f' {key}="{int(many)}"' for key, many in spans if many.isdecimal() and 1 < int(many[:4]) <= _MOST)
    return f"<td{held}>{escape(words_of(tokens), quote=False)}</td>"
