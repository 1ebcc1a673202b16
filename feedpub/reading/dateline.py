"""Datelines (电头): agency, place and day, at the start of an article or closing it.

Each form is one row of `_forms`, tried in order. A new form is a new row and a fixture.

    新华社广州1月25日电(记者张三)   agency, place, day, reporters
    中新网4月2日电                  no place
    新华社香港3月30日电一名男子…     nothing between 电 and the text
    中新网西宁4月1日电(张三)         names without 记者
    新华社开罗3月31日电 综合…        据 or 综合 follows
    中新社上海11月8日电 题:…         a theme follows
    (新华社北京1月25日电)           closing paragraph, in brackets
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from feedpub.data import agencies, any_of
from feedpub.model import Dateline, Person
from feedpub.reading.byline import read_people

__all__ = ["FoundDateline", "read_closing", "read_opening"]

_REACH = 160  # a dateline with its reporters is never longer
# `\d` and int() take full-width digits too; brackets and colons are named in both widths.
_SPACE = r"[ \u3000\u00a0\u200b\u200c\ufeff]*"
_WORD = r"(?!记者)[^\d()（）\[\]【】,，.:：;；!！?？。、“”《》 \u3000]"
_PLACE = rf"(?P<place>{_WORD}{{1,12}}?(?:[、/／ \u3000]{_WORD}{{1,8}}?){{0,2}})?"
_DAY = rf"(?:(?P<year>\d{{4}}){_SPACE}年{_SPACE})?(?P<month>\d{{1,2}}){_SPACE}月{_SPACE}(?P<day>\d{{1,2}}){_SPACE}日"
# What the dispatch came by. 消息 and 讯 are what papers and sites write for 电.
# 电 is none where it begins 电影, 电视, 电话, 电脑, 电竞, 电询; 影响, 视频, 话剧, 竞赛 begin the text behind it.
_BY = (
    r"(?:专电|專電|讯|訊|消息"
    r"|[电電](?!影(?![响像片迷视评])|视(?![频觉察])|话(?![剧题语])|脑|竞(?![争赛技选])|询))"
)
_NAMES = re.compile(rf"{_SPACE}[(（]([^()（）]{{1,60}})[)）]")
_THEME = re.compile(rf"{_SPACE}[题題]{_SPACE}[:：]{_SPACE}(.{{1,120}})", re.DOTALL)
_VIA = re.compile(rf"{_SPACE}(据|據|(?:综合|綜合)(?=.{{0,30}}?(?:报道|報道|消息|记者|記者|外电|媒体)))")
_SIMPLIFIED = {"據": "据", "綜合": "综合"}
_BETWEEN = re.compile("[、/／]")
_BRACKETS = {"【": "】", "[": "]", "(": ")", "（": "）"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDateline:
    """A dateline, and whether a run of names in it was doubtful and left whole."""

    dateline: Dateline
    doubtful: bool


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    head = rf"(?P<agency>{any_of(agencies())}){_SPACE}"
    return (
        re.compile(rf"{head}{_PLACE}{_SPACE}{_DAY}{_SPACE}{_BY}"),
        re.compile(rf"{head}(?P<year>){_PLACE}{_SPACE}(?P<month>)(?P<day>\d{{1,2}})日(?:电|電)(?![影视話话])"),
    )


def read_opening(paragraph: str) -> FoundDateline | None:
    """The dateline a paragraph opens with, or None.

    A second dateline further inside (`据拉美社10月30日电报道`) is text, as are days of events: only the paragraph's
    first words are looked at.
    """
    return _opening(paragraph[:_REACH])


@lru_cache(maxsize=256)
def _opening(text: str) -> FoundDateline | None:
    if "日" not in text:
        return None
    begin = len(text) - len(text.lstrip(" \u3000\u200b\ufeff"))
    bracket = _BRACKETS.get(text[begin : begin + 1]) if text[begin : begin + 1] in "【[" else None
    start = begin + (bracket is not None)
    quoted = text.startswith(("据", "據"), start)
    found = _match(text, start + quoted)
    if found is None:
        return None
    end = found.end()
    if bracket and text.startswith(bracket, end):
        end += 1
    people: tuple[Person, ...] = ()
    doubtful = False
    if (names := _NAMES.match(text, end)) and (read := read_people(names[1])) is not None:
        (people, doubtful), end = read, names.end()
    theme = _THEME.match(text, end)
    via = _VIA.match(text, end)
    return FoundDateline(
        dateline=_dateline(
            found,
            text[begin:end],
            people=people,
            at="start",
            via="据" if quoted else _SIMPLIFIED.get(via[1], via[1]) if via else None,
            theme=theme[1].strip() if theme else None,
        ),
        doubtful=doubtful,
    )


def read_closing(paragraph: str) -> FoundDateline | None:
    """A paragraph that is nothing but a dateline in brackets: `(本报南宁4月1日电 本报记者张三)`."""
    text = paragraph.strip()
    if len(text) > _REACH or len(text) < 2 or _BRACKETS.get(text[0]) != text[-1]:
        return None
    inner = text[1:-1].strip()
    quoted = inner.startswith(("据", "據"))
    found = _match(inner, int(quoted))
    if found is None:
        return None
    rest = inner[found.end() :].strip(" \u3000,，;；()（）")
    read = read_people(rest) if rest else ((), False)
    if read is None:
        return None
    people, doubtful = read
    dateline = _dateline(found, text, people=people, at="end", via="据" if quoted else None, theme=None)
    return FoundDateline(dateline=dateline, doubtful=doubtful)


def _match(text: str, start: int) -> re.Match[str] | None:
    return next((found for form in _forms() if (found := form.match(text, start))), None)


def _dateline(
    found: re.Match[str],
    text: str,
    *,
    people: tuple[Person, ...],
    at: Literal["start", "end"],
    via: str | None,
    theme: str | None,
) -> Dateline:
    place = (found["place"] or "").strip() or None
    return Dateline(
        text=text,
        agency=agencies()[found["agency"]],
        place=place,
        places=tuple(_BETWEEN.sub(" ", place).split()) if place else (),
        year=_number(found["year"]),
        month=_number(found["month"]),
        day=_number(found["day"]),
        at=at,
        via=via,
        theme=theme,
        people=people,
    )


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
