"""What an article says of its section: the leaders it names, whether it comes from abroad, its vocabulary."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from feedpub.data import load
from feedpub.model import Article, Paragraph, Section

__all__ = ["Opening", "Vocabulary", "is_abroad", "leader_in", "opening_of"]

_OPENING = 100  # characters of text that stand for the opening; more costs time and tells no more
_HEADLINE_WEIGHT = 2
_CONFIGURED_WEIGHT = 3


class Opening(NamedTuple):
    """What is looked at: the headline and the first words of the text, the dateline left out."""

    headline: str
    text: str


def opening_of(article: Article) -> Opening:
    """An article's opening; kicker and deck count as headline."""
    text = ""
    for block in article.body:
        if isinstance(block, Paragraph):
            line = article.dateline
            text += block.text.removeprefix(line.text) if line and not text else block.text
            if len(text) >= _OPENING:
                break
    headline = article.headline or ""
    if article.kicker or article.deck:
        headline = " ".join((article.kicker or "", headline, article.deck or ""))
    return Opening(headline=headline, text=text[:_OPENING])


@cache
def _leaders() -> re.Pattern[str]:
    table = load("leaders")
    titled, offices = "|".join(table["titled"]), "|".join(table["offices"])
    before = "".join(f"(?<!{word})" for word in table["not_before"])
    after = "|".join(table["not_after"])
    return re.compile(
        rf"{'|'.join(table['names'])}|(?:{offices})(?:{titled})|(?:{titled})(?:{offices})"
        rf"|{before}(?:{'|'.join(table['bodies'])})(?!{after})"
    )


def leader_in(opening: Opening) -> str | None:
    """The state or party leader or leading body an opening names, or None."""
    text = f"{opening.headline}\n{opening.text}"
    for word in _leading_words():  # the pattern is slow on the many articles that name none of them
        if word in text:
            found = _leaders().search(text)
            return found[0] if found else None
    return None


@cache
def _leading_words() -> tuple[str, ...]:
    table = load("leaders")
    return (*table["names"], *table["titled"], *table["bodies"])


@lru_cache(maxsize=4096)
def is_abroad(place: str) -> bool:
    """Whether a place a dateline names lies abroad: 万象, 联合国, 韩国平昌; not 香港, 台北 or 南极中山站."""
    table = _places()
    if any(home in place for home in table["at_home"]):
        return False
    if place in table["cities"] or place in table["countries"] or place in table["seats"]:
        return True
    return any(place[:size] in table["countries"] for size in range(2, min(len(place), 8)))


@cache
def _places() -> dict[str, frozenset[str]]:
    return {name: frozenset(places) for name, places in load("places").items()}


class Vocabulary:
    """Words that speak for a section, with their weights: ours, and the operator's for sections of their own."""

    def __init__(self, sections: Iterable[Section]) -> None:
        """The words of our data and those the configured sections bring."""
        words = [
            (word, slug, int(weight))
            for slug, weights in load("vocabulary").items()
            for weight, listed in weights.items()
            for word in listed
        ]
        words += [(word, section.slug, _CONFIGURED_WEIGHT) for section in sections for word in section.words]
        self._words: dict[str, list[tuple[str, str, int]]] = {}
        for word in words:
            self._words.setdefault(word[0][:2], []).append(word)
        first, second = ("".join(sorted({re.escape(pair[at]) for pair in self._words})) for at in (0, 1))
        self._pairs = re.compile(f"(?=([{first}][{second}]))")

    def words_for(self, opening: Opening, slug: str) -> tuple[str, ...]:
        """The words of a section that an opening holds, the weightiest first."""
        text = f"{opening.headline}\n{opening.text}"
        found = [word for words in self._words.values() for word in words if word[1] == slug and word[0] in text]
        return tuple(word for word, _, weight in sorted(found, key=lambda word: -word[2]))

    def scores(self, opening: Opening) -> dict[str, int]:
        """Section → how much speaks for it. A word counts once in the headline, with more weight, and once below it."""
        scores: dict[str, int] = {}
        headline, text = opening.headline, f"{opening.headline}\n{opening.text}"
        # Only words whose first two characters stand in the text are tried: a tenth of the time it takes to try all.
        for pair in set(self._pairs.findall(text)):
            for word, slug, weight in self._words.get(pair, ()):
                if word in text:
                    times = (word in headline) * _HEADLINE_WEIGHT + (word in opening.text)
                    scores[slug] = scores.get(slug, 0) + weight * times
        return scores
