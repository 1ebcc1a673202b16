"""The articles of a bulletin whose file changed, and what happened to each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from feedpub.archive.entries import ArticleRow, Former
from feedpub.ingest.matching import Piece, TextOf, match_articles
from feedpub.model.states import Gone

__all__ = ["Replacement", "replacement"]


class Replacement(NamedTuple):
    """How the articles of a changed bulletin correspond to those it had before.

    Attributes:
        pairs: index of each article that an entry goes on with, to the index of that entry.
        lost: numbers of entries with an id whose article is not in it.
        gone: what these are noted as; `Gone.FINAL` where the file has another issue now, so that nothing follows.
    """

    pairs: dict[int, int]
    lost: tuple[int, ...]
    gone: Gone


def replacement(
    old: Sequence[Former],
    new: Sequence[ArticleRow],
    issues: tuple[date | None, date | None],
    old_text: TextOf,
    new_text: TextOf,
) -> Replacement:
    """Which article of a bulletin is which of those it had (design decision 4).

    Args:
        old: the entries it had, in order.
        new: its articles, in order.
        issues: the issue date it had, and the one it has.
        old_text, new_text: headlines and texts, by index.
    """
    before, after = issues
    # A day may be corrected too; but only within one issue, for a file may be written again every day.
    same_issue = before is not None and before == after
    old_pieces = [Piece(row.base, row.place, "" if same_issue else row.day) for row in old]
    new_pieces = [Piece(row.base, row.place, "" if same_issue else row.day) for row in new]
    pairs = match_articles(old_pieces, new_pieces, old_text, new_text, by_order=False)
    kept = set(pairs.values())
    lost = tuple(row.number for index, row in enumerate(old) if index not in kept and row.id is not None)
    # In a file of the same name there may be another issue: then none of the former articles is expected in it.
    stated = before is not None and after is not None
    another_issue = not same_issue and (stated or not kept)
    return Replacement(pairs, lost, Gone.FINAL if another_issue else Gone.FROM_BULLETIN)
