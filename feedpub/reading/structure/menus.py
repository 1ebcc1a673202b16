"""Put aside the menu of a newsletter: the names of its sections in a row, each of which heads its part further down.

今日头版          the menu
社会新闻
国际新闻

今日头版          the name of a section
夜市摊位改抽签
"""

from collections.abc import Sequence

from feedpub.model import Paragraph
from feedpub.patterns import regex
from feedpub.reading.structure.lines import Line, Mark, Shape, as_furniture

__all__ = ["without_menu"]

_LONGEST = 8  # characters of a section's name
_LONGEST_LATIN = 20
_FEWEST = 3
_FIRST_LINES = 40
_BAR = regex(r"[|｜]")
_NO_NAME = frozenset("。！？!?；;，,：:、…0123456789")


def without_menu(lines: list[Line]) -> list[Line]:
    """The lines with the menu above the first article as furniture, and what repeats it as names of sections."""
    for start, end in _rows(lines):
        names = {name for place in range(start, end) for name in _names(lines[place].text)}
        heads = [place for place in range(end, len(lines)) if lines[place].text in names and _heads(lines, place)]
        if not heads:
            continue
        marked = list(lines)
        for place in range(start, end):
            marked[place] = as_furniture(lines[place], "menu")
        for place in heads:
            line = lines[place]
            marked[place] = Mark(Shape.SECTION, line.text, line.line, line.gap, note="column")
        return marked
    return lines


def _rows(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The rows of three names and more, without a blank line between, above the first text."""
    found: list[tuple[int, int]] = []
    start = 0
    for place, line in enumerate(lines[:_FIRST_LINES]):
        if _BAR.search(line.text) and len(_names(line.text)) >= _FEWEST and isinstance(line, Paragraph):
            found.append((place, place + 1))
        if not _may_name(line) or (place > start and line.gap and line.text.strip()):
            if place - start >= _FEWEST:
                found.append((start, place))
            start = place if _may_name(line) else place + 1
        if isinstance(line, Paragraph) and len(line.text) > _FIRST_LINES:
            break
    return found


def _names(text: str) -> list[str]:
    """The names in a line of a menu: one, or several with bars between."""
    return [name for part in _BAR.split(text) if (name := part.strip())]


def _may_name(line: Line) -> bool:
    """Whether a line may be the name of a section in a menu."""
    if isinstance(line, Mark) and (line.level or line.shape not in (Shape.PAGE_HEAD, Shape.FURNITURE)):
        return False
    longest = _LONGEST_LATIN if line.text.isascii() else _LONGEST
    return len(line.text) <= longest and _NO_NAME.isdisjoint(line.text)


def _heads(lines: Sequence[Line], place: int) -> bool:
    """Whether a line heads a part: a headline stands below it, and not text."""
    line, below = lines[place], lines[place + 1] if place + 1 < len(lines) else None
    return (
        isinstance(line, Paragraph)
        and isinstance(below, Paragraph)
        and not below.plain
        and below.text[-1] not in "。！？"
    )
