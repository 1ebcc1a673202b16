"""Find days as people, mastheads and file names write them.

With their year: `2026-01-26`, `20260126`, `2026年1月26日`, `二〇二六年一月廿六日`, `民國115年1月26日`, `26. 1. 2026`,
`26/01/2026`, `Jan. 26, 2026`, `26 January 2026`. Without it: `1月26日`, `Monday, January 26`. Spans: `1月20日—26日`,
`2026.1.20-1.26`, `January 20-26, 2026`; their day is the last. Lunar days are not read.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from feedpub.data import any_of, load
from feedpub.messages import message
from feedpub.model.days import PrintedDay
from feedpub.patterns import regex
from feedpub.reading.phrases.numerals import SPACE, YEAR, number, roc_year

__all__ = ["FoundDay", "find_days", "find_printed", "fold", "near_miss", "year_by_weekday"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # eight digits outside these years are just a number
_LEAP_YEAR = 2000
_LONGEST_SPAN = timedelta(days=31)  # of a weekly or monthly; a longer one is an exhibition
_MEMORY = 30  # years back in which a weekday is looked for
_AHEAD = timedelta(days=2)  # an issue may be made ready so many days before its day

_ISO = regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGIT, _LATIN = regex(r"\d"), regex("[A-Za-z]{3}")
_TO = r"(?:[—–―─~〜-]{1,2}|至|到)"
_M = r"(?:\d{1,2}|十[一二]|[一二三四五六七八九十元])"
_ONES = "一二三四五六七八九"
_D = rf"(?:\d{{1,2}}|[二三]?十[{_ONES}]?|廿[{_ONES}]?|卅一?|[一二三][{_ONES}〇○零]|[{_ONES}])"
_NUMERIC = regex(
    r"(?<!\d)(?:"
    r"(?P<y1>\d{4})\s?[-./_–]\s?(?P<m1>\d{1,2})\s?[-./_–]\s?(?P<d1>\d{1,2})(?!\d)"
    r"|(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?(?!\d)"
    r"|(?P<d3>\d{1,2})\s?(?P<sep>[-./_])\s?(?P<m3>\d{1,2})\s?(?P=sep)\s?(?P<y3>\d{4})(?!\d)"
    r"|(?<![\d.])(?P<roc>1[012]\d)(?P<rsep>[-./])(?P<m4>\d{1,2})(?P=rsep)(?P<d4>\d{1,2})(?![\d./])"
    r")"
)
# The end of a span, right after its first day: 2026.3.9-3.15, 2026-03-09~15.
_SPAN_END = regex(
    r"(?:[—–―─~〜至到]{1,2}(?:(?P<month>\d{1,2})[-./])?|-(?P<month2>\d{1,2})[./])(?P<day>\d{1,2})(?![\d./-])"
)
_ROC_NAME = regex(r"(?P<roc>1[012]\d)(?P<month>\d{2})(?P<day>\d{2})")
_YEARLESS_NUMERIC = regex(
    r"(?<![\d./-])(?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?![\d./-])(?=\s?[(\[]?(?:星期|周|週|礼拜|禮拜))"
)
_WEEKDAY = regex(r"(?:星期|礼拜|禮拜|周|週)([一二三四五六日天])")
_WEEKDAYS = {name: at for at, name in enumerate("一二三四五六日")} | {"天": 6}
_JOINS = regex(r"\s?(?:[(\[].{2,4}[)\]]\s?)?(?:[—–―─~〜_-]{1,2}|至|到|to)\s?", re.IGNORECASE)
_YEAR_ALONE = regex(r"(?<!\d)(\d{4})\s?年(?!\s?\d{1,2}\s?月)")
_SHORT_YEAR = regex(r"(?<!\d)\d{2}年\d{1,2}月\d{1,2}[日号號]|(?<!\d)\d{6}(?!\d)")
_MONTH_AND_DAY = regex(r"(?<!\d)\d{1,2}月\d{1,2}[日号號]|\A\d{1,2}[-._]\d{1,2}\Z|\A[01]\d[0-3]\d\Z")


class FoundDay(NamedTuple):
    """A printed day, and where its words begin and end in the folded text.

    Attributes:
        doubt: why the words state no day: there is no such day, or two days would fit; empty if they state one.
    """

    printed: PrintedDay
    start: int
    end: int
    doubt: str = ""


def fold(text: str) -> str:
    """A text with letters, digits and marks of one width (NFKC), as the functions of this module read it."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def find_days(text: str) -> tuple[date, ...]:
    """Every full date in a short text, in order, of a span its last; impossible and ambiguous dates are left out."""
    return tuple(day for found in find_printed(text) if not found.doubt and (day := found.printed.full))


