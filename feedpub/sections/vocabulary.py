"""The vocabulary of each section, weighed: which words of an article's opening speak for it."""

from collections.abc import Iterable, Mapping
from operator import add

from feedpub.model import Section
from feedpub.sections.evidence import Opening

__all__ = ["HEADLINE_WEIGHT", "Vocabulary"]

HEADLINE_WEIGHT = 2
_CONFIGURED_WEIGHT = 48  # once, in the text, is enough: more than the default margin


class Vocabulary:
    """Words that speak for a section, with their weights: ours, and the operator's for sections of their own."""

    def __init__(self, sections: Iterable[Section], table: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """The words of a table, section → weight → words, as `vocabulary.toml` has it, and those the sections bring."""
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
        self._pairs = set(self._words)

    def words_for(self, opening: Opening, slug: str) -> tuple[str, ...]:
        """The words of a section that an opening holds, the weightiest first."""
        text = f"{opening.headline}\n{opening.text}"
        found = [word for words in self._words.values() for word in words if word[1] == slug and word[0] in text]
        return tuple(word for word, _, weight in sorted(found, key=lambda word: -word[2]))

    def scores(self, opening: Opening) -> dict[str, int]:
        """Section → how much speaks for it. A word counts once in the headline, with more weight, and once below it."""
        scores: dict[str, int] = {}
        headline, below = opening
        text = f"{headline}\n{below}"
        beginning_with = self._words
        # Only words whose first two characters stand in the text are tried: a tenth of the time it takes to try all.
        for pair in self._pairs.intersection(map(add, text, text[1:])):
            for word, slug, weight in beginning_with[pair]:
                if word in text:
                    times = HEADLINE_WEIGHT + (word in below) if word in headline else 1
                    scores[slug] = scores.get(slug, 0) + weight * times
        return scores
