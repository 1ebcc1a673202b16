"""The pictures in a run: figures of the article, and pictures that stand by themselves.

A cartoon always stands by itself; a news picture does where its caption opens with its own day and is set off from
the article above. Every other caption is a figure of the article it stands in.
"""

from dataclasses import dataclass

from feedpub.model import Credit, Figure, Kind
from feedpub.reading.blocks import Line, Shape
from feedpub.reading.captions import caption_day, is_caption, is_cartoon, may_be_caption, read_credit, split_credit
from feedpub.reading.dateline import read_opening

__all__ = ["Alone", "Piece", "separate"]

_TEXT = Shape.TEXT
_LONGEST_CREDIT = 50
_LONGEST_CAPTION = 300
_FARTHEST = 4  # paragraphs a cartoon's caption may have


@dataclass(frozen=True, slots=True)
class Alone:
    """A picture that stands by itself: its caption's lines and its credit."""

    kind: Kind
    lines: tuple[Line, ...]
    credit: Credit | None


Piece = Line | Figure
_Any = Line | Figure | Alone


def separate(lines: list[Line], usual_gap: int) -> tuple[list[Piece], list[Alone]]:
    """A run's lines and figures, and the pictures that stand by themselves, each in printed order."""
    pieces: list[_Any] = []
    for index, line in enumerate(lines):
        if line.shape is not _TEXT or _is_plain(line, usual_gap):
            pieces.append(line)
            continue
        credit = read_credit(line.text) if len(line.text) <= _LONGEST_CREDIT else None
        if credit is not None:
            _credit_above(pieces, line, credit, usual_gap)
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        pieces.append(_picture(line, following, usual_gap) or line)
    alone = [piece for piece in pieces if isinstance(piece, Alone)]
    return [piece for piece in pieces if not isinstance(piece, Alone)], alone


def _is_plain(line: Line, usual_gap: int) -> bool:
    """Most paragraphs: too long for a credit, not set off, not opening as a caption, not closing as a credit."""
    text = line.text
    return (
        len(text) > _LONGEST_CREDIT
        and line.gap <= usual_gap
        and text[-1] in "。；;：:！!？?"
        and not may_be_caption(text)
    )


def _set_off(line: Line, usual_gap: int) -> bool:
    return line.gap > usual_gap


def _credit_above(pieces: list[_Any], line: Line, credit: Credit, usual_gap: int) -> None:
    """Gives a credit line to the caption above it."""
    above = pieces[-1] if pieces else None
    if isinstance(above, Alone) and above.credit is None:
        pieces[-1] = Alone("cartoon" if is_cartoon(credit.role) else above.kind, above.lines, credit)
    elif is_cartoon(credit.role):
        caption = _cartoon_caption(pieces, usual_gap)
        pieces.append(Alone("cartoon", caption or (line,), credit))
    elif isinstance(above, Figure) and above.credit is None:
        pieces[-1] = Figure(caption=above.caption, credit=credit, line=above.line, src=above.src)
    elif isinstance(above, Line) and _can_be_caption(above):
        if _set_off(above, usual_gap) and caption_day(above.text):
            pieces[-1] = Alone("photo", (above,), credit)
        else:
            pieces[-1] = Figure(caption=above.text, credit=credit, line=above.number)
    else:
        pieces.append(Figure(caption="", credit=credit, line=line.number))


def _can_be_caption(line: Line) -> bool:
    return line.shape is Shape.TEXT and len(line.text) <= _LONGEST_CAPTION and read_opening(line.text) is None


def _cartoon_caption(pieces: list[_Any], usual_gap: int) -> tuple[Line, ...]:
    """Takes a cartoon's caption off the pieces: back to where it was set off, else the one paragraph above."""
    found: list[Line] = []
    for piece in reversed(pieces[-_FARTHEST:]):
        if not isinstance(piece, Line) or not _can_be_caption(piece):
            break
        found.insert(0, piece)
        if _set_off(piece, usual_gap):
            break
    else:
        found = found[-1:]
    if found and not _set_off(found[0], usual_gap):
        found = found[-1:]
    del pieces[len(pieces) - len(found) :]
    return tuple(found)


def _picture(line: Line, following: Line | None, usual_gap: int) -> Figure | Alone | None:
    """A paragraph that shows by itself that it is a caption, or None."""
    if len(line.text) > _LONGEST_CAPTION:
        return None
    text, credit = split_credit(line.text)
    if credit is not None and is_cartoon(credit.role):
        return Alone("cartoon", (_with_text(line, text),), credit)
    if _set_off(line, usual_gap) and caption_day(line.text):
        ends = following is None or _set_off(following, usual_gap) or following.shape is not Shape.TEXT
        if credit is not None or ends or (following and read_credit(following.text)):
            return Alone("photo", (_with_text(line, text),), credit)
    if is_caption(line.text) or credit is not None:
        return Figure(caption=text, credit=credit, line=line.number)
    return None


def _with_text(line: Line, text: str) -> Line:
    return Line(line.shape, text, line.number, line.gap)
