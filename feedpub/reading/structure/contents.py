"""Find lists of contents: lines before the articles that repeat their headlines, with or without page numbers."""

import itertools
import re
from collections.abc import Collection, Sequence

from feedpub.data import load
from feedpub.model import Paragraph
from feedpub.reading.structure.lines import Line, Mark, Shape

__all__ = ["contents_of"]

_LONGEST = 60
_LONGEST_HEAD = 14
_LONGEST_ITEM = 120  # with its leader
_LONGEST_LINK = 200  # with its address
_SHORTEST = 4  # a repeated headline of fewer letters proves nothing
_FIRST_HEADINGS = 4  # a list stands below one of the first headings
_ANCHOR = re.compile(r"""\]\(#|href=["']?#|id=["']?toc""")
_COUNT = re.compile(r"[\s(（]*\d{1,3}[)）.、．]*")
_ENOUGH = 12  # so many letters of a headline are unlike any other
_FEW = 2
_MOSTLY = 0.5
_MOST_ITEMS = 300  # the longest list; also bounds the time spent on lines that only look like one
_NUMERAL = "一二三四五六七八九十"
_LEADER = re.compile(
    r"[\s　]*(?:[.．·…•‥⋯—_-]{2,}|[\s　]+|[(（\[【]|[▶►→/|｜])[\s　]*(?:(?:详见|见|刊|载|在|P)?\s*第?\s*)?"
    rf"(?:[A-Z]?[0-9０-９]{{1,3}}|[{_NUMERAL}]{{1,3}})\s*(?:[-–—~至、]\s*[A-Z]?\d{{1,3}}\s*)?(?:版|页|頁)?[)）\]】]?\Z"
    r"|[.．·…•‥⋯]{3,}\Z"
)
_FRONT = re.compile(
    r"[\s　]*(?:[▶►→●■◆▲•·*+-]\s*)?(?:第?\s*[A-Z]?\d{1,3}\s*版|[A-Z]\d{1,3}|P\d{1,3}"
    r"|\d{1,2}[.、]|\d{1,2}(?=[ \u3000]))[\s　:：|｜/]*(?=\S)"
)
_BULLET = re.compile(r"[\s　]*[▶►→●■◆▲•·*+-][\s　]*(?=\S)")
_MAY_LEAD = re.compile(r"[.．·…•‥⋯]{2}")
_MAY_NUMBER = re.compile(r"\d[版页頁]?[)）]?\Z|版\Z")
_SENTENCE = re.compile(r"[。！!；;]\Z")
_TRIM = " 　:：■□●【】[]()（）#*·|—-◆"


def contents_of(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines in lists of contents, heads included.

    A list follows a head (今日导读, 要目), or is two or more lines in a row that each repeat a later line.
    """
    heads = [index for index, line in enumerate(lines) if len(line.text) <= _LONGEST_HEAD and _is_head(line)]
    opening = _opening(lines)
    parts = _parts(lines)
    if not heads and not parts and not _may_list(lines, opening):
        return frozenset()  # most bulletins
    short = [index for index, line in enumerate(lines) if len(line.text) <= _LONGEST_ITEM]
    later: dict[str, int] = {}
    for index in [index for index in short if isinstance(lines[index], Mark)][-_MOST_ITEMS:] or short[-_MOST_ITEMS:]:
        later[_bare(_packed(lines[index].text))] = index
    found: set[int] = set()
    for head in heads:
        if head in found:
            continue
        end = head + 1
        while end < min(len(lines), head + _MOST_ITEMS) and _is_item(lines, end, later, below_head=True):
            end += 1
        if end > head + 1:
            found.update(range(head, end))
    for start, end in parts:
        found.update(_listed(lines, start, end))
    at = 0
    while at < opening:
        end = at
        while end < opening and end not in found and _is_item(lines, end, later, below_head=False):
            end += 1
        if end - at >= 2 and any(later.get(_bare(_packed(lines[place].text)), -1) >= end for place in range(at, end)):
            found.update(range(at, end))
        at = max(end, at + 1)
    return frozenset(found)


def _parts(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The first parts of a bulletin that may be lists: a heading and the short lines down to the next."""
    heads = [place for place, line in enumerate(lines[: 2 * _MOST_ITEMS]) if isinstance(line, Mark) and line.level]
    found: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(heads[:_FIRST_HEADINGS]):
        below = lines[start + 1 : end]
        if len(below) >= _FEW and all(map(_may_be_listed, below)):
            found.append((start, end))
    return found


def _may_be_listed(line: Line) -> bool:
    if isinstance(line, Mark):
        return line.shape is Shape.FURNITURE
    return len(line.text) <= _LONGEST_LINK


def _listed(lines: Sequence[Line], start: int, end: int) -> range:
    """The lines of a part that are a list: most repeat headings further down, or are links within the page."""
    items = [line.text for line in lines[start + 1 : end] if isinstance(line, Paragraph)]
    if sum(bool(_ANCHOR.search(item)) for item in items) > _MOSTLY * len(items):
        return range(start + 1, end)
    below = "\n".join(_letters(line.text) for line in lines[end:] if _is_headed(line))
    head = lines[start]
    named = isinstance(head, Mark) and head.shape is Shape.HEADING  # and not the name of the paper
    bare = [letters for item in items if len(letters := _letters(_COUNT.sub("", item, count=1))) >= _SHORTEST]
    repeated = sum(letters in below or letters[:_ENOUGH] in below for letters in bare)
    return (
        range(start if named else start + 1, end) if repeated >= _FEW and repeated > _MOSTLY * len(bare) else range(0)
    )


def _is_headed(line: Line) -> bool:
    """Whether a line is a heading of any kind, also one in bold within an article."""
    return line.level > 0 if isinstance(line, Mark) else line.text.startswith("**")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _may_list(lines: Sequence[Line], opening: int) -> bool:
    """Whether two of the first lines may be items: they open as a later heading does, or have a leader."""
    if opening < 2:
        return False
    later = {line.text[:_SHORTEST] for line in lines[opening:] if isinstance(line, Mark)}
    first = [_packed(line.text) for line in lines[:opening]]
    repeated = len({text[:_SHORTEST] for text in first}) < len(first)
    return repeated or sum(text[:_SHORTEST] in later or _may_be_item(text, later) for text in first) > 1


def _may_be_item(text: str, later: Collection[str]) -> bool:
    return bool(
        _MAY_LEAD.search(text)
        or _MAY_NUMBER.search(text[-3:])
        or _BULLET.match(text)
        or _FRONT.sub("", text, count=1)[:_SHORTEST] in later
    )


def _packed(text: str) -> str:
    """A line cut to the longest an item may be, with each gap as one space: this keeps the patterns fast."""
    return " ".join(text[: _LONGEST_ITEM + 1].split())


def _is_head(line: Line) -> bool:
    if isinstance(line, Mark) and line.shape not in (Shape.HEADING, Shape.PAGE_HEAD):
        return False
    return line.text.strip(_TRIM).replace(" ", "").replace("\u3000", "") in load("furniture")["contents"]


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
    text = _BULLET.sub("", _FRONT.sub("", text, count=1), count=1)
    text = _LEADER.sub("", text.strip())
    return "".join(filter(str.isalnum, text))
