"""Where the characters of a bulletin went."""

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Coverage", "Discard"]


class Discard(NamedTuple):
    """A piece of a bulletin that is published as no article's text, and why.

    Attributes:
        line: 1-based line it stands in.
        reason: what it is, in an editor's words: `page number`, `notice`, `list of contents`.
        text: the piece as read.
        part: whether other words of its line are an article's.
    """

    line: int
    reason: str
    text: str
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Where the characters of a bulletin went, counted as decoded, before anything is cleaned away.

    Attributes:
        characters: of the whole bulletin: those of its articles and those discarded.
        in_articles: white space between lines included.
        reasons: reason → characters.
        discards: as printed, in order of line; their lengths add up to `discarded`.
    """

    characters: int
    in_articles: int
    discarded: int
    reasons: dict[str, int]
    discards: tuple[Discard, ...]
