"""How well bulletins are read that page-reading tools and people wrote: boundaries, and articles exact to the line.

    python -m tests.scores.bulletins FILE...

A file begins with `issue: YYYY-MM-DD`; each further line is a tag, a tab and the line as the bulletin holds it:
headline, headline+ (its second line), kicker, deck, byline, text, text+ (goes on with the paragraph above), subhead,
picture, caption, caption+, credit, alone (the caption of a picture that stands by itself), alone+, closing,
continued:N (the heading of a part of article N), and what is no text: masthead, contents, page, furniture, jump,
notice, table, tag, repeated, tail. Below a headline or an alone stand facts: `= date`, `= section`, `= reporters`,
`= dateline`.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from feedpub.dating.articles import date_articles
from feedpub.dating.issue import issue_date
from feedpub.model import Article, Bulletin, Config
from feedpub.reading.bulletin import read_bulletin
from feedpub.reading.text.markup import strip_markup
from feedpub.sections.classify import Classifier

BULLETINS = Path(__file__).parent / "bulletins"


@dataclass
class Told:
    """An article as labelled: facts, and the text of its parts by tag."""

    line: int
    kind: str
    facts: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, tag: str, text: str) -> None:
        """One more line of it."""
        rows = self.parts.setdefault(tag.rstrip("+"), [])
        if tag.endswith("+") and rows:
            gap = " " if tag == "headline+" else ""
            rows[-1] += gap + text
        else:
            rows.append(text)


@dataclass
class Tagged:
    """A labelled bulletin: its text, its issue date, its articles."""

    name: str
    issue: date
    text: str
    articles: list[Told]


@dataclass
class Score:
    """Counts over bulletins, and every difference by bulletin."""

    starts_told: int = 0
    starts_found: int = 0
    starts_right: int = 0
    articles: int = 0
    exact: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the article starts that were found, how many are ones."""
        return self.starts_right / self.starts_found if self.starts_found else 1.0

    @property
    def recall(self) -> float:
        """Of the article starts there are, how many were found."""
        return self.starts_right / self.starts_told if self.starts_told else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def share_exact(self) -> float:
        """Of the articles there are, how many were read without any difference."""
        return self.exact / self.articles if self.articles else 1.0


def load(path: Path) -> Tagged:
    """A labelled bulletin."""
    raw = path.read_text(encoding="utf-8").split("\n")
    lines: list[str] = []
    articles: list[Told] = []
    headlines: list[Told] = []
    current: Told | None = None
    kicker: list[str] = []
    for row in raw[1:]:
        if row.startswith("= "):
            key, _, value = row[2:].partition(" ")
            assert current is not None, f"{path}: a fact above every article"
            current.facts[key] = value
            continue
        tag, tab, text = row.partition("\t")
        lines.append(text if tab else row)
        if not tab:
            continue
        bare = _bare(text)
        if tag == "kicker":
            kicker.append(bare)
        elif tag in ("headline", "alone"):
            current = Told(line=len(lines), kind="article" if tag == "headline" else "alone")
            articles.append(current)
            headlines.append(current)
            if kicker:
                current.parts["kicker"] = [" ".join(kicker)]
                kicker = []
            current.add(tag, bare)
        elif tag.startswith("continued:"):
            current = headlines[int(tag.partition(":")[2]) - 1]
        elif tag in ("headline+", "alone+", "deck", "byline", "text", "text+", "subhead", "caption", "caption+"):
            if current is None or (current.kind == "alone" and tag.startswith("text")):
                current = headlines[-1]
            current.add(tag, bare)
    return Tagged(path.name, date.fromisoformat(raw[0].removeprefix("issue: ").strip()), "\n".join(lines), articles)


def _bare(text: str) -> str:
    """A line's letters: without heading marks, tags, emphasis and white space."""
    text = re.sub(r"[(（][下上紧][转接][^()（）]{1,8}[)）]", "", text)  # a note within a line is no text
    return "".join(strip_markup(text).text.lstrip("# \u3000").replace("**", "").split())


def score(tagged: Iterable[Tagged]) -> Score:
    """Reads every bulletin and compares."""
    found = Score()
    for bulletin in tagged:
        _compare(bulletin, read_bulletin(bulletin.text), found)
    return found


