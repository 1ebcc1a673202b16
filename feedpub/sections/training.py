"""Learn how much each word speaks for and against each section, from articles whose section is known.

A multinomial logistic regression, begun at weights that are known and drawn back to them, so that few articles change
little. Only the sections that a set of articles has compete in it, and each set has a bias of its own for each
section, which is dropped in the end: a set's habit of labels is not learned as the meaning of a word. Plain arithmetic
in a fixed order: equal articles give equal weights on any machine.
"""

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from feedpub.sections.weights import USUAL_WORDS, length_factor

__all__ = ["Example", "train"]

_ROUNDS = 10
_SETTLED = 4  # rounds, after which weights count; their mean is taken
_STEP = 0.15  # at first; it shrinks
_USUAL_SET = 2000  # articles; a larger set counts for less of its size, a smaller one for more
_ENOUGH = 10  # articles of a section, for a set to know it


class Example(NamedTuple):
    """An article whose section is known: the words of its opening, each once, and the section's slug."""

    words: tuple[str, ...]
    label: str


class _Set(NamedTuple):
    """What a set has of its own: the columns that compete, its biases, and how much an article of it counts."""

    columns: tuple[int, ...]
    bias: list[float]
    weight: float


class _Weights(NamedTuple):
    """The weights of words: as they are by now, as they began, and how strongly each is drawn back."""

    rows: dict[str, list[float]]
    known: Mapping[str, Sequence[float]]
    back: Mapping[str, float]


def train(
    sets: Sequence[Sequence[Example]],
    known: Mapping[str, Sequence[float]],
    slugs: Sequence[str],
    pull: float = 1.0,
) -> dict[str, list[float]]:
    """The weights of the words of `known`, for each section of `slugs` in their order.

    Args:
        sets: the articles of each source.
        known: word → the weights to begin at, in the order of `slugs`; other words are passed over.
        slugs: the sections.
        pull: how strongly weights are drawn back to those they began at.
    """
    rows = {word: list(weights) for word, weights in known.items()}
    held = Counter(word for examples in sets for example in examples for word in example.words if word in rows)
    back = {word: pull / number for word, number in held.items()}
    weights = _Weights(rows, known, back)
    column = {slug: number for number, slug in enumerate(slugs)}
    pulls: list[tuple[_Set, tuple[str, ...], int]] = []
    for examples in sets:
        own = _set_of(examples, column)
        for example in examples:
            words = tuple(word for word in example.words if word in rows)
            if words and column.get(example.label) in own.columns:
                pulls.append((own, words, column[example.label]))
    order = random.Random(1)  # noqa: S311  # the same order each time
    sums = {word: [0.0] * len(slugs) for word in held}
    for number in range(_ROUNDS):
        order.shuffle(pulls)
        step = _STEP / (1 + number / 3)
        for own, words, label in pulls:
            _learn(own, words, label, step, weights)
        if number >= _SETTLED:
            for word, total in sums.items():
                total[:] = map(float.__add__, total, rows[word])
    settled = _ROUNDS - _SETTLED
    return rows | {word: [value / settled for value in total] for word, total in sums.items()}


def _set_of(examples: Sequence[Example], column: Mapping[str, int]) -> _Set:
    labels = Counter(example.label for example in examples)
    columns = tuple(sorted(column[label] for label, number in labels.items() if label in column and number >= _ENOUGH))
    return _Set(columns, [0.0] * len(column), math.sqrt(_USUAL_SET / max(len(examples), 1)))


def _learn(own: _Set, words: tuple[str, ...], label: int, step: float, weights: _Weights) -> None:
    """One step towards the label of one article."""
    rows, known, back = weights
    factor = length_factor(len(words))
    sums = list(map(sum, zip(*map(rows.__getitem__, words), strict=True)))
    scores = {at: factor * sums[at] + own.bias[at] for at in own.columns}
    most = max(scores.values())
    odds = {at: math.exp(score - most) for at, score in scores.items()}
    total = sum(odds.values())
    change = [0.0] * len(sums)
    for at, odd in odds.items():
        error = step * own.weight * ((at == label) - odd / total)
        own.bias[at] += error / USUAL_WORDS
        change[at] = error * factor
    for word in words:
        drawn = step * back[word]
        rows[word][:] = [
            value + more - drawn * (value - begun)
            for value, more, begun in zip(rows[word], change, known[word], strict=True)
        ]
