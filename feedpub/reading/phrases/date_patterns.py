"""Issue dates by a pattern that the operator states: `{year}/{month}/{day}`, `line: 第*期 {year}年{month}月{day}日`.

A pattern is text with `{year}` (four digits), `{yy}` (two) or `{roc}` (民國), `{month}` and `{day}`; `*` is any text,
a blank is any number of blanks, and all else stands for itself, after NFKC. Months and days have one or two digits,
Chinese numerals or an English name; where two of them touch (`{year}{month}{day}`), exactly two digits.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from feedpub.messages import message
from feedpub.patterns import regex
from feedpub.reading.phrases.numerals import number, roc_year

__all__ = ["PLACES", "DatePattern", "Searched", "date_pattern", "find_stated"]

PLACES = ("path", "file name", "front matter", "line")  # what a pattern may look at, in the order they are tried
_FIRST_LINES = 20  # how many lines of text are looked at by a pattern that does not say `line:`
_LONGEST = 200  # characters of a line that are looked at, and of the end of a path
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = rf"(?:{'|'.join(_ENGLISH)})[a-z]{{0,6}}\.?"
_HAN = "一二三四五六七八九"
_FREE = {
    "year": rf"(?P<year>\d{{4}}|[{_HAN}〇○零]{{4}})",
    "yy": r"(?P<yy>\d{2})",
    "roc": rf"(?P<roc>\d{{2,3}}|[{_HAN}〇○零十百]{{1,6}})",
    "month": rf"(?P<month>\d{{1,2}}|十[一二]|[{_HAN}十元正]|{_NAMES})",
    "day": rf"(?P<day>\d{{1,2}}|[二三]?十[{_HAN}]?|廿[{_HAN}]?|卅一?|[{_HAN}])(?:st|nd|rd|th)?",
}
_TIGHT = {name: rf"(?P<{name}>\d{{{width}}})" for name, width in zip(_FREE, (4, 2, 3, 2, 2), strict=True)}
_YEARS = ("year", "yy", "roc")
_PARTS = regex(r"(\{[^{}]*\}|\*+|\s+)")


class DatePattern(NamedTuple):
    """A pattern, ready to be tried.

    Attributes:
        place: the one of `PLACES` it looks at; None: all of them, one after the other.
        expression: what it says.
    """

    place: str | None
    expression: re.Pattern[str]


class Searched(NamedTuple):
    """What patterns look at in a bulletin.

    Attributes:
        path: of its file.
        front: the lines of its front matter.
        lines: the lines of its text.
        first: the number of the first of these.
    """

    path: str
    front: Sequence[str]
    lines: Sequence[str]
    first: int = 1


@lru_cache(maxsize=64)
def date_pattern(stated: str) -> DatePattern:
    """A pattern as the operator writes it.

    Raises:
        ValueError: it does not state one whole date; the message says what is missing, in words for an operator.
    """
    place, _, rest = normalize("NFKC", stated).strip().partition(":")
    if place.strip().lower() not in PLACES:
        place, rest = "", normalize("NFKC", stated)
    parts = [part for part in _PARTS.split(rest.strip()) if part]
    names = [part[1:-1] for part in parts if part[0] == "{"]
    if unknown := next((name for name in names if name not in _FREE), None):
        raise ValueError(
            message(
                "`{{{unknown}}}` is not known; known are {names}",
                unknown=unknown,
                names=", ".join(f"{{{name}}}" for name in _FREE),
            )
        )
    years = [name for name in names if name in _YEARS]
    if len(years) != 1 or names.count("month") != 1 or names.count("day") != 1:
        raise ValueError(
            "must have {year} (or {yy}, or {roc}), {month} and {day}, each once, such as {year}/{month}/{day}"
        )
    return DatePattern(place.strip().lower() or None, re.compile(_expression(parts), re.IGNORECASE))


def _expression(parts: Sequence[str]) -> str:
    """The regular expression of a pattern's parts. What follows a `*` is taken where it first fits, for good."""
    found, opened = "", 0
    for index, part in enumerate(parts):
        before = parts[index - 1] if index else "*"
        after = parts[index + 1] if index + 1 < len(parts) else "*"
        if part[0] == "{":
            touches = before[0] == "{" or after[0] == "{"
            found += r"(?<!\d)" * (before[0] in "* ") + (_TIGHT if touches else _FREE)[part[1:-1]]
            found += r"(?!\d)" * (after[0] in "* ")
        elif part[0] == "*":
            found += ")" * opened + "(?>.*?"
            opened = 1
        elif part.isspace():
            found += r"\s{1,8}" if before[0] == after[0] == "{" else r"\s{0,8}"
        else:
            found += re.escape(part)
    return found + ")" * opened


def find_stated(pattern: DatePattern, page: Searched) -> tuple[date, str] | None:
    """The date that a pattern finds in a bulletin, and where, in words; None if it fits nowhere.

    In a path the last date counts, for it is the nearest to the file; elsewhere the first.
    """
    stem = page.path.rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    front = ((line, message("the front matter")) for line in page.front)
    reach = len(page.lines) if pattern.place == "line" else _FIRST_LINES
    places: dict[str, Iterable[tuple[str, str]]] = {
        "path": [(page.path, message("the path"))],
        "file name": [(stem, message("the file name"))],
        "front matter": front,
        "line": _numbered(page, reach),
    }
    for place in PLACES if pattern.place is None else (pattern.place,):
        for text, where in places[place]:
            days = list(
                _days(pattern.expression, normalize("NFKC", text[-_LONGEST:] if place == "path" else text[:_LONGEST]))
            )
            if days:
                return days[-1 if place == "path" else 0], where
    return None


def _numbered(page: Searched, reach: int) -> Iterable[tuple[str, str]]:
    seen = 0
    for number_of, line in enumerate(page.lines, page.first):
        if seen >= reach:
            return
        if line and not line.isspace():
            seen += 1
            yield line, message("line {line}", line=number_of)


def _days(expression: re.Pattern[str], text: str) -> Iterable[date]:
    for found in expression.finditer(text):
        parts = found.groupdict()
        try:
            year = _year(parts)
            if _FIRST_YEAR <= year <= _LAST_YEAR:
                yield date(year, _month(parts["month"]), number(parts["day"]) or 0)
        except ValueError:  # no such day, or no number at all
            continue


def _year(parts: dict[str, str]) -> int:
    if "yy" in parts:
        return 2000 + int(parts["yy"])
    return (roc_year(parts["roc"]) if "roc" in parts else number(parts["year"])) or 0


def _month(printed: str) -> int:
    name = printed[:3].lower()
    return _ENGLISH.index(name) + 1 if name in _ENGLISH else 1 if printed == "正" else number(printed) or 0