@lru_cache(maxsize=256)  # a masthead is asked for its day several times
def find_printed(text: str) -> tuple[FoundDay, ...]:
    """Every day in a short text, in order, with or without its year; see the module.

    A weekday belongs to a day if the text has only one. A year that stands apart (`2026年第3期 1月26日`) belongs to a
    day without one.
    """
    if len(text) == 10 and _ISO.fullmatch(text):  # the names of most files
        return (_found(int(text[:4]), int(text[5:7]), int(text[8:]), text, 0, 10),)
    text = fold(text)
    found = sorted(_all(text), key=lambda row: (row.start, -row.end))
    rows: list[FoundDay] = []
    for row in found:
        if not rows or row.start >= rows[-1].end:
            rows.append(row)
    rows = _spans(rows, text)
    weekday = _weekday(text)
    apart = _YEAR_ALONE.search(text) if len(rows) == 1 and rows[0].printed.year is None else None
    return tuple(
        row._replace(printed=row.printed._replace(weekday=weekday, year=int(apart[1]) if apart else row.printed.year))
        for row in rows
    )


def _all(text: str) -> Iterator[FoundDay]:
    """Every day by every form; the words of one may be within another's."""
    if _DIGIT.search(text):
        yield from _numeric(text)
    if "月" in text:
        yield from _chinese(text)
    if _LATIN.search(text):
        yield from _english(text)


def _numeric(text: str) -> Iterator[FoundDay]:
    for found in _NUMERIC.finditer(text):
        if found["y3"]:
            yield _day_first(found)
            continue
        year = int(found["y1"] or found["y2"] or int(found["roc"] or 0) + 1911)
        month, day = int(found["m1"] or found["m2"] or found["m4"]), int(found["d1"] or found["d2"] or found["d4"])
        ends = _SPAN_END.match(text, found.end())
        span = (
            _span(year, month, day, int(ends["month"] or ends["month2"] or month), int(ends["day"])) if ends else None
        )
        if ends and span:
            yield FoundDay(span._replace(words=text[found.start() : ends.end()]), found.start(), ends.end())
        else:
            yield _found(year, month, day, found[0], *found.span())
    if whole := _ROC_NAME.fullmatch(text):
        yield _found(int(whole["roc"]) + 1911, int(whole["month"]), int(whole["day"]), text, 0, len(text))
    for found in _YEARLESS_NUMERIC.finditer(text):
        yield _found(None, int(found["month"]), int(found["day"]), found[0], found.start(), found.end())


def _day_first(found: re.Match[str]) -> FoundDay:
    """`26. 1. 2026` is 26 January; `1/2/2026` may be either, but with points the day comes first."""
    first, second, year = int(found["d3"]), int(found["m3"]), int(found["y3"])
    if first > 12 or first == second or found["sep"] == ".":
        month, day = second, first
    elif second > 12:
        month, day = first, second
    else:
        printed = PrintedDay(year, second, first, words=found[0])
        return FoundDay(printed, *found.span(), message("may be the day or the month first"))
    return _found(year, month, day, found[0], *found.span())


def _found(year: int | None, month: int, day: int, words: str, start: int, end: int) -> FoundDay:
    printed = PrintedDay(year, month, day, words=words.strip())
    known = year is None or _FIRST_YEAR <= year <= _LAST_YEAR
    return FoundDay(printed, start, end, "" if known and _exists(year, month, day) else message("is not a valid date"))


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        return bool(date(year or _LEAP_YEAR, month, day))
    except ValueError:
        return False


def _span(year: int, month: int, day: int, last_month: int, last_day: int) -> PrintedDay | None:
    """The last day of a span that begins on a day; None if it is none, or too long."""
    try:
        first, last = date(year, month, day), date(year + (last_month < month), last_month, last_day)
    except ValueError:
        return None
    if not timedelta() < last - first <= _LONGEST_SPAN:
        return None
    return PrintedDay(last.year, last.month, last.day, first=first)


@cache
def _chinese_day() -> re.Pattern[str]:
    weekday = rf"(?:{SPACE}\([^()]{{2,4}}\))?"
    last = rf"{SPACE}{_TO}{SPACE}(?:(?P<month2>{_M}){SPACE}月{SPACE})?(?P<day2>{_D}){SPACE}[日号號]"
    return re.compile(
        rf"(?<![农農阴陰夏旧舊年][历曆])(?<![\d年十])(?:{YEAR})?(?P<month>{_M}){SPACE}月{SPACE}(?P<day>{_D})"
        rf"{SPACE}(?:[日号號]|(?={SPACE}{_TO}))(?:{weekday}{last})?"
    )


