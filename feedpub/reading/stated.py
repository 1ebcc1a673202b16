"""What the operator states of a bulletin's source (`[[sources]]`), applied to its lines and to what was read of them.

The mark of headlines and sections is applied where the bulletin's form is found, in `reading.structure`.
"""

from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize

from feedpub.messages import message
from feedpub.model import Article, Bulletin, Problem
from feedpub.model.bulletin import StatedDate
from feedpub.model.form import Source
from feedpub.reading.phrases.date_patterns import Searched, date_pattern, find_stated
from feedpub.reading.structure.lines import Line, as_furniture

__all__ = ["IGNORED", "apply_stated", "fits_line", "put_aside_ignored"]

IGNORED = "ignored by [[sources]]"  # the reason of what `ignore` puts aside


def fits_line(pattern: str, line: str) -> bool:
    """Whether a line is what a pattern of `ignore` says: `*` is any text, blanks and widths don't count."""
    text, parts = _bare(line), _bare(pattern).split("*")
    if len(parts) == 1:
        return text == parts[0]
    first, *middle, last = parts
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


def _bare(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def put_aside_ignored(lines: list[Line], text: str, first: int, patterns: Sequence[str]) -> list[Line]:
    """The lines, with those that a pattern fits marked as no text.

    Args:
        lines: of the bulletin, classified.
        text: they were made of.
        first: the number of the text's first line.
        patterns: those of `ignore`.
    """
    printed = text.split("\n")
    for index, line in enumerate(lines):
        raw = printed[line.line - first] if 0 <= line.line - first < len(printed) else line.text
        if any(fits_line(pattern, raw) or fits_line(pattern, line.text) for pattern in patterns):
            lines[index] = as_furniture(line, IGNORED)
    return lines


def apply_stated(bulletin: Bulletin, stated: Source, page: Searched) -> Bulletin:
    """A bulletin with the date, the publication and the agency that its source's table states.

    What the bulletin says itself has priority for publication and agency; for the date, the table has.

    Args:
        bulletin: as read.
        stated: the table.
        page: what a pattern of the date looks at.
    """
    if stated.publication and not bulletin.front.publication:
        bulletin = replace(bulletin, front=replace(bulletin.front, publication=stated.publication))
    if stated.agency:
        articles = tuple([_of_agency(article, stated.agency) for article in bulletin.articles])
        bulletin = replace(bulletin, articles=articles)
    if not stated.date:
        return bulletin
    if found := find_stated(date_pattern(stated.date), page):
        return replace(bulletin, stated=StatedDate(*found))
    told = message(
        "`date` of [[sources]] {match}, {date}, fits nothing here; other statements of the day count",
        match=stated.match,
        date=stated.date,
    )
    problem = Problem(line=None, level="warning", code="date-pattern", message=told)
    return replace(bulletin, problems=(*bulletin.problems, problem))


def _of_agency(article: Article, agency: str) -> Article:
    named = (article.dateline and article.dateline.agency) or (article.credit and article.credit.agency)
    return article if named or article.source else article._replace(source=agency)
