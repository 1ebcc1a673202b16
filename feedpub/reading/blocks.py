"""Text to typed blocks: one block a line, told apart by the line's own shape.

Bulletins set one paragraph a line, with or without blank lines between; a paragraph that a column or page break
cut in two is put together later, from what it says.
"""

import re
from enum import Enum
from functools import cache
from typing import NamedTuple, TypeAlias

from feedpub.data import load
from feedpub.model import PageHead, Paragraph, Subhead
from feedpub.reading.captions import OPENS_A_CAPTION
from feedpub.reading.days import find_days
from feedpub.reading.joins import NEVER_FIRST

__all__ = ["Line", "Mark", "Shape", "read_lines", "read_page_head"]

# str.strip() takes U+3000 and U+00A0, but not the zero-width ones.
_DIRT = " \t\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\x85"
# A space behind the marks, or no other mark in the line: #话题# is a hashtag. Marks that close a line stand apart: C#.
_HEADING = re.compile(r"(#{1,6})(?:[ \t\u3000]+(.*?)(?:[ \t]+#+)?|([^#\s\d][^#]*))[ \t]*$")
_LONGEST_HEADLINE = 300
_LONGEST_FURNITURE = 40
_SHORT = 50  # credits, bylines and closing lines are shorter
_PROSE_ENDS = frozenset("。；;：:！!？?")
_NO_PROSE_OPENS = OPENS_A_CAPTION | NEVER_FIRST
_WEEKDAY = re.compile(r"星期[一二三四五六日天]|周[一二三四五六日]")
_PAGE = re.compile(
    r"(?:第?(?P<number>[A-Za-zＡ-Ｚ]?[0-9０-９]{1,3})版|(?P<code>[A-Z][0-9]{1,3}))"
    r"(?:(?P<gap>[\s:：·|/—-]*)(?P<name>[^\s\d:：。，,!?！？]{1,12}?))?(?:版)?"
)
_SHEET = re.compile(r"[A-D][0-2]\d")
_FIRST = re.compile(r"[AＡ]?[0０]*[1１]")
_SENTENCE = re.compile(r"[。！？!?;；]")


class Shape(Enum):
    """What a line that is no text of an article is, by its shape alone."""

    HEADLINE = "headline"
    DECK = "deck"
    PAGE_HEAD = "page head"
    MASTHEAD = "masthead"


class Mark(NamedTuple):
    """A line that orders the text around it: a headline, a deck, a page head, a masthead.

    Attributes:
        text: without its heading marks.
        line: 1-based.
        gap: how many blank lines stand before it.
    """

    shape: Shape
    text: str
    line: int
    gap: int


Line: TypeAlias = Paragraph | Subhead | Mark


def read_lines(text: str, first: int = 1) -> list[Line]:
    """The lines of a bulletin that aren't blank, by their shapes; `first` is the number of the text's first line."""
    lines: list[Line] = []
    gap = 0
    headed = False
    for number, raw in enumerate(text.split("\n"), first):
        if not raw or not (stripped := raw.strip(_DIRT)):
            gap += 1
            continue
        if len(stripped) > _LONGEST_FURNITURE and stripped[0] not in "#—":
            plain = stripped[-1] in _PROSE_ENDS and stripped[0] not in _NO_PROSE_OPENS and len(stripped) > _SHORT
            lines.append(Paragraph(stripped, number, gap, plain))  # most lines
        else:
            line = _shape(stripped, number, gap, lines[-1] if lines else None, headed)
            headed = headed or (isinstance(line, Mark) and line.shape is Shape.HEADLINE)
            lines.append(line)
        gap = 0
    return lines


def _shape(text: str, number: int, gap: int, before: Line | None, headed: bool) -> Line:
    level, content = 0, text
    if text[0] == "#" and (heading := _HEADING.match(text)):
        level, content = len(heading[1]), (heading[2] or heading[3] or "").strip(_DIRT)
    if level > 2:
        return Subhead(content, number, gap)
    if len(content) <= _LONGEST_FURNITURE:
        if read_page_head(content, number) is not None:
            return Mark(Shape.PAGE_HEAD, content, number, gap)
        if (not headed or _WEEKDAY.search(content)) and _is_masthead(content, heading=level > 0):
            return Mark(Shape.MASTHEAD, content, number, gap)
    if content.startswith("——") and isinstance(before, Mark) and before.shape is Shape.HEADLINE:
        return Mark(Shape.DECK, content, number, gap)
    if level and content:
        # A headline nobody can have meant is a paragraph somebody put a # before.
        return (
            Mark(Shape.HEADLINE, content, number, gap)
            if len(content) <= _LONGEST_HEADLINE
            else Paragraph(content, number, gap)
        )
    return Paragraph(text, number, gap)


def _is_masthead(text: str, *, heading: bool) -> bool:
    """A line that tells the issue date and hardly anything else: `滨江日报 2026年1月26日 星期一 第312期`."""
    if not find_days(text) or _SENTENCE.search(text):
        return False
    # What is left but for day, weekday and number of the issue is the paper's name: 2026年1月26日天气预报 is a headline.
    rest = re.sub(r"[\d０-９年月日号期第总版星周一二三四五六天农历农曆腊正月初十廿、\s\-./—|()（）:：]", "", text)
    return len(rest) <= 12 and (not heading or not rest or rest.endswith(("报", "報", "刊", "讯", "訊")))


def read_page_head(text: str, line: int) -> PageHead | None:
    """A 版头: `第03版:国际`, `03版 国际`, `A03`, `第01版`, `头版`; None where the line is none."""
    text = text.strip(_DIRT)
    if len(text) > _LONGEST_FURNITURE:
        return None
    if text == "头版":
        return PageHead(number=None, name=None, first=True, line=line)
    found = _PAGE.fullmatch(text)
    if not found:
        return None
    number = found["number"] or found["code"]
    name = found["name"]
    if found["code"] and name and name not in _section_names() and not (_SHEET.fullmatch(number) and found["gap"]):
        return None  # T3航站楼, G20 杭州峰会: a code and a word we don't know make no page head; A03 滨江新区 is one
    return PageHead(number=number, name=name, first=bool(_FIRST.fullmatch(number)), line=line)


@cache
def _section_names() -> frozenset[str]:
    return frozenset(name for section in load("sections").values() for name in (section["title"], *section["also"]))