def _chinese(text: str) -> Iterator[FoundDay]:
    if "月" not in text:
        return
    for found in _chinese_day().finditer(text):
        year = number(found["year"]) or roc_year(found["roc"] or found["roc3"])
        month, day = number(found["month"]) or 0, number(found["day"]) or 0
        if found["day2"]:
            last = number(found["month2"]) or month, number(found["day2"]) or 0
            if year and (span := _span(year, month, day, *last)):
                yield FoundDay(span._replace(words=found[0]), *found.span())
                continue
            if year is None and _span(_LEAP_YEAR, month, day, *last):
                yield _found(None, *last, found[0], *found.span())
            else:
                yield FoundDay(
                    PrintedDay(year, *last, words=found[0]), *found.span(), message("is a span of over a month")
                )
            continue
        if found[0][-1] in "日号號":
            yield _found(year, month, day, found[0], *found.span())


@cache
def _english_day() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = rf"(?:{any_of(load('mastheads')['months'])})(?![a-z])\.?"
    day = r"\d{1,2}(?!\d)(?:st|nd|rd|th)?"
    gap, to = r"[\s_-]{0,2}", r"\s?(?:[—–~-]|to)\s?"
    year = r"(?:\s?,?[\s_-]{0,2}(?P<year>\d{4})(?!\d))?"
    return (
        re.compile(
            rf"(?<![a-z])(?P<month>{month}){gap}(?P<day>{day})"
            rf"(?:{to}(?:(?P<month2>{month}){gap})?(?P<day2>{day}))?{year}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\d)(?P<day>{day})(?:{to}(?P<day2>{day}))?{gap}(?:of\s)?(?P<month>{month}){year}", re.IGNORECASE
        ),
    )


def _english(text: str) -> Iterator[FoundDay]:
    months = load("mastheads")["months"]
    for pattern in _english_day():
        for found in pattern.finditer(text):
            year = int(found["year"]) if found["year"] else None
            month, day = months[found["month"].rstrip(".").lower()], _leading(found["day"])
            if found["day2"]:
                other = found.groupdict().get("month2")
                last = months[other.rstrip(".").lower()] if other else month, _leading(found["day2"])
                begins = (year or _LEAP_YEAR) - (last[0] < month)
                if span := _span(begins, month, day, *last):
                    printed = span._replace(words=found[0], year=year, first=span.first if year else None)
                    yield FoundDay(printed, *found.span())
                    continue
            yield _found(year, month, day, found[0], *found.span())


def _leading(words: str) -> int:
    return int(words[:2]) if words[:2].isdigit() else int(words[0])


def _spans(rows: list[FoundDay], text: str) -> list[FoundDay]:
    """The days, with two that a dash or the like joins as one span."""
    found: list[FoundDay] = []
    for row in rows:
        before = found[-1] if found else None
        if before and not before.doubt and not row.doubt and _JOINS.fullmatch(text[before.end : row.start]):
            year = before.printed.year or row.printed.year
            first, last = before.printed, row.printed
            begins = first.year or (year - (last.month < first.month) if year else None)
            if begins and (span := _span(begins, first.month, first.day, last.month, last.day)):
                words = text[before.start : row.end]
                found[-1] = FoundDay(span._replace(words=words), before.start, row.end)
                continue
        found.append(row)
    return found


@cache
def _english_weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])({any_of(load('mastheads')['weekdays'])})(?![a-z])", re.IGNORECASE)


def _weekday(text: str) -> int | None:
    """The weekday a text prints; None if it prints none or several."""
    found = {_WEEKDAYS[name] for name in _WEEKDAY.findall(text)}
    if _LATIN.search(text):
        names = load("mastheads")["weekdays"]
        found |= {names[name.lower()] for name in _english_weekday().findall(text)}
    return found.pop() if len(found) == 1 else None


def year_by_weekday(printed: PrintedDay, today: date) -> date | None:
    """The nearest such day until shortly after a day that falls on the weekday printed beside it; None if none does."""
    if printed.weekday is None or printed.year is not None:
        return None
    for year in range(min(today.year + 1, _LAST_YEAR), max(_FIRST_YEAR, today.year - _MEMORY), -1):
        if not _exists(year, printed.month, printed.day):
            continue
        day = date(year, printed.month, printed.day)
        if day <= today + _AHEAD and day.weekday() == printed.weekday:
            return day
    return None


def near_miss(text: str) -> tuple[str, str] | None:
    """What a file's name has that is nearly a date, and why it is none: `2026-13-45`, `11月29日`; or None."""
    text = fold(text)
    for row in find_printed(text):
        if row.doubt:
            return row.printed.words, row.doubt
    if found := _SHORT_YEAR.search(text):
        return found[0], message("does not state the year with four digits")
    if found := _MONTH_AND_DAY.search(text):
        return found[0], message("does not state the year")
    return None