def _compare(tagged: Tagged, bulletin: Bulletin, found: Score) -> None:
    issue = issue_date(bulletin, tagged.name, tagged.issue)
    dated = date_articles(bulletin, issue, tagged.issue)
    classifier = Classifier(Config())
    read = {}
    for article, day in zip(bulletin.articles, dated, strict=True):
        filed = classifier.classify(article, bulletin.front, tagged.name)
        read[article.line] = (article, {"date": day.day.isoformat(), "section": filed.slug})
    told = {row.line: row for row in tagged.articles}
    lines = {line: _at(line, read) for line in told}
    taken = set(lines.values())
    found.starts_told += len(told)
    found.starts_found += len(read)
    found.starts_right += sum(line is not None for line in lines.values())
    found.articles += len(told)
    for line in sorted(set(read) - taken):
        found.differences.append(f"{tagged.name}:{line}: no article begins here: {read[line][0].headline!r}")
    for line, row in told.items():
        at = lines[line]
        if at is None:
            found.differences.append(f"{tagged.name}:{line}: an article begins here: {next(iter(row.parts.values()))}")
            continue
        wrong = list(_differences(row, *read[at]))
        found.exact += not wrong
        found.differences += [f"{tagged.name}:{line}: {difference}" for difference in wrong]


def _at(line: int, read: dict[int, Any]) -> int | None:
    """Where an article was found that begins here: a picture's own line stands up to three above its caption."""
    return next((at for at in (line, line - 1, line - 2, line - 3) if at in read), None)


def _differences(told: Told, article: Article, facts: dict[str, str]) -> Iterable[str]:
    wanted = {key: ["".join(text.split()) for text in rows] for key, rows in told.parts.items()}
    have: dict[str, list[str]] = {
        "headline": [_bare(article.headline or "")] if told.kind == "article" else [],
        "kicker": [_bare(article.kicker)] if article.kicker else [],
        "deck": [_bare(article.deck)] if article.deck else [],
        "subhead": [_bare(text) for text in article.subheads],
    }
    for key, rows in have.items():
        asked = [_letters(text) for text in wanted.get(key, [])]
        if key == "deck" and asked:
            asked = ["".join(asked)]
        if asked != [_letters(text) for text in rows]:
            yield f"{key}: labelled {asked}, read {rows}"
    if told.kind == "article":
        text = _letters("".join(wanted.get("text", [])))
        got = _letters("".join(article.paragraphs))
        if text != got and not _same_but_closing(text, got):
            yield f"text: labelled {len(text)} letters, read {len(got)}: {_first_difference(text, got)}"
    people = "、".join(person.name for person in article.people)
    if told.facts.get("reporters", "") not in ("", people):
        yield f"reporters: labelled {told.facts['reporters']}, read {people}"
    for key in ("date", "section"):
        if key in told.facts and told.facts[key] != facts[key] and not (key == "section" and told.kind == "alone"):
            yield f"{key}: labelled {told.facts[key]}, read {facts[key]}"
    line = article.dateline
    if told.facts.get("dateline") and (line is None or _letters(told.facts["dateline"]) not in _letters(line.text)):
        yield f"dateline: labelled {told.facts['dateline']}, read {line and line.text}"


def _same_but_closing(text: str, got: str) -> bool:
    """A closing dateline or signature that stands within the last paragraph is read as a line of its own."""
    return text.startswith(got) and 0 < len(text) - len(got) <= 40


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _first_difference(one: str, other: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, at - 8) : at + 12]}… / …{other[max(0, at - 8) : at + 12]}…"


def main(paths: list[str]) -> None:
    """Prints the score of each file and of all, and every difference."""
    files = [Path(path) for path in paths] or sorted(BULLETINS.glob("*.tagged"))
    whole = Score()
    print(f"{'bulletin':<28}{'precision':>10}{'recall':>8}{'F1':>8}{'exact':>12}")
    for path in files:
        one = score([load(path)])
        print(
            f"{path.name:<28}{one.precision:>10.3f}{one.recall:>8.3f}{one.f1:>8.3f}{one.exact:>6} of {one.articles:>2}"
        )
        for key in ("starts_told", "starts_found", "starts_right", "articles", "exact"):
            setattr(whole, key, getattr(whole, key) + getattr(one, key))
        whole.differences += one.differences
    counts = f"{whole.exact} of {whole.articles}"
    print(f"{'all':<28}{whole.precision:>10.3f}{whole.recall:>8.3f}{whole.f1:>8.3f}  {counts}, {whole.share_exact:.1%}")
    for difference in whole.differences:
        print(f"  {difference}")


if __name__ == "__main__":
    main(sys.argv[1:])
