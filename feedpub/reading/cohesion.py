"""Whether a piece of text goes on with the article above it: by the words the two share, and nobody else has.

A section below a subhead speaks of the same people, places and things as the article it stands in; another article
speaks of others. Counted in pairs and triples of Chinese characters, which needs no word list (the idea is that of
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
    """The pairs and triples of a bulletin's sections, and how many sections hold each."""

    def __init__(self, sections: Iterable[str]) -> None:
        """Counts once; every question then costs what its own text costs."""
        self._sections = [_grams(text) for text in sections]
        self._held = Counter(gram for grams in self._sections for gram in grams)

    def between(self, above: Iterable[int], below: int) -> float:
        """How much section `below` shares with the sections `above`, in words per 100 characters.

        A pair both have counts once; one that no other section has, twice; a triple of that kind, as two more.
        """
        here = self._sections[below]
        article: Counter[str] = Counter(gram for number in above for gram in self._sections[number])
        score = 0.0
        for gram in here:
            count = article.get(gram)
            if not count:
                continue
            alone = self._held[gram] == count + 1
            if len(gram) == 2:
                score += 1.0 + alone
            elif alone:
                score += 2.0
        return score * _PER / max(_PER // 2, sum(len(gram) == 2 for gram in here))


def _grams(text: str) -> frozenset[str]:
    return frozenset(
        run[at : at + size]
        for run in _HAN.findall(text[:_REACH])
        for size in (2, 3)
        for at in range(len(run) - size + 1)
    )
