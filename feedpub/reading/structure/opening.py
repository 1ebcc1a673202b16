"""What stands between the title of an issue and its first article: an editor's opening, or an article of its own."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from feedpub.data import any_of, load
from feedpub.model import Paragraph
from feedpub.patterns import regex
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.issue_titles import is_issue_title
from feedpub.reading.structure.lines import GIVEN, Line, Mark, Shape, as_furniture

__all__ = ["greets", "is_headline", "is_opening", "put_title_aside", "take_opening"]

_ASIDE = "editor's opening"  # the reason
_LONGEST = 60  # a longer opening is read, not passed over
_SHORTEST = 20  # of a line of prose
_PROSE = regex(r"[。！？；!?]|[.](?:\s|\Z)")


def take_opening(lines: list[Line], level: int, title: str | None, first: int, contents: Collection[int]) -> list[Line]:
    """Put aside a short opening, and give a longer one the title of the issue as its headline.

    Args:
        lines: of a bulletin of several articles, with its headings marked.
        level: the level of the headlines.
        title: the title of the front matter, or None.
        first: the number of the first line.
        contents: the places of the lines in lists of contents.
    """
    end = next(
        (place for place, line in enumerate(lines) if type(line) is Mark and is_headline(line, level)), len(lines)
    )
    titled = any(type(line) is Mark and line.shape is Shape.TITLE for line in lines[:end])
    if end == len(lines) or (not titled and any(map(_is_of_page, lines[:end]))):
        return lines
    marked = list(lines)
    for place in range(end):
        line, below = lines[place], lines[place + 1]
        if type(line) is Paragraph and len(line.text) > _LONGEST:
            continue  # most
        if _greets(line) or (isinstance(line, Mark) and line.shape is Shape.PICTURE and _greets(below)):
            marked[place] = as_furniture(line, _ASIDE)
    prose = [place for place in range(end) if place not in contents and _is_prose(marked[place])]
    if not prose:
        return marked
    if is_opening([lines[place].text for place in prose]):
        for place in prose:
            marked[place] = as_furniture(lines[place], _ASIDE)
        return marked
    heads = [place for place in range(prose[0]) if isinstance(line := lines[place], Mark) and line.shape is Shape.TITLE]
    if heads:
        head = lines[heads[-1]]
        assert isinstance(head, Mark)
        marked[heads[-1]] = head._replace(shape=Shape.HEADING, level=level, note=GIVEN)
    elif title:
        marked.insert(0, Mark(Shape.HEADING, title, first, 0, level, GIVEN))
    return marked


def put_title_aside(lines: list[Line]) -> list[Line]:
    """The lines of a bulletin without heading marks, with the title of the issue as such if it is the first line."""
    top = lines[0] if lines else None
    if isinstance(top, Paragraph) and not _PROSE.search(top.text) and is_issue_title(top.text):
        return [Mark(Shape.TITLE, top.text, top.line, top.gap), *lines[1:]]
    return lines


def _is_of_page(line: Line) -> bool:
    """Whether a line belongs to a page of a paper, where what stands above the first headline may be a picture's."""
    if isinstance(line, Mark):
        return line.shape is Shape.PAGE_HEAD
    return is_caption(line.text) or read_credit(line.text) is not None


def _greets(line: Line) -> bool:
    return isinstance(line, Paragraph) and len(line.text) <= _LONGEST and greets(line.text)


def greets(text: str) -> bool:
    """Whether text has words of an opening: 欢迎收听, 今天是, 扫码."""
    return _words().search(text) is not None


def is_headline(line: Line, level: int) -> bool:
    """Whether a line is a heading that begins an article, by the form of the bulletin."""
    return isinstance(line, Mark) and line.shape is Shape.HEADING and 0 < line.level <= level


def _is_prose(line: Line) -> bool:
    return isinstance(line, Paragraph) and len(line.text) >= _SHORTEST and _PROSE.search(line.text) is not None


def is_opening(texts: Sequence[str]) -> bool:
    """Whether text above the articles only opens the issue: one short paragraph, or words such as 欢迎收听."""
    if len(texts) == 1 and len(texts[0]) <= _LONGEST:
        return True
    return sum(map(len, texts)) <= 3 * _LONGEST and greets(texts[0])


@cache
def _words() -> re.Pattern[str]:
    return re.compile(any_of(load("headlines")["openings"]))
