"""Find the articles that a text is worth being compared with, so that the work grows in step with their number.

To compare each of a thousand articles with each of a thousand others takes minutes. Of each text a sketch is kept: of
its pairs of characters, those with the smallest checksums (Broder 1997, min-wise sampling). Whatever the order of the
texts, similar ones have many of them in common.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from heapq import nsmallest
from itertools import chain
from operator import itemgetter
from zlib import crc32

__all__ = ["MOST", "Candidates", "pairs_of"]

MOST = 32  # articles that one is compared with; where there are no more, with all
_SKETCH = 64  # pairs of characters of each text
_HEADLINE = 60  # characters of a headline that count
_COMMON = 64  # articles that have a pair; of more, the nearest in place
_NEAREST = 4  # articles before and after in print that are compared whatever they share


class Candidates:
    """Articles, any of which a given text may be like."""

    def __init__(self, articles: Iterable[tuple[int, int, str, str]]) -> None:
        """Take in articles.

        Args:
            articles: of each an index, its place in print, its headline and its text.
        """
        rows = sorted(articles, key=itemgetter(1, 0))
        self._indices = [index for index, *_ in rows]
        self._places = [place for _, place, *_ in rows]
        self._having: defaultdict[int, list[int]] = defaultdict(list)  # by position in `rows`, ascending
        if len(rows) > MOST:
            for position, (_, _, headline, text) in enumerate(rows):
                for mark in _sketch(headline, text):
                    self._having[mark].append(position)

    def of(self, headline: str, text: str, place: int) -> Iterator[int]:
        """The indices of those to compare a text with, in no particular order.

        Args:
            headline, text: what is compared.
            place: where it is in print.
        """
        if len(self._indices) <= MOST:
            return iter(self._indices)
        here = bisect_left(self._places, place)
        near = range(max(0, here - _NEAREST), min(len(self._indices), here + _NEAREST))
        shared = Counter(chain.from_iterable(self._with(mark, here) for mark in _sketch(headline, text)))
        best = nsmallest(MOST, shared, key=lambda position: (-shared[position], abs(position - here), position))
        return (self._indices[position] for position in {*best, *near})

    def _with(self, mark: int, here: int) -> Collection[int]:
        """The positions of articles with a mark, of many the nearest ones."""
        having = self._having.get(mark, [])
        if len(having) <= _COMMON:
            return having
        first = max(0, bisect_left(having, here) - _COMMON // 2)
        return having[first : first + _COMMON]


def pairs_of(text: str) -> Iterator[str]:
    """The pairs of neighbouring characters of a text, without its white space."""
    dense = "".join(text.split())
    return (dense[index : index + 2] for index in range(len(dense) - 1))


def _sketch(headline: str, text: str) -> set[int]:
    """The marks of an article: a few of its text, and all of its headline, by which those without text are known."""
    head = headline[:_HEADLINE]
    of_headline = {~_checksum(part) for part in (*head, *pairs_of(head))}
    return of_headline | set(nsmallest(_SKETCH, {_checksum(pair) for pair in pairs_of(text)}))


def _checksum(part: str) -> int:
    return crc32(part.encode("utf-8", "surrogatepass"))
