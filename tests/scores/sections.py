"""How well articles are filed: accuracy, macro-F1, the confusion table, and coverage at several margins.

    python -m tests.scores.sections FILE...

A file has one JSON object a line: `title`, `text` and `section`, a slug. Such sets know no 综合, so `general` counts as
`top` there. `covered` is the share of articles that any evidence files at all, `right of these` how many of those are
filed as labelled; what stands below the margin is filed under `general`.
"""

import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from feedpub.model import Article, Config, FrontMatter
from feedpub.reading.bulletin import read_bulletin
from feedpub.sections.classify import Classifier

MARGINS = (1, 30, 35, 40, 45, 50, 60, 70, 80)
_NO_FRONT = FrontMatter()


@dataclass
class Score:
    """Counts of articles by labelled and chosen section; `general` stands for what no evidence filed."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def accuracy(self) -> float:
        """The share filed as labelled, `general` taken for `top`."""
        return sum(n for (label, slug), n in self.pairs.items() if label == _told(slug)) / self.pairs.total()

    @property
    def coverage(self) -> float:
        """The share that any evidence filed."""
        return sum(n for (_, slug), n in self.pairs.items() if slug != "general") / self.pairs.total()

    @property
    def accuracy_of_covered(self) -> float:
        """Of these, the share filed as labelled."""
        covered = {pair: n for pair, n in self.pairs.items() if pair[1] != "general"}
        return sum(n for (label, slug), n in covered.items() if label == slug) / sum(covered.values())

    @property
    def macro_f1(self) -> float:
        """The mean of the labelled sections' F1."""
        return statistics.fmean(self._f1(label) for label in {label for label, _ in self.pairs})

    def _f1(self, label: str) -> float:
        right = sum(n for (of, slug), n in self.pairs.items() if of == label == _told(slug))
        either = sum(n * ((of == label) + (_told(slug) == label)) for (of, slug), n in self.pairs.items())
        return 2 * right / either if either else 0.0


def _told(slug: str) -> str:
    return "top" if slug == "general" else slug


def article_of(row: dict[str, Any]) -> Article:
    """A row as an article of a bulletin; where it has no title it is filed by its text alone."""
    headline = row["title"] or None
    if found := read_bulletin(f"# {headline or '无题'}\n\n{row['text']}").articles:
        return found[0] if headline else found[0]._replace(headline=None)
    return read_bulletin(f"# 无题\n\n{row['text']}").articles[0]._replace(headline=headline)  # it reads as a notice


def read_rows(path: Path) -> list[tuple[Article, str]]:
    """The articles of a file, each with its label."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(article_of(row), row["section"]) for row in rows]


def score(rows: Iterable[tuple[Article, str]], classifier: Classifier) -> Score:
    """Files every article with nothing known of it but its own words."""
    return Score(Counter((label, classifier.classify(article, _NO_FRONT, "a.txt").slug) for article, label in rows))


def show(name: str, scores: dict[int, Score], default: int) -> None:
    """Prints the table of a set."""
    print(f"{name}: {scores[default].pairs.total()} articles")
    print("margin  accuracy  macro-F1  covered  right of these")
    for margin, found in scores.items():
        mark = " (default)" if margin == default else ""
        print(
            f"{margin:6}  {found.accuracy:8.3f}  {found.macro_f1:8.3f}  {found.coverage:7.3f}"
            f"  {found.accuracy_of_covered:14.3f}{mark}"
        )
    pairs = scores[default].pairs
    slugs = sorted({slug for pair in pairs for slug in pair})
    print(f"{'labelled ↓ filed →':<18}" + "".join(f"{slug[:9]:>10}" for slug in slugs))
    for label in sorted({label for label, _ in pairs}):
        print(f"{label:<18}" + "".join(f"{pairs[label, slug] or '·':>10}" for slug in slugs))
    print()


def milliseconds(rows: Sequence[tuple[Article, str]], classifier: Classifier) -> float:
    """What filing an article takes, the median."""
    spent = []
    for article, _ in rows:
        began = time.perf_counter()
        classifier.classify(article, _NO_FRONT, "a.txt")
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1000


def main(names: Sequence[str]) -> None:
    """Scores every file."""
    default = Config().margin
    filings = {margin: Classifier(Config(margin=margin)) for margin in sorted({*MARGINS, default})}
    for name in names:
        rows = read_rows(Path(name))
        show(name, {margin: score(rows, classifier) for margin, classifier in filings.items()}, default)
        print(f"filing took {milliseconds(rows, filings[default]):.4f} ms an article, the median\n")


if __name__ == "__main__":
    main(sys.argv[1:])
