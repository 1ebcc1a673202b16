"""Separate the pictures in a run: figures of the article, and standalone pictures, which get entries of their own.

A cartoon is always standalone; a news picture is if its caption opens with its own day after a wider gap. Every other
caption is a figure of its article.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from feedpub.model import Credit, Figure, Kind, Paragraph, Subhead, Table
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import caption_day, is_caption, is_cartoon, read_credit, split_credit
from feedpub.reading.structure.lines import Mark
from feedpub.reading.structure.shortcuts import read_opening

__all__ = ["Piece", "StandalonePicture", "separate_pictures"]

_LONGEST_CAPTION = 300
_FARTHEST = 4  # the most paragraphs of a cartoon's caption
_SHORT_CAPTION = 45  # right below a picture, a sentence up to this length is its caption
_SENTENCES = regex(r"[。！？][^”』」)）\s]")
_SIGNS = regex("[□■]|本[报報]|记者|記者|作者|通[讯訊][员員]")
_GIVEN = regex(
    r"(?:供图|提供|供圖|资料图片?|資料圖片?|制图.{0,8}|製圖.{0,8}|摄|攝)[)）。]?$|^[▲△▼▽←→↑↓]|[(（][左右中上下一二三][一二三排起]?[)）]"
)


@dataclass(frozen=True, slots=True)
class StandalonePicture:
    """A picture with an entry of its own: its caption's paragraphs, its credit, and its file if one is named."""

    kind: Kind
    line: int
    caption: tuple[Paragraph, ...]
    credit: Credit | None
    src: str | None = None


Piece: TypeAlias = Paragraph | Subhead | Figure | Table
_Line: TypeAlias = Paragraph | Subhead | Table | Mark
_Any: TypeAlias = Piece | StandalonePicture


def separate_pictures(
    lines: Sequence[_Line], usual_gap: int, *, headed: bool
) -> tuple[list[Piece], list[StandalonePicture]]:
    """Split a run into its text and figures, and its standalone pictures, each in printed order.

    Without a headline (`headed` is False) there is no article a picture could belong to. A figure with an empty `src`
    is a picture that a page-reading tool did not save.
    """
    pieces: list[_Any] = []
    waits = False  # whether the last piece is a picture still without caption and credit
    if headed and lines and lines[0].gap > usual_gap:  # it does not separate a paragraph from an article above
        lines = [lines[0]._replace(gap=usual_gap), *lines[1:]]
    pictured = False  # whether the line above is a picture
    for index, line in enumerate(lines):
        if isinstance(line, Paragraph):
            if line.plain and line.gap <= usual_gap and not pictured and not waits:
                pieces.append(line)  # most
            elif not (pictured and _repeats(pieces, line)):
                following = lines[index + 1] if index + 1 < len(lines) else None
                _add_paragraph(pieces, line, following, usual_gap, waits=waits)
                waits = _waits(pieces[-1])
            pictured = False
        elif isinstance(line, Mark):
            caption, credit = split_credit(line.text)
            pieces.append(Figure(caption=caption, credit=credit, line=line.line, src=line.note))
            waits, pictured = _waits(pieces[-1]), True
        else:
            pieces.append(line)
            waits = pictured = False
    if not headed:
        pieces = [_as_standalone(piece) if isinstance(piece, Figure) and piece.caption else piece for piece in pieces]
    alone = [piece for piece in pieces if isinstance(piece, StandalonePicture)]
    if not alone:
        return cast("list[Piece]", pieces), []  # most runs
    return [piece for piece in pieces if not isinstance(piece, StandalonePicture)], alone


def _add_paragraph(
    pieces: list[_Any], line: Paragraph, following: _Line | None, usual_gap: int, *, waits: bool
) -> None:
    """Add a paragraph that may be a credit or a caption: of the picture right above (`waits`) or of another one."""
    if waits and (captioned := _below_picture(pieces[-1], line, following)) is not None:
        pieces[-1] = captioned
    elif line.plain and line.gap <= usual_gap:
        pieces.append(line)
    elif (credit := read_credit(line.text, vouched=bool(pieces) and isinstance(pieces[-1], Figure))) is not None:
        _credit_above(pieces, line, credit, usual_gap)
    else:
        pieces.append(_picture(line, following, usual_gap) or line)


def _repeats(pieces: list[_Any], line: Paragraph) -> bool:
    """Whether a line below a picture repeats the words that stand in its mark."""
    above = pieces[-1] if pieces else None
    return isinstance(above, Figure) and above.src is not None and above.caption == line.text


def _waits(piece: _Any) -> bool:
    """Whether a piece is a picture that has neither caption nor credit yet."""
    return isinstance(piece, Figure) and piece.src is not None and not piece.caption and piece.credit is None


