"""Write a table of a Word document as lines of text, or tell that it only lays out the page."""

from collections.abc import Iterator
from html import escape

from feedpub.reading.formats.word.blocks import Block, Cell, Image, LeftOut, Paragraph, Table

__all__ = ["as_lines", "cells_in_order", "is_layout"]

_LONG = 200  # characters of a cell that holds text, not a value


def is_layout(table: Table) -> bool:
    """Whether a table only lays out the page: it has one column, or holds pictures or whole texts."""
    cells = [cell for row in table.rows for cell in row]
    if max((len(row) for row in table.rows), default=0) <= 1:
        return True
    return any(_has_picture(cell.blocks) or len(_words(cell.blocks)) > _LONG for cell in cells)


def cells_in_order(table: Table) -> Iterator[Cell]:
    """The cells of a table that lays out the page: each picture is followed by the caption in the cell below it."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        for cell in row:
            if (number, cell.column) in taken:
                continue
            yield cell
            below = table.rows[number + 1] if number + 1 < len(table.rows) else []
            caption = next((other for other in below if other.column == cell.column), None)
            if caption and _has_picture(cell.blocks) and not _has_picture(caption.blocks):
                taken.add((number + 1, caption.column))
                yield caption


def as_lines(table: Table) -> Iterator[tuple[str, str, list[LeftOut]]]:
    """The lines of a table, each with its origin and what was left out of it.

    A table whose cells all fill one place is a row a line, in Markdown; one with cells that span is one line of HTML.
    """
    if any(cell.columns > 1 or cell.rows > 1 for row in table.rows for cell in row):
        rows = "".join(f"<tr>{''.join(map(_html, row))}</tr>" for row in table.rows)
        yield f"<table>{rows}</table>", table.origin, _left_out(table.rows)
        return
    for number, row in enumerate(table.rows, 1):
        cells = "".join(f" {_words(cell.blocks).replace('|', chr(92) + '|')} |" for cell in row)
        yield f"|{cells}", f"{table.origin}, row {number}", _left_out([row])


def _html(cell: Cell) -> str:
    spans = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (
        f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    )
    return f"<td{spans}>{escape(_words(cell.blocks), quote=False)}</td>"


def _words(blocks: list[Block]) -> str:
    words: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            words.append(block.mark + " ".join(block.text.split()))
        elif isinstance(block, Table):
            words += [_words(cell.blocks) for row in block.rows for cell in row]
    return " ".join(filter(None, words))


def _has_picture(blocks: list[Block]) -> bool:
    return any(
        any(isinstance(part, Image) for part in block.parts)
        if isinstance(block, Paragraph)
        else isinstance(block, Table) and any(_has_picture(cell.blocks) for row in block.rows for cell in row)
        for block in blocks
    )


def _left_out(rows: list[list[Cell]]) -> list[LeftOut]:
    found: list[LeftOut] = []
    for block in (block for row in rows for cell in row for block in cell.blocks):
        if isinstance(block, LeftOut):
            found.append(block)
        elif isinstance(block, Paragraph):
            found += [part for part in block.parts if isinstance(part, LeftOut)]
        else:
            found += _left_out(block.rows)
    return found
