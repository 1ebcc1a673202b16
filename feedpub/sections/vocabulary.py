"""What the words of an article's opening say of its section: a share for each section that it may go to."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import repeat
from math import exp, log
from struct import Struct
from typing import NamedTuple, TypeVar

from feedpub.data import load
from feedpub.model import Section
from feedpub.sections.evidence import Opening, places_and_bodies
from feedpub.sections.weights import UNIT, WeightTable, built_in, length_factor
from feedpub.sections.words import WholeWords, simplified

__all__ = ["Judgement", "Vocabulary"]

_OWN_SHARE = 0.05  # a section that only the operator's learned weights know
_SHARES_COUNT = 0.62  # as the weights of the table, so that the shares are right (see tests/scores/vocabulary.py)
_LANE = 32  # bits of each section's sum within one number
_HALF = 1 << _LANE - 1
_T = TypeVar("_T")
_SPEAKS = UNIT // 2  # the least by which a word must speak for a section, and for it rather than the next, to be named


class Judgement(NamedTuple):
    """What the words of an opening say.

    Attributes:
        words: the words that are known, each once, in the order of the opening.
        in_headline: those that stand in its headline, places and bodies abroad and at home among them.
        shares: section → the share of such articles that belong there, the greatest first; empty if no word is known.
    """

    words: tuple[str, ...]
    in_headline: tuple[str, ...]
    shares: dict[str, float]

    @property
    def best(self) -> str:
        """The likeliest section, or nothing."""
        return next(iter(self.shares), "")


class Vocabulary:
    """The words that speak for and against sections, ours and those learned from the operator's bulletins.

    Only sections that are given compete. The tables are read when the first article asks.
    """

    def __init__(self, sections: Iterable[Section], table: WeightTable | None, learned: WeightTable | None) -> None:
        """Take the tables.

        Args:
            sections: those that are on.
            table: how much words speak for sections; None takes ours, `section_words.tsv`.
            learned: what `feedpub sections --learn` found, which is added to it.
        """
        self._sections = tuple(section.slug for section in sections)
        self._given = table
        self._learned = learned or WeightTable()
        self._weights = _Kept(self._weights_of)
        self._packed = _Kept(self._pack)

    def judge(self, opening: Opening) -> Judgement:
        """What the words of an opening say: each counts once, wherever it stands."""
        packed = self._packed
        headline = self._finder.find(simplified(opening.headline))
        found = dict.fromkeys((*headline, *self._finder.find(simplified(opening.text))))
        words = tuple(filter(packed.__getitem__, found))
        if not words:
            return Judgement((), tuple(headline), {})
        lanes, begins, middle = self._lanes
        sums = lanes.unpack(sum(map(packed.__getitem__, words), middle).to_bytes(lanes.size, "little"))
        factor = length_factor(len(words)) / UNIT
        odds = [exp(factor * (lane - _HALF) + begin) for lane, begin in zip(sums, begins, strict=True)]
        total = sum(odds)
        ranked = sorted(zip(odds, self._slugs, strict=True), reverse=True)
        return Judgement(words, tuple(headline), {slug: odd / total for odd, slug in ranked})

    def words_for(self, found: Judgement, slug: str) -> tuple[str, ...]:
        """The words of a judgement that speak for a section rather than for the next, the longest first."""
        if slug not in self._slugs:
            return ()
        at = self._slugs.index(slug)
        other = self._slugs.index(next((of for of in found.shares if of != slug), slug))
        kept = self._weights
        spoke = [
            (-len(word), -weights[at], word)
            for word in found.words
            if (weights := kept[word])[at] >= _SPEAKS and (at == other or weights[at] - weights[other] >= _SPEAKS)
        ]
        return tuple(word for _, _, word in sorted(spoke))

    @cached_property
    def _table(self) -> WeightTable:
        return built_in() if self._given is None else self._given

    @cached_property
    def _slugs(self) -> tuple[str, ...]:
        """The sections that compete: they are on, and a table knows them."""
        known = {*self._table.slugs, *self._learned.slugs}
        return tuple(slug for slug in self._sections if slug in known)

    @cached_property
    def _lanes(self) -> tuple[Struct, Sequence[float], int]:
        """A packed sum, of a lane for each section; what each section begins with; and the sum that is nothing."""
        known = load("sections")
        begins = [_SHARES_COUNT * log(known.get(slug, {}).get("share", _OWN_SHARE)) for slug in self._slugs]
        return Struct(f"<{len(begins)}I"), begins, self._pack_lanes(repeat(_HALF, len(begins)))

    @cached_property
    def _finder(self) -> WholeWords:
        return WholeWords((*self._table.rows, *self._learned.rows, *places_and_bodies()))

    def _pack(self, word: str) -> int:
        """The weights of a word as one number, which adds up for all sections at once; 0 if nothing is known of it."""
        return self._pack_lanes(self._weights[word])

    @staticmethod
    def _pack_lanes(values: Iterable[int]) -> int:
        return sum(value << _LANE * place for place, value in enumerate(values))

    def _weights_of(self, word: str) -> tuple[int, ...]:
        """The weights of a word for the sections that compete."""
        ours = dict(zip(self._table.slugs, self._table.weights(word), strict=True))
        own = dict(zip(self._learned.slugs, self._learned.weights(word), strict=True))
        return tuple(ours.get(slug, 0) + own.get(slug, 0) for slug in self._slugs)


class _Kept(dict[str, _T]):
    """What a function gives for each word, worked out once."""

    def __init__(self, make: Callable[[str], _T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> _T:
        made = self[word] = self._make(word)
        return made
