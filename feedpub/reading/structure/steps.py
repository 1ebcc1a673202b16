"""Tell numbered steps of an article from page heads and page numbers, which look the same.

01 先听往期节目        a step: text follows, or the next step
02 国际                a page head: a headline follows
报名分三步：           after a colon, numbers on lines of their own count the steps
1
"""

import re

from feedpub.model import Paragraph
from feedpub.patterns import regex
from feedpub.reading.structure.lines import Line, Mark, Shape, read_section_head

__all__ = ["keep_steps"]

_NUMBERED = regex(r"(?P<number>[A-Z]?\d{1,2})(?:[\s·|:：]+(?P<name>\S.*))?")
_COLON = (":", "：")


def keep_steps(lines: list[Line]) -> list[Line]:
    """The lines of a bulletin, with each step that was taken for a page head or a page number as a paragraph."""
    if not any(_is_numbered(line) for line in lines if type(line) is Mark and not line.level):
        return lines  # most bulletins
    in_text = _followed_by_text(lines)
    kept = list(lines)
    last = 0  # the number of the last step
    headed = False
    for place, line in enumerate(lines):
        if isinstance(line, Mark) and line.shape is Shape.HEADING:
            last, headed = 0, True
        elif _is_numbered(line):
            number = int(re.sub(r"\D", "", line.text.split()[0])[:2] or 0)
            above = kept[place - 1] if place else None
            after_colon = isinstance(above, Paragraph) and above.text.endswith(_COLON)
            leads = headed and in_text[place] and not line.text.isalnum()
            if number == last + 1 and (last or after_colon or leads):
                kept[place] = Paragraph(line.text, line.line, line.gap)
                last = number
    return kept


def _followed_by_text(lines: list[Line]) -> list[bool]:
    """For each line, whether text is below it, perhaps behind further numbered lines, and not a headline."""
    found = [False] * len(lines)
    for place in range(len(lines) - 2, -1, -1):
        below = lines[place + 1]
        found[place] = found[place + 1] if _is_numbered(below) else isinstance(below, Paragraph)
    return found


def _is_numbered(line: Line) -> bool:
    """Whether a line is a page head without 版 and without the name of a section, or a page number."""
    if not isinstance(line, Mark) or line.level or "版" in line.text:
        return False
    found = _NUMBERED.fullmatch(line.text)
    if not found or (found["name"] and read_section_head(found["name"], line.line)):
        return False
    return line.shape is Shape.PAGE_HEAD or (line.shape is Shape.FURNITURE and line.note == "page number")
