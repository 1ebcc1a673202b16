"""Date each article of a bulletin, with the evidence for its day.

A dateline states no year: it means the latest such day not after the issue date, 0 to 31 days back. A day ahead or
further back is a typo or another year; the article then takes the issue date, with a warning (design decision 2).
Without a stated issue date the year is inferred (see `years`), always with a warning.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from feedpub.dating.mentions import find_time_evidence
from feedpub.dating.moments import day_of
from feedpub.dating.own_days import SOURCE_LINE, days_of_their_own
from feedpub.dating.years import WINDOW, InferredDate, infer_date, latest_day
from feedpub.messages import joined, message
from feedpub.model import Article, Bulletin, Dated, Dateline, IssueDate, Problem
from feedpub.reading.phrases.captions import caption_day

__all__ = ["date_articles"]

_USUAL = timedelta(days=7)
_DATELINE, _CAPTION = message("dateline"), message("caption")
_SEEN = message("the day it first came in")


class _Stated(NamedTuple):
    """A day as an article prints it; a part that isn't printed is None.

    Attributes:
        where: where it is printed, in words that go before the day.
    """

    where: str
    year: int | None
    month: int | None
    day: int

    @property
    def words(self) -> str:
        """The day in words: `dateline 1月25日`."""
        year = "" if self.year is None else f"{self.year}年"
        month = "" if self.month is None else f"{self.month}月"
        return message("{where} {day}", where=self.where, day=f"{year}{month}{self.day}日")

    @property
    def full(self) -> date | None:
        """The date, if all of it is stated and it is valid; else None."""
        try:
            return date(self.year or 0, self.month or 0, self.day)
        except ValueError:
            return None


class _Resolved(NamedTuple):
    """The date that a stated day is taken for.

    Attributes:
        doubt: code and message of the problem with it, or None.
        instead: if it can't be the article's day, what the article takes instead, in words; else empty.
    """

    dated: Dated
    doubt: tuple[str, str] | None = None
    instead: str = ""


_Resolve = Callable[[_Stated], _Resolved]


def date_articles(bulletin: Bulletin, issue: IssueDate, today: date, timezone: str = "UTC") -> tuple[Dated, ...]:
    """Find a day for every article of a bulletin, in order.

    Args:
        bulletin: the bulletin as read.
        issue: the result of `issue_date`.
        today: the day of the build; without a stated issue date, no article is dated later.
        timezone: the paper's; an item of a wire states a moment.
    """
    stated = [_stated(article) for article in bulletin.articles]
    own = days_of_their_own(bulletin.articles)
    if issue.day is not None:
        resolve: _Resolve = partial(_by_issue, issue=issue.day, rule=issue.rule)
        undated = _Resolved(Dated(day=issue.day, rule=issue.rule, printed=issue.day.isoformat()))
    else:
        inferred = _inferred(bulletin, [row for rows in stated for row in rows], today)
        usual = _usual_day(stated, inferred, today)
        resolve = partial(_by_inferred, inferred=inferred, usual=usual, today=today)
        undated = _by_usual(usual, today)
    return tuple(
        own.get(at) or _of_item(article, rows, timezone) or _dated(article, rows, resolve, undated)
        for at, (article, rows) in enumerate(zip(bulletin.articles, stated, strict=True))
    )


def _of_item(article: Article, stated: tuple[_Stated, ...], timezone: str) -> Dated | None:
    """The day of an item of a wire: its dateline's, if that is of the days before the item was made, else of then."""
    made = article.item.made if article.item else None
    if made is None:
        return None
    day = day_of(made, timezone)
    rule = message("the news item, {moment}", moment=made.isoformat())
    undated = _Resolved(Dated(day=day, rule=rule, printed=day.isoformat()))
    return _dated(article, stated, partial(_by_issue, issue=day, rule=rule), undated)


def _stated(article: Article) -> tuple[_Stated, ...]:
    """The days an article states: its own, or for a roundup the closing day of each brief."""
    lines = [line for line in (article.dateline, *article.others) if line is not None and line.day is not None]
    if lines:
        own = lines if lines[0].at == "end" else lines[:1]
        return tuple([_of_dateline(line, article.signed or article.stated) for line in own])
    if article.stated:
        return (_Stated(SOURCE_LINE, article.stated.year, article.stated.month, article.stated.day),)
    if article.kind != "article" and article.paragraphs and (opens := caption_day(article.paragraphs[0])):
        return (_Stated(_CAPTION, *opens),)
    return ()


