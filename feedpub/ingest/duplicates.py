"""The same dispatch in two bulletins: one entry, though each paper sets its own headline above it."""

import re
import sqlite3
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator
from typing import NamedTuple

from feedpub.entries.text import title_of, wording_of
from feedpub.ingest.rows import ORIGIN
from feedpub.model import Article

__all__ = ["is_same", "repeats_of_days"]

_DISPATCH = 100  # characters; shorter texts are one only if they are the same but for punctuation
_SAID = 20  # characters; what is shorter says too little to be one under two headlines
_ALIKE = 90.0  # of 100: below it two texts are two dispatches
_SAME_HEADLINE = 50.0  # of 100: below it figures must be the same too, for indices and results recur word for word
_LENGTHS = 0.8  # texts of which one is shorter than so much of the other are not alike
_FIGURE = re.compile(r"[0-9]+")


class _Row(NamedTuple):
    number: int
    known: int
    bulletin: int
    place: int
    line: int
    length: int
    origin: str


def is_same(article: Article, other: Article, *, apart: bool) -> bool:
    """Whether two articles under one headline are one dispatch.

    Likeness counts between bulletins (`apart`), and for longer texts: notices, weather and lottery recur nearly alike.
    """
    one, two = wording_of(article), wording_of(other)
    return one == two or (apart and _is_alike(one, two))


def repeats_of_days(
    db: sqlite3.Connection, article_of: Callable[[int, int, int], Article | None]
) -> Iterator[tuple[_Row, _Row]]:
    """Articles without an id yet, each with the entry of another bulletin that it repeats.

    Day, agency, place and 据 must agree, or agency and place be missing, and the texts be alike.

    Args:
        db: the archive's.
        article_of: an article, by its bulletin's number, its place there and its line.
    """
    days = db.execute(
        """SELECT day FROM entry WHERE day IN (SELECT day FROM entry WHERE id IS NULL AND NOT held)
           AND bulletin IS NOT NULL AND NOT held GROUP BY day HAVING min(bulletin) < max(bulletin)"""
    ).fetchall()
    for (day,) in days:
        rows = [
            _Row(*row)
            for row in db.execute(
                """SELECT entry.number, id IS NOT NULL, entry.bulletin, place, line, length, origin FROM entry
                   JOIN bulletin ON bulletin.number = entry.bulletin WHERE day = ? AND NOT held AND NOT gone
                   ORDER BY id IS NULL, entry.issue, key, place""",
                (day,),
            )
        ]
        yield from _repeats(rows, article_of)


def _repeats(rows: list[_Row], article_of: Callable[[int, int, int], Article | None]) -> Iterator[tuple[_Row, _Row]]:
    texts: dict[_Row, tuple[str, str]] = {}

    def told(row: _Row) -> tuple[str, str]:
        if row not in texts:
            article = article_of(row.bulletin, row.place, row.line)
            texts[row] = (title_of(article), wording_of(article)) if article else ("", "")
        return texts[row]

    kept: list[_Row] = []  # the shortest first
    for row in rows:
        if not row.known and row.length >= _SAID:
            first = bisect_left(kept, row.length * _LENGTHS, key=_length)
            last = bisect_right(kept, row.length / _LENGTHS, key=_length)
            near = kept[first:last]
            twin = next((other for other in near if _may_be(row, other) and _is_one(*told(row), *told(other))), None)
            if twin:
                yield row, twin
                continue
        insort(kept, row, key=_length)


def _length(row: _Row) -> int:
    return row.length


def _may_be(row: _Row, other: _Row) -> bool:
    if row.bulletin == other.bulletin:
        return False
    if row.origin == other.origin:
        return True
    *ours, via = row.origin.split(ORIGIN)
    *its, its_via = other.origin.split(ORIGIN)
    return via == its_via and all(not one or not two or one == two for one, two in zip(ours, its, strict=True))


def _is_one(headline: str, text: str, its_headline: str, its_text: str) -> bool:
    from rapidfuzz import fuzz  # only bulletins that repeat one another need it

    if not _is_alike(text, its_text):
        return False
    if _is_short(text, its_text) or _FIGURE.findall(text) == _FIGURE.findall(its_text):
        return True
    return fuzz.ratio(headline, its_headline) >= _SAME_HEADLINE


def _is_short(one: str, other: str) -> bool:
    return min(len(one), len(other)) < _DISPATCH


def _is_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # only bulletins that repeat one another need it

    if _is_short(one, other):
        return _letters(one) == _letters(other)
    return fuzz.ratio(one, other, score_cutoff=_ALIKE) >= _ALIKE


def _letters(text: str) -> str:
    """A text without its punctuation, which one paper sets full-width and the next half-width."""
    return "".join(filter(str.isalnum, text))
