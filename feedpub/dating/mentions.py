"""Find evidence of when a bulletin was written: years mentioned as past or present, weekdays printed beside days.

Future years (到2035年, 将于2028年), spans of years (2026—2030年) and years in names (2028年奥运会, 2026年度) are no
evidence and are left out; `data/years.toml` lists the words that mark them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from feedpub.data import any_of, load
from feedpub.model import Bulletin, Figure
from feedpub.patterns import regex
from feedpub.reading.phrases.numerals import DAY, SPACE, number, roc_year

__all__ = ["CurrentYear", "Mention", "PrintedWeekday", "TimeEvidence", "find_time_evidence"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LEAP_YEAR = 2000
_WEEK = ("星期", "周", "週", "礼拜", "禮拜")
_REACH = 16  # how many characters before and after a year are examined
_CLAUSE = r"[^，。；！？：“”‘’（）《》,;:!?()\n]"
_ONES = "〇○零Ｏ一二三四五六七八九"
_YEAR = (
    rf"(?<![\d第{_ONES}])(?:(?P<year>\d{{4}}|[{_ONES}]{{4}})|民[国國]{SPACE}(?P<roc>\d{{2,3}}|[{_ONES}十百]{{1,6}}))"
    rf"{SPACE}年(?!代)"
)
_MONTH = rf"{SPACE}(?:\d{{1,2}}(?:--?|[–—至到]))?(?P<month>\d{{1,2}}|十[一二]|[一二三四五六七八九十])(?!\d){SPACE}月"
_ISO = regex(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")


class Mention(NamedTuple):
    """A day, month or year that a text mentions as past or present.

    Attributes:
        since: its first possible day: 1 January for a year without a month.
        dated: whether more than the year is mentioned.
        words: the words as printed.
        line: their line.
        passage: the number of the passage they are in; a headline and the first paragraph are one passage.
    """

    since: date
    dated: bool
    words: str
    line: int
    passage: int


class PrintedWeekday(NamedTuple):
    """A weekday (Monday is 0) printed beside a month and a day, without a year: `1月25日（星期日）`."""

    month: int
    day: int
    weekday: int
    words: str
    line: int


class CurrentYear(NamedTuple):
    """The year a text says it is written in: `今年（2026年）`, `去年（2025年）`."""

    year: int
    words: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEvidence:
    """All evidence of when a bulletin was written, each kind in printed order.

    Attributes:
        mentions: days, months and years mentioned as past or present.
        sayings: the years it says it is written in.
        weekdays: weekdays beside days without a year.
        misprints: weekdays that do not match the full day beside them (`2026年1月25日 星期一`): one is wrong.
    """

    mentions: tuple[Mention, ...] = ()
    sayings: tuple[CurrentYear, ...] = ()
    weekdays: tuple[PrintedWeekday, ...] = ()
    misprints: tuple[PrintedWeekday, ...] = ()


def find_time_evidence(bulletin: Bulletin) -> TimeEvidence:
    """Find the evidence in a bulletin's articles and in its discards, such as a masthead without a year."""
    mentions: list[Mention] = []
    sayings: list[CurrentYear] = []
    weekdays: list[PrintedWeekday] = []
    misprints: list[PrintedWeekday] = []
    misprinted: set[tuple[int, str]] = set()
    for passage, line, text in _passages(bulletin):
        for year, printed, weekday in _weekdays(text, line):
            if year is None:
                weekdays.append(weekday)
            elif date(year, weekday.month, weekday.day).weekday() != weekday.weekday:
                misprints.append(weekday)
                misprinted.add((line, printed))
        sayings += _current_years(text, line)
        mentions += _mentions(text, line, passage)
    return TimeEvidence(
        mentions=tuple(mention for mention in mentions if (mention.line, mention.words) not in misprinted),
        sayings=tuple(sayings),
        weekdays=tuple(weekdays),
        misprints=tuple(misprints),
    )


def _passages(bulletin: Bulletin) -> Iterator[tuple[int, int, str]]:
    """Every text of a bulletin, with the number of its passage and its line."""
    passage = 0
    for discard in bulletin.discards:
        passage += 1
        yield passage, discard.line, discard.text
    for article in bulletin.articles:
        passage += 1
        last = article.line
        for text in (article.kicker, article.headline, article.deck):
            if text:
                yield passage, last, text
        for block in article.body:
            last = block.line
            yield passage, last, block.caption if isinstance(block, Figure) else block.text
            passage += 1
        for text in article.closing:
            yield passage, last, text


