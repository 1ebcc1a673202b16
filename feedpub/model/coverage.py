"""The account of a bulletin's characters: in articles, or discarded."""

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Coverage", "Discard"]


class Discard(NamedTuple):
    """A piece of a bulletin that belongs to no article, and why.

    Attributes:
        line: its 1-based line.
        reason: what it is, in an editor's words: `page number`, `notice`, `list of contents`.
        text: the piece as read.
        part: whether the rest of its line belongs to an article.
        outside: whether it is not in the text: the source format left it out (a comment, hidden text), near that line.
    """

    line: int
    reason: str
    text: str
    part: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many characters of a bulletin are in articles and how many were discarded, counted before any cleaning.

    Attributes:
        characters: the characters of the whole bulletin, the sum of the next two.
        in_articles: those in articles, including white space between lines.
        discarded: those discarded.
        reasons: reason → number of characters.
        discards: the discards as printed, by line; their lengths add up to `discarded`.
    """

    characters: int
    in_articles: int
    discarded: int
    reasons: dict[str, int]
    discards: tuple[Discard, ...]
