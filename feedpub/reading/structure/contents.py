"""Find lists of contents: lines before the articles that repeat their headlines, with or without page numbers."""

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from feedpub.data import load
from feedpub.model import Paragraph
from feedpub.patterns import regex
from feedpub.reading.structure.lines import Line, Mark, Shape

__all__ = ["contents_of"]

_LONGEST_SENTENCE = 60  # a listed headline may end in a full stop; a longer line that does is text
_LONGEST_HEAD = 14
_LONGEST_ITEM = 120  # with its leader
_LONGEST_LINK = 200  # with its address
_SHORTEST = 4  # a repeated headline of fewer letters proves nothing
_FIRST_HEADINGS = 4  # a list stands below one of the first headings
_ANCHOR = regex(r"""\]\(#|href=["']?#|id=["']?toc""")
_COUNT = regex(r"[\s(（]*\d{1,3}[)）.、．]*")
_ENOUGH = 12  # so many letters of a headline are unlike any other
_FEW = 2
_MOSTLY = 0.5
_MOST_ITEMS = 300  # the longest list; also bounds the time spent on lines that only look like one
_NUMERAL = "一二三四五六七八九十"
_LEADER = regex(
    r"[\s　]*(?:[.．·…•‥⋯—_-]{2,}|[\s　]+|[(（\[【]|[▶►→/|｜])[\s　]*(?:(?:详见|见|刊|载|在|P)?\s*第?\s*)?"
    rf"(?:[A-Z]?[0-9０-９]{{1,3}}|[{_NUMERAL}]{{1,3}})\s*(?:[-–—~至、]\s*[A-Z]?\d{{1,3}}\s*)?(?:版|页|頁)?[)）\]】]?\Z"
    r"|[.．·…•‥⋯]{3,}\Z"
)
_FRONT = regex(
    r"[\s　]*(?:[▶►→●■◆▲•·*+-]\s*)?(?:第?\s*[A-Z]?\d{1,3}\s*版|[A-Z]\d{1,3}|P\d{1,3}"
    r"|\d{1,2}[.、]|\d{1,2}(?=[ \u3000]))[\s　:：|｜/]*(?=\S)"
)
_FRONT_OPENS = frozenset("第ABCDEFGHIJKLMNOPQRSTUVWXYZ▶►→●■◆▲•·*+-")
_LEADER_ENDS = frozenset(f"{_NUMERAL}版页頁)）]】.．·…•‥⋯")
_BULLET = regex(r"[\s　]*[▶►→●■◆▲•·*+-][\s　]*(?=\S)")
_MAY_LEAD = regex(r"[.．·…•‥⋯]{2}")
_MAY_NUMBER = regex(r"\d[版页頁]?[)）]?\Z|版\Z")
_SENTENCE = regex(r"[。！!；;]\Z")
_TRIM = " 　:：■□●【】[]()（）#*·|—-◆"