def _of_dateline(line: Dateline, signed: date | None) -> _Stated:
    """The day of a dateline; its missing parts come from a full date in a sign-off or source line (1150125)."""
    day = line.day or 0
    if line.year is None and signed and (found := latest_day(line.month, day, signed)):
        return _Stated(_DATELINE, found.year, found.month, found.day)
    return _Stated(_DATELINE, line.year, line.month, day)


def _dated(article: Article, stated: tuple[_Stated, ...], resolve: _Resolve, undated: _Resolved) -> Dated:
    """The day of one article, with its problems, which name the article's line."""
    problems: list[tuple[str, str]] = []
    if len(stated) > 1 and len(set(stated)) > 1:
        found, problems = _latest_of(stated, resolve)
    else:
        found = resolve(stated[0]) if stated else undated
    if found.doubt:
        code, words = found.doubt
        problems.insert(0, (code, joined("; ", (words, found.instead)) if found.instead else words))
    if article.others and (disagreement := _disagreement(article)):
        problems.append(disagreement)
    if not problems:
        return found.dated
    return found.dated._replace(
        problems=tuple(
            Problem(line=article.line, level="warning", code=code, message=words) for code, words in problems
        ),
    )


def _latest_of(stated: tuple[_Stated, ...], resolve: _Resolve) -> tuple[_Resolved, list[tuple[str, str]]]:
    """The latest day of a roundup, and the problems of its impossible days.

    Briefs under one headline that each close with their own dateline are one article, dated by the latest.
    """
    resolved = {row: resolve(row) for row in stated}
    latest = max(stated, key=lambda row: (not resolved[row].instead, resolved[row].dated.day))
    problems: list[tuple[str, str]] = [
        (other.doubt[0], joined("; ", (other.doubt[1], message("that brief's day does not count"))))
        for row, other in resolved.items()
        if row != latest and other.instead and other.doubt and other.doubt[0] != "date-old"
    ]
    return resolve(latest._replace(where=message("the latest of {n} datelines,", n=len(stated)))), problems


def _disagreement(article: Article) -> tuple[str, str] | None:
    """The problem of an opening and a closing dateline with different days; in a roundup days may differ."""
    opening = article.dateline
    if opening is None or opening.at != "start" or opening.day is None:
        return None
    first = _Stated(_DATELINE, opening.year, opening.month, opening.day)
    for line in article.others:
        if line.day is None:
            continue
        other = _Stated(_DATELINE, line.year, line.month, line.day)
        if any(None not in pair and pair[0] != pair[1] for pair in zip(first[1:], other[1:], strict=True)):
            return "date-disagree", message(
                "{first} opens the article and {last} closes it; the first was believed",
                first=first.words,
                last=other.words,
            )
    return None


@lru_cache(maxsize=256)  # the articles of a bulletin mostly share their day
def _by_issue(stated: _Stated, *, issue: date, rule: str) -> _Resolved:
    """The latest such day not after the issue date, if it is within the window."""
    words, year, month = stated.words, stated.year, stated.month
    found = latest_day(month, stated.day, issue) if year is None else stated.full
    if found is None:
        return _refused(issue, rule, "date-impossible", message("{words} is not a valid date", words=words))
    back = issue - found
    if not timedelta() <= back <= WINDOW:
        ahead = found > issue or (year is None and _lies_ahead(month, stated.day, issue))
        if ahead:
            what = message("{words} lies after the issue date {issue}", words=words, issue=issue)
            return _refused(issue, rule, "date-ahead", what)
        what = message("{words} lies more than 31 days before the issue date {issue}", words=words, issue=issue)
        return _refused(issue, rule, "date-old", what)
    doubt = None
    if back > _USUAL:
        doubt = (
            "date-old",
            message("{words} lies {days} days before the issue date {issue}", words=words, days=back.days, issue=issue),
        )
    return _Resolved(Dated(day=found, rule=joined(", ", (words, rule)), printed=found.isoformat()), doubt)


