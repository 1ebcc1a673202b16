"""Weighs the vocabulary: which words are taken, and with what weight, is chosen on labelled articles.

    python -m tests.scores.vocabulary FILE...            the score of words chosen on four fifths, on the other fifth
    python -m tests.scores.vocabulary --write FILE...    chooses on all rows, and writes feedpub/data/vocabulary.toml

`words.toml` holds the words composed without a look at any article, each under one section with a weight of 1 to 3;
and `candidates`, which stand under none: words of a dictionary that stand in articles, whatever their labels, so that
each must prove itself on the rows it is chosen on, where it gets its section too. Weights are those of a multinomial
logistic regression in which a word speaks for its own section only and never against it, begun at what was composed:
a word no row has keeps that. The mean of the later rounds is taken. Every set counts alike, however many rows it has,
and says less of words whose section it doesn't know.
"""

import math
import random
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from feedpub.model import Article, Config, FrontMatter
from feedpub.sections.classify import Classifier
from feedpub.sections.evidence import opening_of
from feedpub.sections.vocabulary import HEADLINE_WEIGHT
from tests.paths import ROOT
from tests.scores.sections import MARGINS, Score, read_rows, score, show

Rows = Sequence[tuple[Article, str]]
Table = dict[str, dict[str, list[str]]]

WORDS = Path(__file__).with_name("words.toml")
TARGET = ROOT / "feedpub" / "data" / "vocabulary.toml"
FOLDS = 5
_ROUNDS = 24
_SETTLED = 8  # rounds, after which weights count
_STEP = 0.3  # at first; it shrinks
_HEAT = 4.0  # a lead of so much is e times as likely right
_LEFT_TO_WORDS = ("vocabulary", "a place abroad in the headline", "the fallback")  # the steps from the words on
_COMPOSED = 1.5  # what a weight of 1 as composed begins with
_MOST = 8.0
_SCALE = 4  # for finer steps: weights of the table are whole numbers up to 32
_ENOUGH = 15  # articles of a section, for a set to know it
_DOUBT = 0.5  # what a set says of the words of a section it doesn't know counts so much: it files them elsewhere
_LEAST = 3  # what weighs less costs time and tells nothing
_SEEN = 5  # articles a candidate must stand in
_PURE = 0.4  # the share of them that one section must have
_HEADER = """# Words that indicate a section, with weights, as chosen by `python -m tests.scores.vocabulary --write`
# on two sets of labelled articles. Edit tests/scores/words.toml, not this file, and run it again.
# A word counts by plain substring search: once in the opening, and twice more in the headline.
"""


class Example(NamedTuple):
    """An article that only its words can file: the words in it with the times they count, and its label."""

    words: tuple[tuple[str, int], ...]
    label: str


class _Pull(NamedTuple):
    """What an article says of the words taken: its label; and each word, its section, how often it counts, its share
    in what is learnt from the article."""

    label: str
    known: list[tuple[str, str, int, float]]


class Words(NamedTuple):
    """The composed words with section and weight, and the candidates."""

    composed: dict[str, tuple[str, float]]
    candidates: tuple[str, ...]


def read_words() -> Words:
    """What `words.toml` holds."""
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    candidates = tuple(table.pop("candidates"))
    composed = {
        word: (slug, _COMPOSED * float(weight))
        for slug, weights in table.items()
        for weight, words in weights.items()
        for word in words
    }
    return Words(composed, candidates)


def examples(rows: Rows, words: Words) -> list[Example]:
    """The articles that no other evidence files."""
    return [one for one in _examples(rows, words) if one]


def _examples(rows: Rows, words: Words) -> list[Example | None]:
    """Each row as an example; `None` where other evidence files it."""
    classifier = Classifier(Config(), {})
    place = {word: number for number, word in enumerate([*words.composed, *words.candidates])}
    lengths = sorted({len(word) for word in place})
    found: list[Example | None] = []
    for article, label in rows:
        if classifier.classify(article, FrontMatter(), "a.txt").step in _LEFT_TO_WORDS:
            headline, below = opening_of(article)
            pieces = {
                text[at : at + length] for text in (headline, below) for length in lengths for at in range(len(text))
            }
            held = sorted(place.keys() & pieces, key=place.__getitem__)
            counted = ((word, (word in headline) * HEADLINE_WEIGHT + (word in below)) for word in held)
            found.append(Example(tuple(counted), label))
        else:
            found.append(None)
    return found


