"""Whether a piece of text goes on with the article above it: by the words the two share, and nobody else has.

A section below a subhead speaks of the same people, places and things as the article it stands in; another article
speaks of others. Counted in pairs of Chinese characters, which needs no word list (the idea is that of
TextTiling: Hearst, Computational Linguistics 23, 1997).
"""

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["Cohesion"]

_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_REACH = 1500  # characters of a section that are looked at
_PER = 100


class Cohesion:
    """The pairs of characters in a bulletin's sections, and how many sections hold each."""

    def __init__(self, sections: Iterable[str]) -> None:
        """Counts once; every question then costs what its own text costs."""
        self._sections = [_pairs(text) for text in sections]
        self._held = Counter(pair for pairs in self._sections for pair in pairs)

    def between(self, above: Iterable[int], below: int) -> float:
        """How many in 100 pairs of section `below` the sections `above` have too; what no other has counts twice."""
        here = self._sections[below]
        article = Counter(pair for number in above for pair in self._sections[number])
        score = sum(1.0 + (self._held[pair] == article[pair] + 1) for pair in here if pair in article)
        return score * _PER / max(_PER // 2, len(here))


def _pairs(text: str) -> frozenset[str]:
    runs = _HAN.findall(text[:_REACH])
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))
