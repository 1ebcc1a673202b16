"""Compare what today's reading and a proposed table make of the bulletins of a group."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from feedpub.learning.samples import Outcome, Sample
from feedpub.model.form import EACH, Source

__all__ = ["Figures", "Verdict", "figures_of", "is_changed", "verdict_on"]

_FURNITURE = 20  # characters a bulletin that names of sections and numbers of headlines may take
Verdict = Literal["same", "helps", "doubtful"]


class Figures(NamedTuple):
    """What a reading makes of several bulletins together.

    Attributes:
        articles: how many articles and pictures.
        days: how many different days these have.
        datelines: how many of the articles have a dateline.
        undated: how many bulletins state no issue date that was found.
        left_out: how many characters of text, without blanks, are in no article.
        errors: how many problems are errors.
        warnings: how many are not.
    """

    articles: int
    days: int
    datelines: int
    undated: int
    left_out: int
    errors: int
    warnings: int


def figures_of(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of several bulletins together."""
    return Figures(
        articles=sum(len(row.headlines) for row in outcomes),
        days=len({day for row in outcomes for day in row.days}),
        datelines=sum(row.datelines for row in outcomes),
        undated=sum(row.issue is None for row in outcomes),
        left_out=sum(row.left_out for row in outcomes),
        errors=sum(row.errors for row in outcomes),
        warnings=sum(row.warnings for row in outcomes),
    )


def is_changed(before: Outcome, after: Outcome) -> bool:
    """Whether a bulletin gives other articles, or other days."""
    return (before.headlines, before.days) != (after.headlines, after.days)


def verdict_on(samples: Sequence[Sample], after: Sequence[Outcome], table: Source | None) -> Verdict:
    """Whether a table changes nothing, helps, or is doubtful.

    Doubtful: text, datelines or dates are lost, there are more errors, or a bulletin is clearly of another form.

    Args:
        samples: the bulletins, as read today.
        after: what is read of each with the table.
        table: the table.
    """
    before = [sample.outcome for sample in samples]
    if not any(is_changed(*pair) for pair in zip(before, after, strict=True)):
        return "same"
    old, new = figures_of(before), figures_of(after)
    lost = (
        new.left_out > old.left_out + _FURNITURE * len(samples) or new.errors > old.errors or new.undated > old.undated
    )
    overruled = any(_is_overruled(sample, row, table) for sample, row in zip(samples, after, strict=True))
    return "doubtful" if lost or overruled or new.datelines < old.datelines else "helps"


def _is_overruled(sample: Sample, after: Outcome, table: Source | None) -> bool:
    form = sample.form
    if form is None or form.rival or table is None or table.headline is None:
        return False
    return form.headline not in (EACH, table.headline) and sample.outcome.headlines != after.headlines
