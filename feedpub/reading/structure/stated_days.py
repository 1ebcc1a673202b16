"""Find the days that a bulletin's masthead, and the lines below its headlines, state."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from feedpub.model import Article, Discard, PrintedDay
from feedpub.reading.phrases.days import find_days
from feedpub.reading.phrases.furniture import TIME
from feedpub.reading.phrases.mastheads import day_of_masthead, day_of_source_line, is_masthead, paper_of
from feedpub.reading.structure.draft import Draft

__all__ = ["masthead_days", "take_source_line", "with_stated_days"]

_REACH = 3  # the line of paper and day is one of the first three below a headline
_LONGEST = 80
_BYLINE = 30  # characters
_SENTENCE_ENDS = frozenset("。！？!?；;…")


def masthead_days(articles: Sequence[Article], discards: Sequence[Discard]) -> tuple[date | None, PrintedDay | None]:
    """The full date that the masthead states, and the first day it prints without a year, beside a weekday.

    The masthead is above the first article's text; below it only a line that names the paper again counts.
    """
    top = articles[0].line if articles else 0
    rows = sorted(
        (row for row in discards if row.reason == "masthead" or (row.reason == TIME and row.line < top)),
        key=lambda row: row.line,
    )
    begins = _text_begins(articles[0]) if articles else None
    without_year: PrintedDay | None = None
    for row in rows:
        repeated = begins is not None and row.line >= begins
        if repeated and not (paper_of(row.text) and is_masthead(row.text, begun=True)):
            continue
        printed = day_of_masthead(row.text)
        if printed and printed.full:
            return printed.full, without_year
        without_year = without_year or printed
    return None, without_year


def _text_begins(article: Article) -> int:
    return article.body[0].line if article.body else article.line


def _prose_begins(article: Article) -> int:
    """Where the text begins below a byline, if one opens it: the time of a web page may stand below it."""
    first = getattr(article.body[0], "text", "") if len(article.body) > 1 else "。"
    return article.body[1].line if len(first) <= _BYLINE and "。" not in first else _text_begins(article)


def take_source_line(draft: Draft) -> None:
    """Take off the line of paper, page and day below a headline, as archives print it: `Linlan Times | Mar 17, 2026`.

    Its day is read from the discard, by `with_stated_days`.
    """
    for place in range(min(_REACH, len(draft.pieces) - 1)):
        text = draft.text_of(place)
        if text is None or len(text) > _LONGEST or text[-1] in _SENTENCE_ENDS:
            return
        if day_of_source_line(text):
            draft.discard(draft.pieces[place].line, "source line", text)
            del draft.pieces[place]
            return


def with_stated_days(articles: tuple[Article, ...], discards: Sequence[Discard]) -> tuple[Article, ...]:
    """The articles, each with the day that a line between its headline and its text states."""
    lines = [article.line for article in articles]
    found: dict[int, date] = {}
    for row in discards:
        at = bisect_right(lines, row.line) - 1
        if at < 0 or at in found or len(row.text) > _LONGEST:
            continue
        if row.reason == TIME and row.line < _prose_begins(articles[at]) and (days := find_days(row.text)):
            found[at] = days[0]
        elif row.line < _text_begins(articles[at]) and (printed := day_of_source_line(row.text)) and printed.full:
            found[at] = printed.full
    if not found:
        return articles
    return tuple(article._replace(stated=found.get(at)) for at, article in enumerate(articles))
