"""Decide by the whole bulletin which level of heading begins an article, and what the levels above and below it are.

A file is consistent within itself: one mark means one thing. So the headings of a level are weighed together: whether
text stands right below them, whether articles open there, and how their words look.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from feedpub.data import load
from feedpub.messages import message
from feedpub.model import FrontMatter, Paragraph
from feedpub.patterns import regex
from feedpub.reading.phrases.issue_titles import is_issue_title, is_numbered_title
from feedpub.reading.phrases.numerals import number
from feedpub.reading.structure.heading_list import TEXT, Heading, text_between
from feedpub.reading.structure.items import is_item
from feedpub.reading.structure.lines import BOLD, Line, Mark, Shape, read_section_head
from feedpub.reading.structure.subheads import DEEP, opens_article

__all__ = ["NO_COLUMNS", "HeadingForm", "counts_up", "digest_form", "weigh_levels"]

_LEAD, _LONG_LEAD = 60, 200
_SHORT, _LONG = 8.0, 14.0  # the usual length of subheads, and of headlines
_NUMBERED = regex(r"[(（]?[一二三四五六七八九十]{1,3}[、.．)）]|\d{1,2}[、.．)）]|(?i:tier|part|step|chapter) \d")
_ENOUGH = 0.5
_DOUBT = 1.0  # so little evidence leaves two forms as likely
_OUTSIDE, _LITTLE = 0.6, 0.1
_FEW = 3
_LONGEST_NAME = 6  # of a section
_MANY = 8
_MOSTLY = 0.8
_HEAD = 4
_COUNT = regex(r"(\d{1,3})[.．、:：)）]")
_ALSO_COUNT = regex(r"([一二三四五六七八九十]{1,3}(?=[、.．])|\d{2}(?=\s{1,3}\D))")
NO_COLUMNS: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


class HeadingForm(NamedTuple):
    """What the levels of a bulletin's headings mean.

    Attributes:
        level: the level that begins articles; 0 if the whole file is one article, whose headings are subheads.
        title: the place of the heading that names the issue, or of the article's headline if `level` is 0; or None.
        sections: the levels that name sections.
        columns: the places of headings of the level that head several short articles, and the places of these.
        sure: whether every heading of the level begins an article, so that none is judged by itself.
        weight: how clear it is that the file is one article (above 0) or not; None if there was no doubt.
        why: the evidence, in words.
        rival: the level that is as likely to begin articles, 0 if one article is as likely; None if there is none.
    """

    level: int
    title: int | None
    sections: frozenset[int]
    columns: tuple[frozenset[int], frozenset[int]]
    sure: bool
    weight: float | None
    why: str
    rival: int | None = None


def weigh_levels(lines: Sequence[Line], headings: Sequence[Heading], front: FrontMatter) -> HeadingForm | None:
    """What the levels mean, or None if there is only one, and nothing says that the file is one article."""
    marks = [heading for heading in headings if heading.level < BOLD] or list(headings)
    if not marks:
        return None
    title, rest = _title(marks, front)
    if not rest:
        return None
    weight = _one_article(lines, marks, title, rest, front)
    if title is not None and is_issue_title(title.text) and _is_outside(title, marks):
        weight = 2.0
    if weight is not None and weight > 0:
        place = title.place if title else None
        why: str = message("the headings below its headline are its subheads")
        rival = _several(rest, headings) if weight < _DOUBT else None
        return HeadingForm(0, place, frozenset(), NO_COLUMNS, True, weight, why, rival)
    if title is not None and title.own >= TEXT and not _names_issue(title):
        title, rest = None, marks  # an article of a higher level than the others
    found = _level(rest, headings)
    level, sections = found
    here = [heading for heading in rest if heading.level == level]
    rival = 0 if weight is not None and weight > -_DOUBT and len(here) > 1 and level < DEEP else None
    if not sections and len(here) == len(rest):
        set_by_hand = front.title or (title and title.level < level and is_issue_title(title.text))
        why = message("its levels were set by hand") if set_by_hand else _regular(lines, rest)
        if not why and title is None and counts_up([heading.text for heading in rest]):
            why = message("the headings are numbered through")
        return HeadingForm(level, title.place if title else None, sections, NO_COLUMNS, bool(why), weight, why, rival)
    with_text = sum([heading.own >= TEXT for heading in here])
    why = message("{n} headings of this level, {with_text} with text right below", n=len(here), with_text=with_text)
    if level == 1 and not sections and not _are_subheads(here, [heading for heading in rest if heading.level == 2]):
        return HeadingForm(level, title.place if title else None, sections, NO_COLUMNS, False, weight, "", rival)
    columns = _columns(rest, level)
    lower = [heading for heading in rest if level < heading.level < BOLD]
    if any(heading.opens and heading.place not in columns[1] for heading in lower):
        # An article opens below a lower heading too: the levels are no rule.
        return HeadingForm(level, title.place if title else None, sections, NO_COLUMNS, False, weight, "", rival)
    return HeadingForm(level, title.place if title else None, sections, columns, True, weight, why, rival)


def _several(rest: Sequence[Heading], headings: Sequence[Heading]) -> int | None:
    """The level that begins articles if the file is no single one; None if that would be one article as well."""
    level, _ = _level(rest, headings)
    several = sum(heading.level == level for heading in rest) > 1
    return level if several and level < DEEP else None  # ### are subheads, as the guide says


def digest_form(lines: Sequence[Line], headings: Sequence[Heading], front: FrontMatter) -> HeadingForm | None:
    """The form of a digest whose headings name sections above numbered or bulleted sentences; None for others."""
    title = headings[0] if is_issue_title(headings[0].text) else None
    named = headings[1:] if title else headings
    if len(named) < 2 or not (title or (front.title and is_issue_title(front.title))):
        return None
    if title and any(heading.level <= title.level for heading in named):
        return None
    if not all(len(heading.text.strip("【】[] ")) <= _LONGEST_NAME for heading in named):
        return None
    texts = [line.text for line in lines[named[0].place :] if isinstance(line, Paragraph)]
    items = sum(map(is_item, texts))
    if items < max(_FEW, _MOSTLY * len(texts)):
        return None
    return HeadingForm(
        0,
        title.place if title else None,
        frozenset(),
        NO_COLUMNS,
        True,
        2.0,
        message("short headings above {items} items of a sentence", items=items),
    )


def _share(here: Sequence[Heading], headings: Sequence[Heading]) -> float:
    """How much of the text below headings stands right below these."""
    return sum([heading.own for heading in here]) / (sum([heading.own for heading in headings]) or 1)


def _regular(lines: Sequence[Line], here: Sequence[Heading]) -> str:
    """Why each of the headings of one level begins an article, in words; empty if they must be judged one by one."""
    if len(here) < _FEW or any(heading.bare for heading in here):
        return ""
    enough = _MOSTLY * (len(here) - 1)
    if sum([_is_rule(lines[heading.place - 1]) for heading in here[1:]]) >= enough:
        return message("a rule stands above each heading")
    numbers = _numbers(here)
    if numbers and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return message("the headings are numbered through")
    heads = Counter([_head(lines, heading.place + 1) for heading in here])
    most, count = heads.most_common(1)[0]
    if most and count >= enough + 1:
        return message("below each heading is a line that begins with “{most}”", most=most)
    if sum([heading.opens for heading in here]) >= enough + 1:
        return message("an article opens below each heading")
    return ""


def _numbers(here: Sequence[Heading]) -> list[int]:
    """The numbers that headings open with; empty if one of them has none."""
    numbers: list[int] = []
    for heading in here:
        if not (found := _COUNT.match(heading.text)):
            return []  # mostly the first
        numbers.append(int(found[1]))
    return numbers


def counts_up(texts: Sequence[str]) -> bool:
    """Whether headlines are numbered from the first on: 一、 二、 三、 or 01 02 03."""
    if not texts or not _ALSO_COUNT.match(texts[0]):
        return False  # most
    numbers = [number(found[1]) for text in texts if (found := _ALSO_COUNT.match(text))]
    return len(texts) > 1 and numbers == list(range(1, len(texts) + 1))


def _is_rule(line: Line) -> bool:
    return isinstance(line, Mark) and line.shape is Shape.FURNITURE and line.note == "rule"


def _head(lines: Sequence[Line], place: int) -> str:
    line = lines[place] if place < len(lines) else None
    return line.text[:_HEAD] if isinstance(line, Paragraph) and len(line.text) >= _HEAD else ""


def _are_subheads(headlines: Sequence[Heading], others: Sequence[Heading]) -> bool:
    """Whether the ## below # are subheads: some write # and ## over articles alike."""
    if not others:
        return True
    lengths = [sum(len(heading.text) for heading in group) / len(group) for group in (headlines, others)]
    return len(others) >= _FEW and lengths[1] < 0.8 * lengths[0] and not any(heading.opens for heading in others)


