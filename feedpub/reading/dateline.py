"""Datelines (电头): agency, place and day, at the start of an article or closing it.

Each form is one row of `_FORMS`, tried in order on a paragraph whose digits and brackets were made half-width
(character for character, so that places in it are places in the original). A new form is a new row and a fixture.

    新华社广州1月25日电(记者张三)   agency, place, day, reporters
    中新网4月2日电                  no place
    新华社香港3月30日电一名男子…     nothing between 电 and the text
    中新网西宁4月1日电(张三)         names without 记者
    新华社开罗3月31日电 综合…        据 or 综合 follows
    中新社上海11月8日电 题:…         a theme follows
    (新华社北京1月25日电)           closing paragraph, in brackets
"""

import re
from dataclasses import replace
from functools import cache

from feedpub.data import load
from feedpub.model import Dateline, Person
from feedpub.reading.byline import read_people

__all__ = ["OpeningDateline", "read_closing", "read_opening"]

# Full-width digits, letters, brackets and signs are 0xFEE0 above their half-width twins; the ideographic space isn't.
_HALF = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0x00A0: 0x20, 0x3014: 0x28, 0x3015: 0x29}
_REACH = 160  # a dateline with its reporters is never longer
_SPACE = r"[ \u200b\u200c\ufeff]*"
_PLACE = r"(?P<place>[^\d()\[\]【】,.:;!?。、“”《》 ]{1,12}(?:[、/ ][^\d()\[\]【】,.:;!?。、“”《》 ]{1,8}){0,2})?"
_DAY = rf"(?:(?P<year>\d{{4}}){_SPACE}年{_SPACE})?(?P<month>\d{{1,2}}){_SPACE}月{_SPACE}(?P<day>\d{{1,2}}){_SPACE}日"
# What the dispatch came by. 消息 and 讯 are what papers and sites write for 电.
_BY = r"(?:专电|專電|电|電|讯|訊|消息)"
_NAMES = re.compile(rf"{_SPACE}\(([^()]{{1,60}})\)")
_THEME = re.compile(rf"{_SPACE}题{_SPACE}:{_SPACE}(.{{1,120}})", re.DOTALL)
_VIA = re.compile(rf"{_SPACE}(据|综合|綜合|據)")

OpeningDateline = tuple[Dateline, bool]


@cache
def _agencies() -> dict[str, str]:
    """Printed form → canonical name."""
    return {
        form: canonical
        for canonical, others in load("agencies").items()
        for form in (canonical, *others)
        if not form.endswith("记者")
    }


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    agency = "|".join(map(re.escape, sorted(_agencies(), key=len, reverse=True)))
    head = rf"(?P<agency>{agency}){_SPACE}"
    return (
        re.compile(rf"{head}{_PLACE}{_SPACE}{_DAY}{_SPACE}{_BY}"),
        re.compile(rf"{head}(?P<year>){_PLACE}{_SPACE}(?P<month>)(?P<day>\d{{1,2}})日(?:电|電)(?![影视話话])"),
    )


def read_opening(paragraph: str) -> OpeningDateline | None:
    """The dateline a paragraph opens with, and whether a run of names in it was left whole; None where there is none.

    A second dateline further inside (`据拉美社10月30日电报道`) is text, as are days of events: only the paragraph's
    first words are looked at.
    """
    plain = paragraph[:_REACH].translate(_HALF)
    start = len(plain) - len(plain.lstrip(" \u200b\ufeff"))
    bracket = plain[start : start + 1] in ("【", "[")
    start += bracket
    via = None
    if plain.startswith(("据", "據"), start):
        via, start = "据", start + 1
    for form in _forms():
        if found := form.match(plain, start):
            break
    else:
        return None
    begin, end = start - bracket - (via is not None), found.end()
    if bracket and plain[end : end + 1] in ("】", "]"):
        end += 1
    people: tuple[Person, ...] = ()
    doubtful = False
    if (names := _NAMES.match(plain, end)) and (read := read_people(names[1])) is not None:
        (people, doubtful), end = read, names.end()
    if theme := _THEME.match(plain, end):
        via = via or None
    elif follows := _VIA.match(plain, end):
        via = via or follows[1].translate({ord("據"): "据", ord("綜"): "综"})
    dateline = _dateline(found, paragraph[begin:end], people)
    return (
        replace(dateline, via=via, theme=paragraph[theme.start(1) : theme.end(1)].strip() if theme else None),
        doubtful,
    )


def read_closing(paragraph: str) -> OpeningDateline | None:
    """A paragraph that is nothing but a dateline in brackets: `(本报南宁4月1日电 本报记者张三)`."""
    stripped = paragraph.strip()
    plain = stripped.translate(_HALF)
    if len(plain) > _REACH or not (plain.startswith(("(", "[", "【")) and plain.endswith((")", "]", "】"))):
        return None
    inner = plain[1:-1]
    via = None
    start = 0
    if inner.startswith(("据", "據")):
        via, start = "据", 1
    for form in _forms():
        if found := form.match(inner, start):
            break
    else:
        return None
    rest = inner[found.end() :].strip(" ,;()")
    read = read_people(rest) if rest else ((), False)
    if read is None:
        return None
    people, doubtful = read
    return replace(_dateline(found, stripped, people), at="end", via=via), doubtful


def _dateline(found: re.Match[str], text: str, people: tuple[Person, ...]) -> Dateline:
    place = (found["place"] or "").strip() or None
    return Dateline(
        text=text,
        agency=_agencies()[found["agency"]],
        place=place,
        places=tuple(part for part in re.split(r"[、/ ]", place) if part) if place else (),
        year=_number(found["year"]),
        month=_number(found["month"]),
        day=_number(found["day"]),
        at="start",
        people=people,
    )


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
