"""The type of a table within an article."""

from typing import NamedTuple

__all__ = ["Span", "Table"]


class Span(NamedTuple):
    """A cell of a table that spans more than one place: where it begins, and over how many rows and columns."""

    row: int
    column: int
    rows: int
    columns: int


class Table(NamedTuple):
    """A table printed within an article; a row is the texts of its cells.

    Attributes:
        rows: the cells; the places that one spans beside its first are empty, or missing at a row's end.
        line: its line.
        gap: how many blank lines precede it.
        spans: the cells that span several places.
    """

    rows: tuple[tuple[str, ...], ...]
    line: int
    gap: int = 0
    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The cells in order, separated by spaces, one row per line."""
        return "\n".join(" ".join(row) for row in self.rows)