def _columns(rest: Sequence[Heading], level: int) -> tuple[frozenset[int], frozenset[int]]:
    """Headings without text of their own above several that open articles: the heads of columns, and those below."""
    heads: set[int] = set()
    items: set[int] = set()
    for at, heading in enumerate(rest):
        if heading.level != level or not heading.bare or heading.own:
            continue
        below = list(itertools.takewhile(lambda other: other.level > level, rest[at + 1 :]))
        first = [other for other in below if other.level == below[0].level]
        if len(first) > 1 and sum(other.opens for other in first) >= _ENOUGH * len(first):
            heads.add(heading.place)
            items.update(other.place for other in first)
    return frozenset(heads), frozenset(items)


def _names_issue(title: Heading) -> bool:
    """Whether a heading names the issue, and not a column with text of its own: `# 简讯` above a brief."""
    return is_issue_title(title.text) and title.text not in load("furniture")["columns"]


def _title(marks: Sequence[Heading], front: FrontMatter) -> tuple[Heading | None, Sequence[Heading]]:
    """The first heading if it is the only one of its level, above all others; and the headings below it."""
    top = marks[0]
    alone = all(heading.level > top.level for heading in marks[1:])
    dated = is_numbered_title(top.text)
    named = is_issue_title(top.text) or (front.title is not None and _same(front.title, top.text))
    if len(marks) > 1 and (alone or dated or (named and top.own < TEXT and not top.opens)):
        return top, marks[1:]
    return None, marks


