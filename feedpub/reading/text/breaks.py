"""Split a line at the `<br>` that a web copy or a database left between paragraphs."""

import re
from collections.abc import Iterable, Iterator

from feedpub.patterns import regex

__all__ = ["split_breaks"]

_BREAK = regex(r"<br\s*+/?>", re.IGNORECASE)
_CELLS = regex(r"</?(?:table|thead|tbody|tr|td|th)\b", re.IGNORECASE)


def split_breaks(rows: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The numbered lines of a text, each cut at its `<br>`; the pieces keep the line's number.

    In a table a `<br>` is part of its cell, and in a heading it ends a line of the headline, which goes on: both lines
    stay whole. A pair of breaks is one: a blank line would say no more.
    """
    for number, raw in rows:
        if "<" not in raw or not _BREAK.search(raw):
            yield number, raw
        elif raw.lstrip().startswith("#"):
            yield number, _BREAK.sub(" ", raw)
        elif raw.lstrip().startswith("|") or _CELLS.search(raw):
            yield number, raw
        else:
            for piece in _BREAK.split(raw):
                if piece.strip():
                    yield number, piece
