"""The blocks of a Word document in reading order: paragraphs with their text and pictures, tables, what is left out."""

import posixpath
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from feedpub.reading.formats.word.styles import Look

__all__ = ["Block", "Cell", "Image", "LeftOut", "Link", "Paragraph", "Part", "Span", "Table", "name_of"]


class Image(NamedTuple):
    """A picture: its part or, if it is `outside`, where its file was; whether it is cropped in the document."""

    target: str
    outside: bool = False
    cropped: bool = False


class LeftOut(NamedTuple):
    """What is in the document and not in the text: the reason in an editor's words, and the text."""

    reason: str
    text: str


class Link(NamedTuple):
    """Where a link begins, with its address, or where it ends, without one."""

    begins: bool
    address: str


class Span(NamedTuple):
    """A piece of text that looks alike."""

    text: str
    look: Look


@dataclass(slots=True)
class Paragraph:
    """A paragraph. Filled while it is walked through.

    Attributes:
        origin: where it is, in an editor's words: `paragraph 12`.
        look: of the paragraph itself.
        mark: its number or bullet, which Word puts before it; or empty.
        parts: its text and pictures, in order.
        breaks: whether a new page begins before it or in it.
    """

    origin: str
    look: Look
    mark: str = ""
    parts: list["Part"] = field(default_factory=list)
    breaks: bool = False

    @property
    def text(self) -> str:
        """Its text, with a line break for each of its own, without what Word puts before it."""
        return "".join(part.text for part in self.parts if isinstance(part, Span))


Part: TypeAlias = Span | Image | LeftOut | Link


class Cell(NamedTuple):
    """A cell of a table, with how many columns and rows it spans; one that another spans is not in its row."""

    column: int
    blocks: list["Block"]
    columns: int = 1
    rows: int = 1


class Table(NamedTuple):
    """A table, row by row."""

    origin: str
    rows: list[list[Cell]]


Block: TypeAlias = Paragraph | Table | LeftOut


def name_of(target: str) -> str:
    """The name of a picture's file, without folders."""
    return posixpath.basename(target.replace("\\", "/"))