def _is_outside(title: Heading, marks: Sequence[Heading]) -> bool:
    """Whether much of the text stands right below the title of the issue: a digest, with pictures and notes below."""
    return title.own > _LEAD and title.own > _OUTSIDE * sum(heading.own for heading in marks)


def _same(one: str, other: str) -> bool:
    first, second = ("".join(filter(str.isalnum, text)) for text in (one, other))
    return bool(first) and (first in second or second in first)


def _one_article(
    lines: Sequence[Line],
    marks: Sequence[Heading],
    title: Heading | None,
    rest: Sequence[Heading],
    front: FrontMatter,
) -> float | None:
    """The evidence that the file is one article with subheads (above 0); None if it has no headline of its own."""
    headline = title.text if title else front.title
    if headline is None or is_issue_title(headline) or (front.title and is_issue_title(front.title)):
        return None
    if any(line.shape is Shape.PAGE_HEAD for line in lines if type(line) is Mark):
        return None
    own = title.own if title else text_between(lines, 0, marks[0].place, ())
    opens = title.opens if title else any(opens_article(lines, at, "") for at in range(min(3, marks[0].place)))
    level = min([heading.level for heading in rest])
    heads = [heading for heading in rest if heading.level == level]
    usual = sum([len(heading.text) for heading in heads]) / len(heads)
    bare = -1.5 if title or level == 1 else -0.5  # a headline without text below it is rather a bulletin's
    weight = 2.0 if own > _LONG_LEAD else 1.0 if own > _LEAD else 0.5 if own > TEXT else bare
    weight += 2.0 if opens else 0.0
    weight += 0.5 if title is None else 0.0
    weight += 1.5 if usual <= _SHORT and len(heads) > 1 else -1.5 if usual >= _LONG else 0.0
    weight += 2.0 if sum([bool(_NUMBERED.match(heading.text)) for heading in heads]) > len(heads) / 2 else 0.0
    opened = sum([heading.opens for heading in heads])
    weight -= 5.0 if opened >= _ENOUGH * len(heads) else 4.0 if opened else 0.0
    weight -= 1.5 if len(rest) > _MANY else 0.0
    weight -= 3.0 if _regular(lines, [heading for heading in rest if heading.level == rest[-1].level]) else 0.0
    weight += 1.0 if len(heads) < _FEW and title is None and own > TEXT else 0.0
    return weight


def _open_below(here: Sequence[Heading], below: Sequence[Heading]) -> bool:
    """Whether articles open below the headings of a lower level, and hardly any below these."""
    opened = sum([heading.opens for heading in here])
    return opened < 0.25 * len(here) and sum([heading.opens for heading in below]) >= _ENOUGH * len(below)


def _level(rest: Sequence[Heading], headings: Sequence[Heading]) -> tuple[int, frozenset[int]]:
    """The level that begins articles, and the levels above it, which name sections."""
    sections: set[int] = set()
    levels = sorted({heading.level for heading in headings if heading.place >= rest[0].place})
    for level, lower in itertools.pairwise(levels):
        here = [heading for heading in rest if heading.level == level]
        below = [heading for heading in headings if heading.level == lower]
        bare = sum([heading.bare for heading in here])
        named = all(read_section_head(heading.text, 1) for heading in here)
        many = len(below) >= 2 * len(here)
        titles = bare > len(here) / 2 or (bare and many and _share(here, headings) < _LITTLE)
        if not (named or (lower < BOLD and titles) or (many and _open_below(here, below))):
            return level, frozenset(sections)
        sections.add(level)
    return levels[-1], frozenset(sections)
