"""Find the words of a list that stand in a text as whole words: never half a word of a longer one."""

import re
from collections.abc import Iterable
from functools import cache

from feedpub.data import load

__all__ = ["WholeWords", "simplified"]

_SHORTEST = 2
_ONLY_SHORTEST = (_SHORTEST,)
_PAIR = 8  # bytes of two characters


class WholeWords:
    """A list of words, looked for as a reader sees them.

    Where words overlap, the longer one stands: 国际机场 in 扎耶德国际机场, not 德国. Of two of the same length it is
    the one that is listed first: 中国 in 中国行, not 国行.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words, of two characters or more, the most frequent first."""
        self._rank = {word: number for number, word in enumerate(dict.fromkeys(words)) if len(word) >= _SHORTEST}
        # For each beginning, the lengths of the words that have it, the longest first. Most have the shortest only.
        self._sizes: dict[int, tuple[int, ...]] = {}
        ordered = sorted(self._rank, key=len)
        starts = _pairs("".join([word[:_SHORTEST] for word in ordered]))[::_SHORTEST]
        for word, start in zip(ordered, starts, strict=True):
            if (size := len(word)) == _SHORTEST:
                self._sizes[start] = _ONLY_SHORTEST
            elif size not in (known := self._sizes.get(start, ())):
                self._sizes[start] = (size, *known)

    def find(self, text: str) -> list[str]:
        """The words that stand in a text, in their order, as often as they stand there."""
        rank = self._rank
        found: list[str] = []
        length = end = 0
        # Most positions begin no word, or lie within the one before: what all of them cost is done by `map`.
        for at, sizes in enumerate(map(self._sizes.get, _pairs(text))):
            if sizes is None or at + sizes[0] <= end:
                continue
            if sizes is _ONLY_SHORTEST:  # most
                size, word = _SHORTEST, text[at : at + _SHORTEST]
            else:
                for size in sizes:
                    if (word := text[at : at + size]) in rank:
                        break
                else:
                    continue
            if at >= end:
                found.append(word)
            elif at + size > end and (size > length or (size == length and rank[word] < rank[found[-1]])):
                found[-1] = word
            else:
                continue
            length, end = size, at + size
        return found


def _pairs(text: str) -> list[int]:
    """Each character with the one behind it, as one number: that takes half the time of a text of the two."""
    characters, count = memoryview(text.encode("utf-32-le", "surrogatepass")), len(text) - 1
    pairs = [0] * count
    pairs[::2] = characters[: (count + 1) // 2 * _PAIR].cast("Q").tolist()
    pairs[1::2] = characters[_PAIR // 2 :][: count // 2 * _PAIR].cast("Q").tolist()
    return pairs


def simplified(text: str) -> str:
    """A text with the simplified form of each traditional character that words are written with: 總統 is 总统."""
    characters, forms = _traditional()
    return text.translate(forms) if characters.search(text) else text


@cache
def _traditional() -> tuple[re.Pattern[str], dict[int, int]]:
    table = load("traditional")
    return re.compile(f"[{table['traditional']}]"), str.maketrans(table["traditional"], table["simplified"])
