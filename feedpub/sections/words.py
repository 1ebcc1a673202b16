"""Find the words of a list that stand in a text as whole words: never half a word of a longer one."""

from collections.abc import Iterable
from functools import cache
from operator import add

from feedpub.data import load

__all__ = ["WholeWords", "simplified"]

_SHORTEST = 2


class WholeWords:
    """A list of words, looked for as a reader sees them.

    Where words overlap, the longer one stands: 国际机场 in 扎耶德国际机场, not 德国. Of two of the same length it is the
    one that is listed first: 中国 in 中国行, not 国行.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words, of two characters or more, the most frequent first."""
        self._rank = {word: number for number, word in enumerate(dict.fromkeys(words)) if len(word) >= _SHORTEST}
        self._longest = {word[:_SHORTEST]: len(word) for word in sorted(self._rank, key=len)}

    def find(self, text: str) -> list[str]:
        """The words that stand in a text, in their order, as often as they stand there."""
        rank = self._rank
        found: list[str] = []
        length = end = 0
        # Most positions begin no word: what all of them cost is done by `map`.
        for at, longest in enumerate(map(self._longest.get, map(add, text, text[1:]))):
            if longest is None or at + longest <= end:
                continue
            for size in range(longest, 1, -1):
                word = text[at : at + size]
                if word not in rank:
                    continue
                if at >= end:
                    found.append(word)
                elif at + size > end and (size > length or (size == length and rank[word] < rank[found[-1]])):
                    found[-1] = word
                else:
                    break
                length, end = size, at + size
                break
        return found


def simplified(text: str) -> str:
    """A text with the simplified form of each traditional character that words are written with: 總統 is 总统."""
    return text.translate(_simplified())


@cache
def _simplified() -> dict[int, int]:
    table = load("traditional")
    return str.maketrans(table["traditional"], table["simplified"])
