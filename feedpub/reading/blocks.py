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
from feedpub.reading.captions import LONGEST_CREDIT, OPENS_A_CAPTION, is_caption
from feedpub.reading.days import find_days
from feedpub.reading.joins import NEVER_FIRST

__all__ = ["Line", "Mark", "Shape", "paper_of", "read_lines", "read_page_head"]

# str.strip() takes U+3000 and U+00A0, but not the zero-width ones.
_DIRT = " \t\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\x85"
_HEADING = re.compile(r"(#{1,6})([ \t\u3000]+|(?=[^#\s\d]))")
_LONGEST_FURNITURE = 40
_PROSE_ENDS = frozenset("。；;：:！!？?")
_NO_PROSE_OPENS = frozenset("#—") | OPENS_A_CAPTION | NEVER_FIRST
_LONGEST_PAPER = 12
_NOT_THE_PAPER = re.compile(r"[\d年月日号期第总版星周一二三四五六天农历农曆腊正月初十廿、\s\-./—|()（）:：]")
_WEEKDAY = re.compile(r"星期[一二三四五六日天]|周[一二三四五六日]")
_PAGE = re.compile(
    r"(?:第?(?P<number>[A-Za-zＡ-Ｚ]?[0-9０-９]{1,3})版|(?P<code>[A-Z][0-9]{1,3}))"
    r"(?:(?P<gap>[\s:：·|/—-]*)(?P<name>[^\s\d:：。，,!?！？]{1,12}?))?(?:版)?"
)
_MAY_BE_A_CODE = re.compile("[A-Z][0-9]")
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
        level: how many # it has.
    """

    shape: Shape
    text: str
    line: int
    gap: int
    level: int = 0


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
        if len(stripped) > LONGEST_CREDIT and stripped[0] not in _NO_PROSE_OPENS:  # most lines
            lines.append(Paragraph(stripped, number, gap, stripped[-1] in _PROSE_ENDS))
        else:
            line = _shape(stripped, number, gap, lines[-1] if lines else None, headed)
            headed = headed or (isinstance(line, Mark) and line.shape is Shape.HEADLINE)
            lines.append(line)
        gap = 0
    return lines


def _shape(text: str, number: int, gap: int, before: Line | None, headed: bool) -> Line:
    level, content = _heading(text)
    if level > 2:
        return Subhead(content, number, gap)
    if len(content) <= _LONGEST_FURNITURE:
        if read_page_head(content, number) is not None:
            return Mark(Shape.PAGE_HEAD, content, number, gap)
        if (not headed or _WEEKDAY.search(content)) and _is_masthead(content):
            return Mark(Shape.MASTHEAD, content, number, gap, level)
    if content.startswith("——") and isinstance(before, Mark) and before.shape is Shape.HEADLINE:
        return Mark(Shape.DECK, content, number, gap)
    if level and content:
        return Mark(Shape.HEADLINE, content, number, gap, level)
    opens_as_prose = text[0] not in NEVER_FIRST and not is_caption(text)
    return Paragraph(text, number, gap, len(text) > LONGEST_CREDIT and text[-1] in _PROSE_ENDS and opens_as_prose)


def _heading(text: str) -> tuple[int, str]:
    """The level of a heading (0 where it is none) and its words.

    A space stands behind the marks, or there is no other mark in the line: #话题# is a hashtag. Marks that close a
    heading stand apart from it: 学习 C# keeps its own.
    """
    found = _HEADING.match(text) if text[0] == "#" else None
    if not found:
        return (1, "") if text.strip("#") == "" and len(text) <= 6 else (0, text)
    content = text[found.end() :].strip(_DIRT)
    if not found[2] and "#" in content:
        return 0, text
    closed = content.rstrip("#")
    return len(found[1]), closed.rstrip() if closed.endswith((" ", "\t")) else content


def _is_masthead(text: str) -> bool:
    """A line that tells the issue date and hardly anything else: `滨江日报 2026年1月26日 星期一 第312期`."""
    if not find_days(text) or _SENTENCE.search(text):
        return False
    return len(paper_of(text)) <= _LONGEST_PAPER


def paper_of(masthead: str) -> str:
    """What is left of a masthead but for day, weekday and number of the issue: the paper's name."""
    return _NOT_THE_PAPER.sub("", masthead)


def read_page_head(text: str, line: int) -> PageHead | None:
    """A 版头: `第03版:国际`, `03版 国际`, `A03`, `第01版`, `头版`; None where the line is none."""
    text = text.strip(_DIRT)
    if len(text) > _LONGEST_FURNITURE:
        return None
    if "版" not in text and not _MAY_BE_A_CODE.match(text):
        return None  # most headlines
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