@cache
def _weekday_beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of `1月25日（星期日）`, `1月25日，周日`; and of `星期日（1月25日）`.

    They do not match `4月4日至6日（周六至周一）`, the name 周一鸣, the shop 周六福, or a lunar day.
    """
    day = rf"(?<![农農][历曆])(?<![阴陰旧舊][历曆])(?<![\d十])(?P<date>{DAY})"
    named = "".join(load("years")["weekdays"])
    short = r"[周週](?=.(?:[^\u4e00-\u9fff]|[上下中早晚凌傍夜清]|\Z))"
    weekday = rf"(?:星期|礼拜|禮拜|{short})(?P<weekday>[{named}])(?![至到和与及、—–~-])"
    return (
        re.compile(rf"{day}{SPACE}(?:[,，、(（【]{SPACE})?{weekday}[)）】]?"),
        re.compile(rf"{weekday}{SPACE}[(（]{day}[)）]"),
    )


def _weekdays(text: str, line: int) -> Iterator[tuple[int | None, str, PrintedWeekday]]:
    """Every weekday beside a valid day, with its year or None, and the day as printed."""
    if not any(word in text for word in _WEEK):
        return
    for pattern in _weekday_beside():
        for found in pattern.finditer(text):
            year = number(found["year"]) or roc_year(found["roc"] or found["roc3"])
            month, day = number(found["month"]) or 0, number(found["day"]) or 0
            try:
                date(year or _LEAP_YEAR, month, day)
            except ValueError:
                continue
            weekday = PrintedWeekday(month, day, load("years")["weekdays"][found["weekday"]], found[0], line)
            yield year, found["date"], weekday


@cache
def _current_year() -> re.Pattern[str]:
    words = any_of(load("years")["relative"])
    year = rf"(?:{SPACE}年)"
    return re.compile(
        rf"(?P<word>{words}){SPACE}(?:[(（]{SPACE}(?:即|也就是)?(?P<bracketed>\d{{4}}){year}?{SPACE}[)）]"
        rf"|(?:[是即为為]{SPACE})?(?P<stated>\d{{4}}){year})"
        rf"|(?<!\d)(?P<before>\d{{4}}){year}?{SPACE}[(（](?:即|也就是)?(?P<after>{words})[)）]"
    )


def _current_years(text: str, line: int) -> Iterator[CurrentYear]:
    for found in _current_year().finditer(text):
        year = int(found["bracketed"] or found["stated"] or found["before"])
        year += load("years")["relative"][found["word"] or found["after"]]
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            yield CurrentYear(year, found[0], line)


@cache
def _year() -> re.Pattern[str]:
    parts = any_of(load("years")["parts"])
    return re.compile(rf"{_YEAR}(?:{_MONTH}|{SPACE}(?P<part>{parts}))?")


@cache
def _to_come() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns searched before a year and matched after it that mark it as future or as part of a name."""
    table = load("years")
    return (
        re.compile(rf"(?:(?:{any_of(table['before'])}){_CLAUSE}{{0,10}}|{'|'.join(table['reaching'])})\Z"),
        re.compile(
            rf"{'|'.join(table['behind'])}|[，,]?{_CLAUSE}{{0,14}}?(?:{any_of(table['to_come'])})"
            rf"|{_CLAUSE}{{0,14}}?(?:{any_of(table['names'])})"
        ),
    )


_DAY = regex(DAY)


def _mentions(text: str, line: int, passage: int) -> Iterator[Mention]:
    for found in _ISO.finditer(text):
        if (day := _first_day(*map(int, found.groups()))) is not None:
            yield Mention(day, True, found[0], line, passage)
    if "年" not in text:
        return
    before, after = _to_come()
    for found in _year().finditer(text):
        full = _DAY.match(text, found.start())
        words, end = (full[0], full.end()) if full else (found[0], found.end())
        year = number(found["year"]) or roc_year(found["roc"]) or 0
        part = load("years")["parts"].get(found["part"])
        month = number(found["month"]) or part
        since = _first_day(year, month or 1, (number(full["day"]) if full else None) or 1)
        if since is None or before.search(text[max(0, found.start() - _REACH) : found.start()]):
            continue
        if not after.match(text[end : end + _REACH]):
            yield Mention(since, month is not None, words, line, passage)


def _first_day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