def _refused(issue: date, rule: str, code: str, what: str) -> _Resolved:
    dated = Dated(day=issue, rule=message("{rule} ({why})", rule=rule, why=what), printed=issue.isoformat())
    return _Resolved(dated, (code, what), message("the article takes the issue date"))


def _lies_ahead(month: int | None, day: int, issue: date) -> bool:
    """Whether such a day comes within half a year: then a typo is likelier than a day of last year."""
    ahead = latest_day(month, day, issue + timedelta(days=183))
    return ahead is not None and ahead > issue


def _inferred(bulletin: Bulletin, stated: Sequence[_Stated], today: date) -> InferredDate | None:
    """The inferred date of a bulletin that states none; None if no dateline gives evidence."""
    full = [day for row in stated if (day := row.full) and day <= today]
    partly = Counter((row.month, row.day) for row in stated if row.year is None and row.month)
    latest = {days: found for days in partly if (found := latest_day(*days, today))}
    if latest:
        most = max(latest, key=lambda days: (partly[days], latest[days]))
        return infer_date(*most, evidence=find_time_evidence(bulletin), stated=full, today=today)
    if full:
        return InferredDate(
            day=max(full), source=message("another dateline, which states {day}", day=max(full)), doubt=""
        )
    return None


def _day_by_inferred(stated: _Stated, inferred: InferredDate | None, today: date) -> date | None:
    if stated.year is not None:
        return full if (full := stated.full) and full <= today else None
    return inferred.near(stated.month, stated.day, today) if inferred else latest_day(stated.month, stated.day, today)


def _usual_day(stated: Sequence[tuple[_Stated, ...]], inferred: InferredDate | None, today: date) -> date | None:
    """The most frequent day among a bulletin's articles; of several equally frequent ones the latest."""
    days: Counter[date] = Counter()
    for rows in stated:
        found = [day for row in rows if (day := _day_by_inferred(row, inferred, today))]
        if found:
            days[max(found)] += 1
    return max(days, key=lambda day: (days[day], day)) if days else None


def _by_usual(usual: date | None, today: date) -> _Resolved:
    """The day of an article without a day, in a bulletin without an issue date."""
    day = usual or today
    source = message("the day most datelines of the bulletin give") if usual else _SEEN
    dated = Dated(day=day, rule=message("inferred: {source}", source=source), printed="", inferred=True)
    return _Resolved(
        dated,
        (
            "date-inferred",
            message(
                "no issue date and no dateline; dated {day}, {source}; put the day in the file's name",
                day=day,
                source=source,
            ),
        ),
    )


def _by_inferred(stated: _Stated, *, inferred: InferredDate | None, usual: date | None, today: date) -> _Resolved:
    """The date of a stated day without a stated issue date: the year is inferred, always with a warning."""
    words = stated.words
    found = _day_by_inferred(stated, inferred, today)
    if found is None:
        code, what = "date-impossible", message("{words} is not a valid date", words=words)
        if stated.full:
            code, what = "date-ahead", message("{words} is yet to come", words=words)
        day = usual or today
        dated = Dated(day=day, rule=message("inferred: {source}", source=what), printed="", inferred=True)
        return _Resolved(dated, (code, what), message("dated {day}", day=day))
    if stated.year is not None:
        rule = message("{words}, year stated", words=words)
        return _Resolved(Dated(day=found, rule=rule, printed=found.isoformat()))
    missing = message("year") if stated.month else message("month and year")
    source = inferred.source if inferred else _SEEN
    printed = f"--{stated.month:02}-{stated.day:02}" if stated.month else f"---{stated.day:02}"
    told = message(
        "no issue date stated: the {missing} of {words} was inferred from {source}; use --date",
        missing=missing,
        words=words,
        source=joined("; ", (source, inferred.doubt)) if inferred and inferred.doubt else source,
    )
    rule = message("{words}, {missing} inferred from {source}", words=words, missing=missing, source=source)
    return _Resolved(Dated(day=found, rule=rule, printed=printed, inferred=True), ("date-inferred", told))