def choose(sets: Sequence[Sequence[Example]], words: Words) -> Table:
    """The words taken and their weights, chosen on sets of examples; section → weight → words."""
    most = max(map(len, sets))
    training = [(row, _known_to(rows)) for rows in sets for row in list(rows) * round(most / len(rows))]
    taken = words.composed | _proven([row for row, _ in training], words.candidates)
    weights = {word: weight for word, (_, weight) in taken.items()}
    settled = dict.fromkeys(weights, 0.0)
    all_slugs = {slug for slug, _ in taken.values()}
    pulls = [_pull(row, slugs, taken) for row, slugs in training]
    order = random.Random(1)
    for number in range(_ROUNDS):
        order.shuffle(pulls)
        step = _STEP / (1 + number / 4)
        for label, known in pulls:
            scores: dict[str, float] = {}
            for word, slug, times, _ in known:
                scores[slug] = scores.get(slug, 0.0) + weights[word] * times
            most_likely = max(scores.values(), default=0.0)
            odds = {slug: math.exp((score - most_likely) / _HEAT) for slug, score in scores.items()}
            total = sum(odds.values()) + (len(all_slugs) - len(odds)) * math.exp(-most_likely / _HEAT)
            for word, slug, _, share in known:
                error = (slug == label) - odds[slug] / total
                weights[word] = min(_MOST, max(0.0, weights[word] + step * error * share))
        if number >= _SETTLED:
            for word, weight in weights.items():
                settled[word] += weight / (_ROUNDS - _SETTLED)
    table: Table = {}
    for word, (slug, _) in taken.items():
        if (weight := round(_SCALE * settled[word])) >= _LEAST:
            table.setdefault(slug, {}).setdefault(str(weight), []).append(word)
    return {slug: dict(sorted(by.items(), key=lambda row: -int(row[0]))) for slug, by in table.items()}


def _pull(row: Example, slugs: frozenset[str], taken: Mapping[str, tuple[str, float]]) -> _Pull:
    """What an article says of the words that are taken.

    Args:
        row: the article.
        slugs: the sections that its set knows.
        taken: word → its section, and a weight.
    """
    known = []
    for word, times in row.words:
        if word in taken:
            slug = taken[word][0]
            known.append((word, slug, times, math.sqrt(times) * (1.0 if slug in slugs else _DOUBT)))
    return _Pull(row.label, known)


def _known_to(rows: Sequence[Example]) -> frozenset[str]:
    """The sections a set has enough articles of."""
    labels = Counter(label for _, label in rows)
    return frozenset(slug for slug, number in labels.items() if number >= _ENOUGH)


def _proven(training: Sequence[Example], candidates: Sequence[str]) -> dict[str, tuple[str, float]]:
    """The candidates that stand in enough articles, and mostly in those of one section, with that section."""
    listed = set(candidates)
    stands_in: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for held, label in training:
        for word, _ in held:
            if word in listed:
                stands_in[word][label] += 1
    found = {}
    for word, labels in stands_in.items():
        ((label, most),) = labels.most_common(1)
        if labels.total() >= _SEEN and most >= _PURE * labels.total():
            found[word] = (label, 1.0)
    return found


def held_out(sets: Mapping[str, Rows]) -> dict[str, dict[int, Score]]:
    """Each set's score by margin, every row filed with weights chosen without it."""
    words = read_words()
    margins = sorted({*MARGINS, Config().margin})
    found = {name: {margin: Score() for margin in margins} for name in sets}
    fold_of = {name: _folds(len(rows)) for name, rows in sets.items()}
    told_by = {name: _examples(rows, words) for name, rows in sets.items()}
    for fold in range(FOLDS):
        chosen_on = [
            [one for one, of in zip(told_by[name], fold_of[name], strict=True) if one and of != fold] for name in sets
        ]
        table = choose(chosen_on, words)
        for name, rows in sets.items():
            left_out = [row for row, of in zip(rows, fold_of[name], strict=True) if of == fold]
            for margin in margins:
                found[name][margin].pairs.update(score(left_out, Classifier(Config(margin=margin), table)).pairs)
    return found


def _folds(count: int) -> list[int]:
    folds = [number % FOLDS for number in range(count)]
    random.Random(1).shuffle(folds)
    return folds


def as_toml(table: Table) -> str:
    """The table as its file holds it."""
    lines = [_HEADER]
    for slug, weights in table.items():
        lines.append(f"[{slug}]")
        for weight, words in weights.items():
            lines.append(f"{weight} = [")
            row = " "
            for word in words:
                if len(row) + len(word) + 4 > 110:
                    lines.append(row)
                    row = " "
                row += f' "{word}",'
            lines += [row, "]"]
        lines.append("")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Scores the choice, or writes it."""
    names = [name for name in arguments if name != "--write"]
    sets = {name: read_rows(Path(name)) for name in names}
    words = read_words()
    print(f"{len(words.composed)} words composed, {len(words.candidates)} candidates\n")
    if "--write" in arguments:
        table = choose([examples(rows, words) for rows in sets.values()], words)
        TARGET.write_text(as_toml(table), encoding="utf-8")
        kept = sum(len(words) for weights in table.values() for words in weights.values())
        print(f"{kept} of them kept in {TARGET}")
        return
    for name, scores in held_out(sets).items():
        show(name, scores, Config().margin)


if __name__ == "__main__":
    main(sys.argv[1:])
