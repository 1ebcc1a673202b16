"""What the paragraphs of a Word document look like to an editor, and what its text looks like."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from feedpub.reading.formats.word.blocks import Block, Image, LeftOut, Paragraph, Span

__all__ = ["LONG", "OfText", "Part", "Seen", "look_of_text", "see"]

Part: TypeAlias = Literal[
    "kicker", "headline", "headline goes on", "deck", "subhead", "section", "masthead", "letterhead", "caption", "text"
]

LONG = 30  # characters of a paragraph whose look counts as that of text
_MOSTLY = 0.9  # of the letters of a paragraph


@dataclass(slots=True)
class Seen:
    """A paragraph as an editor sees it.

    Attributes:
        place: among the blocks.
        at: among the paragraphs that have text.
        text: in one line.
        size: of most of its type, in half points.
        bold: whether all of it is bold.
        centred: whether it stands in the middle.
        mark: its number or bullet, which Word puts before it; or empty.
        level: its outline level, 0 without one.
        indented: whether its first line is indented as text is.
        pictured: whether a picture stands right above it, or in it.
        breaks: whether a page begins with it.
        part: what it is.
        weak: whether its look alone does not prove that it is a headline.
    """

    place: int
    at: int
    text: str
    size: int
    bold: bool
    centred: bool
    level: int
    indented: bool
    mark: str
    pictured: bool
    breaks: bool
    style: str = ""
    part: Part = "text"
    weak: bool = False

    @property
    def rank(self) -> float:
        """How much its look stands out, to be compared with others of the document."""
        return self.size + 6 * self.centred + 3 * self.bold + (14 - 4 * min(self.level, 3) if self.level else 0)


class OfText(NamedTuple):
    """The size of the type that most of the text is set in, and whether that is bold."""

    size: int
    bold: bool


def see(blocks: Sequence[Block]) -> list[Seen]:
    """The paragraphs that have text, as an editor sees them."""
    seen: list[Seen] = []
    pictured = False
    breaks = False
    for place, block in enumerate(blocks):
        if isinstance(block, LeftOut):
            continue
        if not isinstance(block, Paragraph):
            pictured = False
            continue
        breaks = breaks or block.breaks
        here = any(isinstance(part, Image) for part in block.parts)
        text = " ".join(block.text.split())
        if text:
            seen.append(_as_seen(block, (place, len(seen)), text, pictured=pictured or here, breaks=breaks))
            breaks = False
        pictured = here or (pictured and not text)
    return seen


def _as_seen(block: Paragraph, at: tuple[int, int], text: str, *, pictured: bool, breaks: bool) -> Seen:
    sizes: Counter[int] = Counter()
    bold = 0
    for part in block.parts:
        if isinstance(part, Span):
            letters = sum(map(str.isalnum, part.text))
            sizes[part.look.size or 0] += letters
            bold += letters if part.look.bold else 0
    total = sum(sizes.values())
    return Seen(
        place=at[0],
        at=at[1],
        text=text,
        size=sizes.most_common(1)[0][0] if total else block.look.size or 0,
        bold=total > 0 and bold >= _MOSTLY * total,
        centred=block.look.align == "center",
        level=block.look.level or 0,
        indented=bool(block.look.indent) or block.text.startswith("\u3000\u3000"),
        mark=block.mark,
        pictured=pictured,
        breaks=breaks,
        style=block.look.style,
    )


def look_of_text(seen: Sequence[Seen]) -> OfText:
    """What most of the text looks like: long paragraphs that do not stand in the middle."""
    plain = [row for row in seen if not row.centred and not row.level] or seen
    long = [row for row in plain if len(row.text) >= LONG] or plain
    looks: Counter[tuple[int, bool]] = Counter()
    for row in long:
        looks[row.size, row.bold] += len(row.text)
    size, bold = looks.most_common(1)[0][0] if looks else (1, False)
    return OfText(max(size, 1), bold)