def _below_picture(picture: _Any, line: Paragraph, following: _Line | None) -> Figure | StandalonePicture | None:
    """The picture with the paragraph right below it as its caption; None if the paragraph is text."""
    assert isinstance(picture, Figure)
    if len(line.text) > _LONGEST_CAPTION or read_opening(line.text) or read_credit(line.text):
        return None
    if _SIGNS.match(line.text) and read_byline(line.text):
        return None
    text, credit = split_credit(line.text)
    credited = credit is not None or (isinstance(following, Paragraph) and read_credit(following.text) is not None)
    if caption_day(text) and (credited or not isinstance(following, Paragraph)):
        return StandalonePicture("photo", picture.line, (line._replace(text=text),), credit, picture.src)
    short = len(text) <= _SHORT_CAPTION and not _SENTENCES.search(text)
    if credited or is_caption(text) or short or (len(text) <= 2 * _SHORT_CAPTION and _GIVEN.search(text)):
        return Figure(caption=text, credit=credit, line=picture.line, src=picture.src)
    return None


def _as_standalone(figure: Figure) -> StandalonePicture:
    return StandalonePicture("photo", figure.line, (Paragraph(figure.caption, figure.line),), figure.credit, figure.src)


def _after_wider_gap(line: _Line, usual_gap: int) -> bool:
    return line.gap > usual_gap


def _credit_above(pieces: list[_Any], line: Paragraph, credit: Credit, usual_gap: int) -> None:
    """Attach a credit line to the caption above it."""
    above = pieces[-1] if pieces else None
    if isinstance(above, Figure) and above.src is not None and above.credit is None and is_cartoon(credit.role):
        pieces.pop()
        own = (Paragraph(above.caption, above.line),) if above.caption else ()
        pieces.append(
            StandalonePicture("cartoon", above.line, own or _cartoon_caption(pieces, usual_gap), credit, above.src)
        )
    elif isinstance(above, StandalonePicture) and above.credit is None:
        kind: Kind = "cartoon" if is_cartoon(credit.role) else above.kind
        pieces[-1] = StandalonePicture(kind, above.line, above.caption, credit, above.src)
    elif is_cartoon(credit.role):
        caption = _cartoon_caption(pieces, usual_gap)
        pieces.append(StandalonePicture("cartoon", caption[0].line if caption else line.line, caption, credit))
    elif isinstance(above, Figure) and above.credit is None:
        pieces[-1] = Figure(caption=above.caption, credit=credit, line=above.line, src=above.src)
    elif isinstance(above, Paragraph) and _can_be_caption(above):
        if _after_wider_gap(above, usual_gap) and caption_day(above.text):
            pieces[-1] = StandalonePicture("photo", above.line, (above,), credit)
        else:
            pieces[-1] = Figure(caption=above.text, credit=credit, line=above.line)
    else:
        pieces.append(Figure(caption="", credit=credit, line=line.line))


def _can_be_caption(line: Paragraph) -> bool:
    if len(line.text) > _LONGEST_CAPTION or read_opening(line.text) is not None:
        return False
    return not (_SIGNS.search(line.text) and read_byline(line.text))


def _cartoon_caption(pieces: list[_Any], usual_gap: int) -> tuple[Paragraph, ...]:
    """Take a cartoon's caption off the pieces: back to the last wider gap, else the one paragraph above."""
    found: list[Paragraph] = []
    for piece in reversed(pieces[-_FARTHEST:]):
        if not isinstance(piece, Paragraph) or not _can_be_caption(piece):
            break
        found.insert(0, piece)
        if _after_wider_gap(piece, usual_gap):
            break
    else:
        found = found[-1:]
    if found and not _after_wider_gap(found[0], usual_gap):
        found = found[-1:]
    del pieces[len(pieces) - len(found) :]
    return tuple(found)


def _picture(line: Paragraph, following: _Line | None, usual_gap: int) -> Figure | StandalonePicture | None:
    """The picture of a paragraph that is recognizable as a caption by itself, or None."""
    if len(line.text) > _LONGEST_CAPTION:
        return None
    text, credit = split_credit(line.text)
    if credit is not None and is_cartoon(credit.role):
        return StandalonePicture("cartoon", line.line, (line._replace(text=text),), credit)
    if _after_wider_gap(line, usual_gap) and caption_day(line.text):
        ends = not isinstance(following, Paragraph) or _after_wider_gap(following, usual_gap)
        if credit is not None or ends or (following and read_credit(following.text)):
            return StandalonePicture("photo", line.line, (line._replace(text=text),), credit)
    if is_caption(line.text) or credit is not None:
        return Figure(caption=text, credit=credit, line=line.line)
    return None