def contents_of(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines in lists of contents, heads included.

    A list follows a head (今日导读, 要目), or is two or more lines in a row that each repeat a later line.
    """
    ends = _head_ends()
    heads = [
        place
        for place, line in enumerate(lines)
        if len(line.text) <= _LONGEST_HEAD and line.text[-1:] in ends and _is_head(line)
    ]
    opening = _opening(lines)
    parts = _parts(lines)
    if not heads and not parts and not _may_list(lines, opening):
        return frozenset()  # most bulletins
    found: set[int] = set()
    headed = _headed(lines) if parts else {}
    if not heads and not _may_repeat(lines, opening, headed):
        for start, end in parts:
            found.update(_listed(lines, start, end, headed))
        return frozenset(found)
    later = _later(lines)
    for head in heads:
        if head in found:
            continue
        end = head + 1
        while end < min(len(lines), head + _MOST_ITEMS) and _is_item(lines, end, later, below_head=True):
            end += 1
        if end > head + 1:
            found.update(range(head, end))
    for start, end in parts:
        found.update(_listed(lines, start, end, headed))
    at = 0
    while at < opening:
        end = at
        while end < opening and end not in found and _is_item(lines, end, later, below_head=False):
            end += 1
        if end - at >= 2 and any(later.get(_bare(_packed(lines[place].text)), -1) >= end for place in range(at, end)):
            found.update(range(at, end))
        at = max(end, at + 1)
    return frozenset(found)


def _later(lines: Sequence[Line]) -> dict[str, int]:
    """The last headings and other marks, or the last short lines where there are none: their letters, their places."""
    short = [place for place, line in enumerate(lines) if type(line) is Mark and len(line.text) <= _LONGEST_ITEM]
    if not short:
        short = [place for place, line in enumerate(lines) if len(line.text) <= _LONGEST_ITEM]
    return {_bare(_packed(lines[place].text)): place for place in short[-_MOST_ITEMS:]}


def _parts(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The first parts of a bulletin that may be lists: a heading and the short lines down to the next."""
    top = enumerate(lines[: 2 * _MOST_ITEMS])
    heads = itertools.islice((place for place, line in top if type(line) is Mark and line.level), _FIRST_HEADINGS)
    found: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(heads):
        below = lines[start + 1 : end]
        if len(below) >= _FEW and all(map(_may_be_listed, below)):
            found.append((start, end))
    return found


def _may_be_listed(line: Line) -> bool:
    if isinstance(line, Mark):
        return line.shape is Shape.FURNITURE
    return len(line.text) <= (_LONGEST_SENTENCE if line.text[-1] == "。" else _LONGEST_LINK)


def _headed(lines: Sequence[Line]) -> dict[int, str]:
    """The letters of each mark, and of each line in bold within an article, by its place."""
    return {
        place: "".join(filter(str.isalnum, line.text))
        for place, line in enumerate(lines)
        if type(line) is Mark or line.text[:2] == "**"
    }


def _may_repeat(lines: Sequence[Line], opening: int, headed: Mapping[int, str]) -> bool:
    """Whether one of the first lines may repeat a mark further down; `headed` is empty if that is not known."""
    if opening < _FEW:
        return False
    short = [
        letters
        for place, letters in headed.items()
        if type(line := lines[place]) is Mark and len(line.text) <= _LONGEST_ITEM
    ]
    if not short:
        return True  # other lines are compared
    below = "\n".join(short)
    for line in lines[:opening]:
        bare = _bare(_packed(line.text))
        if not bare or below.count(bare) > (type(line) is Mark):
            return True
    return False


def _listed(lines: Sequence[Line], start: int, end: int, headed: Mapping[int, str]) -> range:
    """The lines of a part that are a list: most repeat headings further down, or are links within the page."""
    items = [line.text for line in lines[start + 1 : end] if isinstance(line, Paragraph)]
    anchors = [item for item in items if ("#" in item or "id=" in item) and _ANCHOR.search(item)]
    if len(anchors) > _MOSTLY * len(items):
        return range(start + 1, end)
    below = "\n".join(
        [
            letters
            for place, letters in headed.items()
            if place >= end and (type(line := lines[place]) is not Mark or line.level)
        ]
    )
    head = lines[start]
    named = isinstance(head, Mark) and head.shape is Shape.HEADING  # and not the name of the paper
    bare = [letters for item in items if len(letters := _first_letters(item)) >= _SHORTEST]
    repeated = sum([letters in below for letters in bare])
    return (
        range(start if named else start + 1, end) if repeated >= _FEW and repeated > _MOSTLY * len(bare) else range(0)
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _first_letters(text: str) -> str:
    """The first letters of an item without its number, as many as are unlike those of any other headline."""
    first = _letters(_COUNT.sub("", text[: 4 * _ENOUGH], count=1)[: 2 * _ENOUGH])
    return (first if len(first) >= _ENOUGH else _letters(_COUNT.sub("", text, count=1)))[:_ENOUGH]


def _may_list(lines: Sequence[Line], opening: int) -> bool:
    """Whether two of the first lines may be items: they open as a later heading does, or have a leader."""
    if opening < 2:
        return False
    later = {line.text[:_SHORTEST] for line in lines[opening:] if type(line) is Mark}
    first = [_packed(line.text) for line in lines[:opening]]
    repeated = len({text[:_SHORTEST] for text in first}) < len(first)
    if repeated:
        return True
    items = (text for text in first if text[:_SHORTEST] in later or _may_be_item(text, later))
    return next(items, None) is not None and next(items, None) is not None


def _may_be_item(text: str, later: Collection[str]) -> bool:
    if _MAY_LEAD.search(text) or _MAY_NUMBER.search(text[-3:]):
        return True
    return _may_have_front(text) and bool(_BULLET.match(text) or _FRONT.sub("", text, count=1)[:_SHORTEST] in later)


def _may_have_front(text: str) -> bool:
    """Whether a line may open with a bullet, a number or a page."""
    first = text[:1]
    return first in _FRONT_OPENS or first.isdigit() or first.isspace()


def _packed(text: str) -> str:
    """A line cut to the longest an item may be, with each gap as one space: this keeps the patterns fast."""
    return " ".join(text[: _LONGEST_ITEM + 1].split())


def _is_head(line: Line) -> bool:
    """Whether a line that ends as one may is a list's head."""
    if isinstance(line, Mark) and line.shape not in (Shape.HEADING, Shape.PAGE_HEAD):
        return False
    return line.text.strip(_TRIM).replace(" ", "").replace("\u3000", "") in load("furniture")["contents"]


@cache
def _head_ends() -> frozenset[str]:
    return frozenset(_TRIM).union(word[-1] for word in load("furniture")["contents"])


def _opening(lines: Sequence[Line]) -> int:
    """How many lines come before the first paragraph of a bulletin."""
    for index, line in enumerate(lines):
        if isinstance(line, Paragraph) and (len(line.text) > _LONGEST_ITEM or _SENTENCE.search(line.text)):
            return min(index, _MOST_ITEMS)
    return min(len(lines), _MOST_ITEMS)


def _is_item(lines: Sequence[Line], at: int, later: dict[str, int], *, below_head: bool) -> bool:
    line = lines[at]
    if len(line.text) > _LONGEST_ITEM or _SENTENCE.search(line.text):
        return False
    text = _packed(line.text)
    if isinstance(line, Mark) and line.shape not in (Shape.HEADING, Shape.PAGE_HEAD):
        return line.shape is Shape.FURNITURE and line.note in ("page number", "rule") and below_head and at > 0
    bare = _bare(text)
    if len(bare) >= _SHORTEST and _repeated(bare, at, later):
        return True
    has_leader = bool(_LEADER.search(text)) and not (isinstance(line, Mark) and line.shape is Shape.PAGE_HEAD)
    if isinstance(line, Mark):
        return has_leader and len(bare) >= _SHORTEST
    return (below_head and (has_leader or bool(_BULLET.match(text) or _FRONT.match(text)))) or (
        has_leader and bool(re.search("[.．·…•‥⋯]{2}|版|页|頁", text))
    )


def _repeated(bare: str, at: int, later: dict[str, int]) -> bool:
    """Whether a later line is the same, or one of the two begins with the other (a headline of two lines)."""
    if later.get(bare, -1) > at:
        return True
    return any(
        place > at and len(other) >= _SHORTEST and (other.startswith(bare) or bare.startswith(other))
        for other, place in later.items()
    )


def _bare(text: str) -> str:
    """The letters of an item, without bullet, leader and page number: `大桥合龙……03版` is `大桥合龙`."""
    if _may_have_front(text):
        text = _BULLET.sub("", _FRONT.sub("", text, count=1), count=1)
    text = text.strip()
    if text[-1:] in _LEADER_ENDS or text[-1:].isdigit():
        text = _LEADER.sub("", text)
    return _letters(text)
