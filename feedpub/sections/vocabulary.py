"""Score an article's opening by the weighted vocabulary of each section."""

from array import array
from collections.abc import Iterable, Mapping

from feedpub.model import Section
from feedpub.sections.evidence import Opening

__all__ = ["HEADLINE_WEIGHT", "Vocabulary"]

HEADLINE_WEIGHT = 2
_PAIR = 2
_LAST_OF_TWO_BYTES = "\uffff"  # in UTF-16
_CONFIGURED_WEIGHT = 48  # one occurrence in the text is enough: more than the default margin


class Vocabulary:
    """Words that indicate a section, with their weights: the built-in ones and the operator's."""

    def __init__(self, sections: Iterable[Section], table: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """Combine a table, section → weight → words, as in `vocabulary.toml`, with the words of the sections."""
        words = [
            (word, slug, int(weight))
            for slug, weights in table.items()
            for weight, listed in weights.items()
            for word in listed
        ]
        words += [(word, section.slug, _CONFIGURED_WEIGHT) for section in sections for word in section.words]
        self._words: dict[str, list[tuple[str, str, int]]] = {}
        for word in words:
            self._words.setdefault(word[0][:2], []).append(word)
        pairs = [pair for pair in self._words if len(pair) == _PAIR and max(pair) <= _LAST_OF_TWO_BYTES]
        self._by_pair = dict(
            zip(array("I", _encoded("".join(pairs))), map(self._words.__getitem__, pairs), strict=True)
        )
        self._pairs = frozenset(self._by_pair)
        self._rare = [word for word in words if len(word[0]) >= _PAIR and max(word[0][:2]) > _LAST_OF_TWO_BYTES]

    def words_for(self, opening: Opening, slug: str) -> tuple[str, ...]:
        """The words of a section found in an opening, in order of weight, the greatest first."""
        text = f"{opening.headline}\n{opening.text}"
        found = [word for words in self._words.values() for word in words if word[1] == slug and word[0] in text]
        return tuple(word for word, _, weight in sorted(found, key=lambda word: -word[2]))

    def scores(self, opening: Opening) -> dict[str, int]:
        """Section → score. A word counts once in the headline, with more weight, and once below it."""
        scores: dict[str, int] = {}
        headline, below = opening
        text = f"{headline}\n{below}"
        found = [word for word in self._rare if word[0] in text]
        # Only words whose first two characters are in the text are tried: this takes a tenth of the time.
        for pair in self._pairs.intersection(_pairs(text)):
            found += self._by_pair[pair]
        for word, slug, weight in found:
            if len(word) == _PAIR or word in text:
                times = HEADLINE_WEIGHT + (word in below) if word in headline else 1
                scores[slug] = scores.get(slug, 0) + weight * times
        return scores


def _encoded(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _pairs(text: str) -> "array[int]":
    """Every two adjacent characters of a text as a number: quicker to make and to find than strings."""
    data = _encoded(text)
    pairs = array("I", data[: len(data) // 4 * 4])
    pairs.frombytes(data[2 : len(data) - (len(data) - 2) % 4])
    return pairs
