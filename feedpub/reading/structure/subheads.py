"""Decide whether a heading begins an article or is a subhead (小标题) of the one above: by evidence, not level alone.

Page-reading tools give headings wrong levels. Better evidence is what follows a heading (a dateline, a byline) and
whether the article above has ended; without either, levels, the kind of article above, and the words the text below
shares with it are weighed.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from feedpub.data import any_of, load
from feedpub.messages import message
from feedpub.model import Paragraph
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline, read_name_alone
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.cohesion import Cohesion
from feedpub.reading.phrases.dateline import read_closing, read_inline_closing
from feedpub.reading.phrases.furniture import TIME
from feedpub.reading.phrases.signoffs import imprint_part, split_tail
from feedpub.reading.structure.heading_roles import is_tag
from feedpub.reading.structure.lines import BOLD, PLAIN, Line, Mark, Shape
from feedpub.reading.structure.shortcuts import read_opening

__all__ = ["DEEP", "ArticleAbove", "Sections", "closes_article", "is_picture_only", "opens_article", "weigh_evidence"]

DEEP = 3  # from this level on a heading is a subhead, unless there is stronger evidence
_LONG_HEADLINE, _SHORT_HEADLINE = 18, 8
_NUMBERED = regex(
    r"[(（]?[一二三四五六七八九十]{1,3}[、.．)）问]|\d{1,2}[、.．)）]|[①-⑳]|其[一二三四五六]|之[一二三四五六]$"
    r"|第[一二三四五六七八九十]{1,3}[章节幕回步站]"
)
_INDEFINITE = regex(r"(?<!第)[一三两][座辆家只位名所群把]")  # introduces somebody new: another story
_BULLETS = frozenset("■▲●○◆★")
_NEAR = 6
_SECTIONS = 1000  # the most sections counted; a day's paper has about a hundred
_MOST, _MOST_APART = 3.0, 4.0  # the most that cohesion, and its absence, may weigh
# The cohesion at which a section is as likely as not part of the article; it rises with the article's length.
_USUAL, _USUAL_PER, _USUAL_MOST = 5.0, 250, 9.0
_FULL = 120  # from this many characters on, cohesion counts in full
_SCANT = 30  # a shorter text is no evidence
_BRIEF = 80  # a section may be this short; an article rarely is
_HEADINGS = (Shape.HEADING, Shape.DECK, Shape.PAGE_HEAD)
_LONGEST_CAPTION = 100
_LONGEST_BYLINE = 60
_LOOK = 5  # how many lines below a heading its dateline is searched for


class ArticleAbove(NamedTuple):
    """The article above a heading.

    Attributes:
        level: the level of its headline.
        dated: whether it opens with a dateline.
        signed: whether it opens with a byline.
        subheads: the levels of its subheads so far.
        length: the length of its text so far, in characters.
        trusted: whether the bulletin's levels were set by a person, not a page-reading tool (`Sections.tidy`).
    """

    level: int
    dated: bool
    signed: bool
    subheads: Collection[int]
    length: int
    trusted: bool


class Sections:
    """The text below each heading of a bulletin, counted when the first doubtful heading is met."""

    def __init__(self, lines: Sequence[Line], by_hand: bool) -> None:
        """Start without counting."""
        self._lines = lines
        self._by_hand = by_hand
        self._number: dict[int, int] = {}
        self._bodies = [0]
        self._cohesion: Cohesion | None = None

    def _count(self) -> Cohesion:
        texts: list[list[str]] = [[]]
        has_text = False  # whether the section has text, so that the next heading begins another section
        for index, line in enumerate(self._lines):
            if isinstance(line, Paragraph):
                texts[-1].append(line.text)
                self._bodies[-1] += len(line.text)
                has_text = True
            elif isinstance(line, Mark) and (line.shape in _HEADINGS or line.level):
                if has_text or line.shape is Shape.PAGE_HEAD:
                    texts.append([])
                    self._bodies.append(0)
                    has_text = False
                texts[-1].append(line.text)
                self._number[index] = len(texts) - 1
        return Cohesion("\n".join(text) for text in texts[:_SECTIONS])

    @cached_property
    def tidy(self) -> bool:
        """Whether a person set the levels of the headings."""
        return self._by_hand and not any(line.level == PLAIN for line in self._lines if type(line) is Mark)

    def cohesion(self, article: Sequence[int], heading: int) -> tuple[float, int, int]:
        """The cohesion of the section below a heading with an article, and the lengths of the section and the article.

        Args:
            article: the places of the headings over the article and its sections.
            heading: the place of the heading in question.
        """
        if self._cohesion is None:
            self._cohesion = self._count()
        near = (*article[:2], *article[2:][-_NEAR:])  # the article's beginning, and what is right above
        numbers = [self._number[place] for place in near if place in self._number]
        below = self._number[heading]
        if below >= _SECTIONS:
            return _USUAL, 0, 0  # not counted: no real bulletin has so many
        return (
            self._cohesion.between(numbers, below),
            self._bodies[below],
            sum(self._bodies[number] for number in numbers),
        )


def opens_article(lines: Sequence[Line], start: int, headline: str) -> str | None:
    """What follows a heading and proves that an article begins: a dateline or a byline; None if nothing does."""
    pictured = False
    for line in lines[start : start + _LOOK]:
        if isinstance(line, Mark):
            if line.shape is Shape.FURNITURE and line.note == TIME:
                return message("a time of publication follows")
            pictured = pictured or line.shape is Shape.PICTURE
            if line.shape in (Shape.PICTURE, Shape.FURNITURE):
                continue
            return None
        text = line.text
        if read_opening(text):
            return message("a dateline follows")
        if len(text) <= _LONGEST_BYLINE and (read_byline(text) or read_name_alone(text)) and not read_credit(text):
            return message("a byline follows")
        if len(text) > _LONGEST_CAPTION and isinstance(line, Paragraph) and line.plain and text != headline:
            return None  # most
        if pictured and len(text) <= _LONGEST_CAPTION:
            pictured = False  # a caption, then a credit, between the headline and the text
        elif not (is_tag(text) or text == headline or read_credit(text) or is_caption(text)):
            return None
    return None


def is_picture_only(lines: Sequence[Line], start: int) -> bool:
    """Whether only a picture with its caption and credit follows a heading: a picture with a headline."""
    if start >= len(lines) or not isinstance(picture := lines[start], Mark) or picture.shape is not Shape.PICTURE:
        return False
    for place in range(start + 1, min(len(lines), start + _LOOK)):
        line = lines[place]
        if isinstance(line, Paragraph):
            if len(line.text) > _LONGEST_CAPTION * (1 if place == start + 1 else 0.5):
                return False
        elif isinstance(line, Mark) and line.shape in (Shape.HEADING, Shape.PAGE_HEAD, Shape.FURNITURE):
            return place > start + 1
    return start + _LOOK >= len(lines) > start + 1


def closes_article(last: str) -> bool:
    """Whether a line is an article's last, or the tag of the next: a closing dateline, (完), 供稿:…, 【通稿二】."""
    if last[-1:] in "。！？”" and not last.endswith(")"):
        return False
    if imprint_part(last) or (last[0] == "【" and is_tag(last)):
        return True
    return bool(read_closing(last) or read_inline_closing(last) or split_tail(last)[1])


