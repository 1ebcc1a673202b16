"""Compare what today's reading and a proposed table make of the bulletins of a group."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from feedpub.learning.samples import Outcome

__all__ = ["Figures", "Verdict", "figures_of", "is_changed", "verdict_on"]

Verdict = Literal["same", "helps", "doubtful"]


class Figures(NamedTuple):
    """What a reading makes of several bulletins together.

    Attributes:
        articles: how many articles and pictures.
        days: how many different days these have.
        undated: how many bulletins state no issue date that was found.
        left_out: how many characters of text, without blanks, are in no article.
        errors: how many problems are errors.
        warnings: how many are not.
    """

    articles: int
    days: int
    undated: int
    left_out: int
    errors: int
    warnings: int


def figures_of(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of several bulletins together."""
    return Figures(
        articles=sum(len(row.headlines) for row in outcomes),
        days=len({day for row in outcomes for day in row.days}),
        undated=sum(row.issue is None for row in outcomes),
        left_out=sum(row.left_out for row in outcomes),
        errors=sum(row.errors for row in outcomes),
        warnings=sum(row.warnings for row in outcomes),
    )


def is_changed(before: Outcome, after: Outcome) -> bool:
    """Whether a bulletin gives other articles, or other days."""
    return (before.headlines, before.days) != (after.headlines, after.days)


def verdict_on(before: Sequence[Outcome], after: Sequence[Outcome]) -> Verdict:
    """Whether a table changes nothing, helps, or is doubtful: more text is left out, more errors, fewer issue dates."""
    if not any(is_changed(*pair) for pair in zip(before, after, strict=True)):
        return "same"
    old, new = figures_of(before), figures_of(after)
    lost = new.left_out > old.left_out or new.errors > old.errors or new.undated > old.undated
    return "doubtful" if lost else "helps"
