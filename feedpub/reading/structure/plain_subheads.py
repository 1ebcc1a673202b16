"""Subheads (小标题) without a mark: short lines without a full stop, each between two complete paragraphs.

One such line may be a caption, an epigraph or a slip. Two or more that stand alike in an article that otherwise ends
its paragraphs properly are its subheads.
"""

from feedpub.model import Paragraph, Subhead
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline, read_name_alone
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.signoffs import is_tail
from feedpub.reading.structure.pictures import Piece
from feedpub.reading.structure.shortcuts import read_opening

__all__ = ["mark_plain_subheads"]

_SHORTEST, _LONGEST = 4, 40
_SHORTEST_PROSE = 18
_FEWEST = 2
_CLOSED = frozenset("。！？!?”’」』）).…")
# What ends or opens no subhead: text, list items, facts of an event, dialogue, addresses.
_NEVER_LAST = frozenset("。；;，,、:：…！!？?.”’」』-—")
_NEVER_FIRST = regex(r"[“‘「『\"'(（【\[\d①-⑳•·*□■◆●▲▼△→#@—-]|[一二三四五六七八九十]{1,3}[、.．)）]|[(（]|[a-z]")
_NEVER_IN = regex(r"[。：:|｜@]|https?|www|正在|现场|現場|合影|合照|[图圖]|[(（][左右中上下]|[日时時]\Z|摄|攝")


def mark_plain_subheads(pieces: list[Piece]) -> list[Piece]:
    """Turn the paragraphs that are subheads without a mark into subheads."""
    doubtful = [
        index
        for index, piece in enumerate(pieces)
        if isinstance(piece, Paragraph) and piece.text[-1:] not in _CLOSED and not _is_closed(piece)
    ]
    if len(doubtful) < _FEWEST or any(isinstance(piece, Subhead) for piece in pieces):
        return pieces  # most
    if not all(_may_be(pieces, index) for index in doubtful):
        return pieces
    found = list(pieces)
    for index in doubtful:
        line = pieces[index]
        assert isinstance(line, Paragraph)
        found[index] = Subhead(line.text, line.line, line.gap)
    return found


def _is_closed(piece: Paragraph) -> bool:
    return piece.plain or piece.text[-1] in _CLOSED


def _may_be(pieces: list[Piece], index: int) -> bool:
    line = pieces[index]
    if not 0 < index < len(pieces) - 1 or not isinstance(line, Paragraph):
        return False
    above, below, text = pieces[index - 1], pieces[index + 1], line.text
    if not (isinstance(above, Paragraph) and _is_closed(above) and isinstance(below, Paragraph) and _is_closed(below)):
        return False
    if not _SHORTEST <= len(text) <= _LONGEST or text[-1] in _NEVER_LAST or len(below.text) < _SHORTEST_PROSE:
        return False
    if _NEVER_FIRST.match(text) or _NEVER_IN.search(text):
        return False
    if read_byline(text) or read_name_alone(text) or is_tail(text) or read_opening(text):
        return False
    return not (is_caption(text) or read_credit(text))
