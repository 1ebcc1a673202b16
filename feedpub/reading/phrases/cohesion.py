"""Measure whether a piece of text continues the article above it, by the words the two share.

The text below a subhead mentions the same people, places and things as the rest of its article; another article
mentions others. Pairs of Chinese characters are counted instead of words, so no word list is needed (after
TextTiling: Hearst, Computational Linguistics 23, 1997).
"""

from collections import Counter
from collections.abc import Iterable

from feedpub.patterns import regex

__all__ = ["Cohesion"]

_HAN = regex("[\u4e00-\u9fff]{2,}")
_REACH = 1500  # characters of a section that are counted
_PER = 100


class Cohesion:
    """The pairs of characters in a bulletin's sections, and how many sections contain each pair."""

    def __init__(self, sections: Iterable[str]) -> None:
        """Count the pairs of each section once."""
        self._sections = [_pairs(text) for text in sections]
        self._counts = Counter(pair for pairs in self._sections for pair in pairs)

    def between(self, above: Iterable[int], below: int) -> float:
        """How many of 100 pairs in section `below` are also in sections `above`; pairs no other has count twice."""
        here = self._sections[below]
        article = Counter(pair for number in above for pair in self._sections[number])
        score = sum(1.0 + (self._counts[pair] == article[pair] + 1) for pair in here if pair in article)
        return score * _PER / max(_PER // 2, len(here))


def _pairs(text: str) -> frozenset[str]:
    runs = _HAN.findall(text[:_REACH])
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))
