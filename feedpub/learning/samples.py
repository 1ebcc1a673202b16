"""What one bulletin shows of the source it comes from."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from feedpub.learning.dates import patterns_of
from feedpub.model import Article, Coverage, Paragraph
from feedpub.model.form import Form
from feedpub.model.parsed import ParsedBulletin
from feedpub.reading.phrases.date_patterns import Searched

__all__ = ["Outcome", "Sample", "outcome_of", "sample_of"]

_SHORT, _LONG = 2, 40  # characters of a line that may be the same in every bulletin of a source
_EDGE = 3  # paragraphs at either end of an article in which such a line stands
_KEPT_OUT = ("front matter",)  # discards that are no text


class Outcome(NamedTuple):
    """What a reading makes of a bulletin.

    Attributes:
        headlines: of its articles and pictures, in order.
        days: of these.
        issue: the issue date that something states, or None.
        left_out: how many characters of text, without blanks, are in no article.
        datelines: how many articles have a dateline.
        errors: how many problems are errors.
        warnings: how many are not.
    """

    headlines: tuple[str, ...]
    days: tuple[date, ...]
    issue: date | None
    left_out: int
    datelines: int
    errors: int
    warnings: int


class Sample(NamedTuple):
    """A bulletin among many.

    Attributes:
        path: below the folder of bulletins, as patterns look at it.
        name: of the file, for people.
        form: its form, as found in it alone; None for a bulletin without text.
        outcome: what is read of it today.
        dates: every pattern by which it could be dated, with the date.
        edges: short lines with which its articles begin or end.
    """

    path: str
    name: str
    form: Form | None
    outcome: Outcome
    dates: dict[str, date]
    edges: frozenset[str]


def outcome_of(parsed: ParsedBulletin, coverage: Coverage) -> Outcome:
    """What a reading makes of a bulletin.

    Args:
        parsed: the bulletin.
        coverage: where its characters went.
    """
    bulletin = parsed.bulletin
    problems = [*parsed.problems]
    for article, dated in zip(bulletin.articles, parsed.dated, strict=True):
        problems += (*article.problems, *dated.problems)
    errors = sum(problem.level == "error" for problem in problems)
    left_out = (discard.text for discard in coverage.discards if discard.reason not in _KEPT_OUT)
    return Outcome(
        headlines=tuple(article.headline or "" for article in bulletin.articles),
        days=tuple(dated.day for dated in parsed.dated),
        issue=parsed.issue.day,
        left_out=sum(len("".join(text.split())) for text in left_out),
        datelines=sum(article.dateline is not None for article in bulletin.articles),
        errors=errors,
        warnings=len(problems) - errors,
    )


def sample_of(parsed: ParsedBulletin, coverage: Coverage, text: str, path: str) -> Sample:
    """What a bulletin shows of its source.

    Args:
        parsed: the bulletin, as read today.
        coverage: where its characters went.
        text: the bulletin as decoded.
        path: its path, as patterns look at it.
    """
    bulletin = parsed.bulletin
    front = next((row.text.split("\n") for row in bulletin.discards if row.reason == "front matter"), [])
    searched = Searched(path, front, text.split("\n")[len(front) :])
    edges = frozenset(line for article in bulletin.articles for line in _edges(article))
    return Sample(path, parsed.file.name, bulletin.form, outcome_of(parsed, coverage), patterns_of(searched), edges)


def _edges(article: Article) -> Iterator[str]:
    paragraphs = [block.text for block in article.body if isinstance(block, Paragraph)]
    for text in (*paragraphs[:_EDGE], *paragraphs[-_EDGE:]):
        if _SHORT < len(text) <= _LONG:
            yield text