def weigh_evidence(group: Sequence[Mark], above: ArticleAbove, cohesion: float, length: int, below: str) -> float:
    """The evidence that headings begin an article (above 0) rather than a section of the one above (below 0).

    Args:
        group: the adjacent headings.
        above: the article above.
        cohesion: how much the text below shares with it (`Cohesion.between`).
        length: the length of the text below, in characters.
        below: its first paragraph.
    """
    heading = group[0]
    trust = min(1.0, length / _FULL)
    usual = min(_USUAL_MOST, _USUAL + above.length / _USUAL_PER)
    weight = max(-_MOST, min(_MOST_APART, (usual - cohesion) / (2 if cohesion > usual else 1.4))) * trust
    weight += _by_level(heading.level, above)
    weight += _by_words(heading.text, below)
    if len(group) > 1:
        weight += 4.0
    if above.dated:
        weight += 1.0
    elif above.signed:
        weight -= 1.0  # a feature, which mostly has subheads
    if length < _SCANT:
        return weight + 0.5  # too short to be evidence
    if length < _FULL:
        weight -= 1.2 if length < _BRIEF else 1.0
    if len(heading.text) > _LONG_HEADLINE:
        weight += 1.0
    elif len(heading.text) < _SHORT_HEADLINE:
        weight -= 0.7
    return weight


def _by_level(level: int, above: ArticleAbove) -> float:
    """The evidence from a heading's level, compared with the headline above and its subheads."""
    weight = -1.0 if level in above.subheads else 0.0
    if level < above.level < BOLD:
        return weight + 3.0
    if level < DEEP and above.trusted:
        return weight + 3.0
    if level == above.level:
        return weight + (3.0 if above.trusted and level < BOLD else 0.5)
    if level >= BOLD > above.level:
        return weight - 5.5  # in bold below a headline with heading marks: rarely an article
    return weight - (0.25 if level < DEEP else 4.0)


def _by_words(heading: str, below: str) -> float:
    """The evidence from the words of a heading and of the paragraph below it."""
    words = load("headlines")
    weight = -6.0 if _NUMBERED.match(heading) else 0.0
    if heading.endswith(tuple(words["column_ends"])) or heading.startswith(tuple(words["column_opens"])):
        weight += 4.0
    if below[:1] in _BULLETS:
        weight += 3.0  # briefs under one headline
    if _news_opens().search(below[:40]):
        weight += 1.0
    if _INDEFINITE.search(below[:30]):
        weight += 0.7
    return weight


@cache
def _news_opens() -> re.Pattern[str]:
    return re.compile(any_of(load("headlines")["news_opens"]) + r"|\d日[，,上下]")
