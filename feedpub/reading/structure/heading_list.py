"""The headings of a bulletin, each with what is below it: what `heading_form` weighs."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from feedpub.model import Paragraph, Table
from feedpub.reading.structure.lines import BOLD, PLAIN, Line, Mark, Shape
from feedpub.reading.structure.subheads import opens_article

__all__ = ["TEXT", "Heading", "headings_of", "is_bold_text", "text_between"]

TEXT = 15  # so many characters below a heading are text of its own
_TEXTS = (Paragraph, Table)


class Heading(NamedTuple):
    """A heading with what is below it.

    Attributes:
        place: its place among the bulletin's lines.
        own: the characters of text between it and the next heading.
        opens: whether the line below shows that an article begins: a dateline or a byline.
        bare: whether a heading of a lower level follows at once.
    """

    place: int
    level: int
    text: str
    own: int
    opens: bool
    bare: bool


def headings_of(lines: Sequence[Line], contents: Collection[int]) -> list[Heading]:
    """The headings of a bulletin in order; the lines of a list of contents are none."""
    found: list[Heading] = []
    places = [
        place
        for place, line in enumerate(lines)
        if type(line) is Mark and 0 < line.level < PLAIN and line.shape in (Shape.HEADING, Shape.MASTHEAD)
        and place not in contents and not is_bold_text(line)
    ]  # fmt: skip
    for at, place in enumerate(places):
        mark = lines[place]
        assert isinstance(mark, Mark)
        end = places[at + 1] if at + 1 < len(places) else len(lines)
        own = text_between(lines, place + 1, end, contents)
        below = lines[end] if end < len(lines) else None
        bare = own < TEXT and isinstance(below, Mark) and mark.level < below.level < BOLD
        if bare:  # few
            bare = not any(isinstance(line, Mark) and line.shape is Shape.DECK for line in lines[place + 1 : end])
        found.append(
            Heading(place, mark.level, mark.text, own, opens_article(lines, place + 1, mark.text) is not None, bare)
        )
    return found


def _length(line: Line) -> int:
    if isinstance(line, _TEXTS):
        return len(line.text)
    return len(line.text) if isinstance(line, Mark) and (line.shape is Shape.TABLE or is_bold_text(line)) else 0


def is_bold_text(mark: Mark) -> bool:
    """Whether a line in bold is a sentence, not a heading."""
    return mark.level == BOLD and mark.text.endswith(("。", "；", "！", "。”"))


def text_between(lines: Sequence[Line], start: int, end: int, contents: Collection[int]) -> int:
    """How many characters of text lines have that are in no list of contents."""
    if contents:
        return sum(_length(lines[place]) for place in range(start, end) if place not in contents)
    return sum([len(line.text) if type(line) is Paragraph else _length(line) for line in lines[start:end]])
