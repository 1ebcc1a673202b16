"""Weighs the vocabulary: how much each word speaks for and against each section is learned from labelled articles.

    python -m tests.scores.vocabulary FILE...          each file, filed with weights learned from the others
    python -m tests.scores.vocabulary --folds FILE...  each file, filed with weights learned from four fifths of all
    python -m tests.scores.vocabulary --write FILE...  learns from all rows; writes feedpub/data/section_words.tsv

Each file is a source. `words.toml` holds the words composed without a look at any article, each under one section with
a weight of 1 to 3: there its weights begin. `candidates.txt` holds words of a dictionary (`scripts/dictionary.py`),
which begin at nothing; they are taken if they stand in enough of the articles, of two sources at least.
"""

import random
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from feedpub.model import Article, Config, Section
from feedpub.sections.catalogue import default_sections
from feedpub.sections.classify import Classifier
from feedpub.sections.evidence import opening_of
from feedpub.sections.training import Example, train
from feedpub.sections.weights import WeightTable, read_table, write_table
from feedpub.sections.words import WholeWords, simplified
from tests.paths import ROOT
from tests.scores.sections import MARGINS, Score, read_rows, score, show

Rows = Sequence[tuple[Article, str]]

WORDS = Path(__file__).with_name("words.toml")
CANDIDATES = Path(__file__).with_name("candidates.txt")
TARGET = ROOT / "feedpub" / "data" / "section_words.tsv"
FOLDS = 5
SLUGS = ("top", "world", "economy", "society", "sports", "culture", "science", "education", "military", "opinion")
_COMPOSED = 1.3  # what a weight of 1 as composed begins with
_SEEN, _SOURCES = 4, 2  # articles that a candidate must stand in, of so many sources
_TEMPERED = 0.62  # weights are that much smaller in the table, so that a share of 70 is right in 70 of 100
_REMARKS = (
    "How much a word speaks for and against each section, as learned by `python -m tests.scores.vocabulary --write`.",
    "Edit tests/scores/words.toml, not this file, and run it again. The form: feedpub/sections/weights.py.",
    "Learned from counts over openings of China News 2020, agencies' articles 2016, a mixture of portals 2016,",
    "THUCNews, Toutiao 2018, NLPCC 2017, the Sogou corpus, HK01, and portals 2018. Words composed for feedpub, and",
    "words of jieba's dictionary (MIT License, in LICENSE.jieba beside this file). No text of any source is in it.",
)


def composed_words() -> dict[str, tuple[str, int]]:
    """What `words.toml` holds: word → its section, and its weight."""
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {
        simplified(word): (slug, int(weight))
        for slug, weights in table.items()
        for weight, words in weights.items()
        for word in words
    }


def candidates() -> list[str]:
    """What `candidates.txt` holds, the most frequent first."""
    return CANDIDATES.read_text(encoding="utf-8").split()


def learn(sets: Iterable[Rows]) -> WeightTable:
    """The table learned from the articles of each source."""
    return read_table(learn_text(sets))


def learn_text(sets: Iterable[Rows]) -> str:
    """The same as its file holds it."""
    composed, listed = composed_words(), candidates()
    openings = [[(_text_of(article), label) for article, label in rows] for rows in sets]
    taken = _seen_enough(openings, WholeWords((*listed, *composed)))
    words = [word for word in listed if word in taken or word in composed]
    words += [word for word in composed if word not in set(listed)]
    finder = WholeWords(words)
    examples = [[Example(tuple(dict.fromkeys(finder.find(text))), label) for text, label in rows] for rows in openings]
    known = {word: _begins(composed.get(word)) for word in words}
    learned = train(examples, known, SLUGS)
    return write_table(_REMARKS, SLUGS, {word: [_TEMPERED * value for value in learned[word]] for word in words})


def _text_of(article: Article) -> str:
    headline, text = opening_of(article)
    return simplified(f"{headline}\n{text}")


def _seen_enough(openings: Sequence[Sequence[tuple[str, str]]], finder: WholeWords) -> set[str]:
    rows: Counter[str] = Counter()
    sources: defaultdict[str, set[int]] = defaultdict(set)
    for number, source in enumerate(openings):
        for text, _ in source:
            for word in set(finder.find(text)):
                rows[word] += 1
                sources[word].add(number)
    return {word for word, count in rows.items() if count >= _SEEN and len(sources[word]) >= _SOURCES}


def _begins(composed: tuple[str, int] | None) -> tuple[float, ...]:
    section, weight = composed or ("", 0)
    return tuple(_COMPOSED * weight if slug == section else 0.0 for slug in SLUGS)


def only(labels: Iterable[str]) -> tuple[Section, ...]:
    """The sections of a paper that has these only: the others are switched off."""
    there = {*labels, "general"}
    return tuple(replace(section, on=False) for section in default_sections() if section.slug not in there)


def scores_of(rows: Rows, table: WeightTable, sections: tuple[Section, ...] = ()) -> dict[int, Score]:
    """The score of a source by margin."""
    margins = sorted({*MARGINS, Config().margin})
    return {margin: score(rows, Classifier(Config(margin=margin, sections=sections), table)) for margin in margins}


def left_out(sets: Mapping[str, Rows]) -> dict[str, dict[int, Score]]:
    """Each source's score by margin, filed with weights learned from the others, among the sections it has."""
    found = {}
    for name, rows in sets.items():
        table = learn(other for of, other in sets.items() if of != name)
        found[name] = scores_of(rows, table, only(label for _, label in rows))
    return found


def held_out(sets: Mapping[str, Rows], scored: Mapping[str, tuple[Section, ...]]) -> dict[str, dict[int, Score]]:
    """The score by margin of some of the sets, every row filed with weights learned without it.

    Args:
        sets: all that is learned from.
        scored: the names of those that are scored, each with the sections of the configuration.
    """
    found: dict[str, dict[int, Score]] = {name: {} for name in scored}
    for fold in range(FOLDS):
        parts = {name: _parted(rows, fold) for name, rows in sets.items()}
        table = learn(part for part, _ in parts.values())
        for name, by_margin in found.items():
            for margin, one in scores_of(parts[name][1], table, scored[name]).items():
                by_margin.setdefault(margin, Score()).pairs.update(one.pairs)
    return found


def _parted(rows: Rows, fold: int) -> tuple[Rows, Rows]:
    """The rows without a fifth of them, and that fifth."""
    folds = [number % FOLDS for number in range(len(rows))]
    random.Random(1).shuffle(folds)
    parts: tuple[list[tuple[Article, str]], list[tuple[Article, str]]] = ([], [])
    for row, of in zip(rows, folds, strict=True):
        parts[of == fold].append(row)
    return parts


def main(arguments: Sequence[str]) -> None:
    """Scores the choice, or writes it."""
    sets = {name: read_rows(Path(name)) for name in arguments if not name.startswith("--")}
    if "--write" in arguments:
        text = learn_text(sets.values())
        TARGET.write_text(text, encoding="utf-8")
        print(f"{len(read_table(text).rows)} words in {TARGET}")
        return
    for name, scores in (held_out(sets, dict.fromkeys(sets, ())) if "--folds" in arguments else left_out(sets)).items():
        show(name, scores, Config().margin)


if __name__ == "__main__":
    main(sys.argv[1:])
