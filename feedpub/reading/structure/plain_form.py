"""Find the form of a bulletin without heading marks: rules, bullets, numbers or brackets that begin its articles.

A form holds if its mark means one thing in the whole file: nearly every marked line is short, and has text below it.
Marks that open sentences are items of a digest, which is one article.
"""

import itertools
import re
from collections.abc import Callable, Sequence

from feedpub.messages import message
from feedpub.model import Discard, Paragraph
from feedpub.model.form import Form
from feedpub.patterns import regex
from feedpub.reading.phrases.issue_titles import is_issue_title
from feedpub.reading.phrases.numerals import number as value_of
from feedpub.reading.structure.bracket_form import by_bracketed_lines, by_brackets
from feedpub.reading.structure.digests import find_digest
from feedpub.reading.structure.items import (
    BULLET,
    NUMBER,
    PlainForm,
    headline_mark,
    is_item,
    is_prose,
    is_rule,
    is_short,
    is_text_by_itself,
)
from feedpub.reading.structure.lines import Line, Mark, Shape, as_furniture, read_page_head
from feedpub.reading.structure.opening import greets, put_title_aside
from feedpub.reading.structure.subheads import opens_article

__all__ = ["find_plain_form"]

_MOSTLY = 0.8
_OUTSIDE = 0.2
_FEW = 2
_HAN_NUMBER = regex(r"([一二三四五六七八九十]{1,3})[、．.][ \t\u3000]*(?=\S)|[(（]([一二三四五六七八九十]{1,3})[)）]")


def find_plain_form(lines: Sequence[Line], title: str | None) -> PlainForm | None:
    """The form whose marks hold in the whole file; None if there is none.

    Args:
        lines: without any heading.
        title: the title of the front matter, the headline of a digest.
    """
    if sum(isinstance(line, Paragraph) for line in lines) < _FEW:
        return None
    finders = (_by_rules, _by_bullets, _by_numbers, _by_han_numbers, by_brackets, by_bracketed_lines)
    fits = [found for find in finders if (found := find(lines)) and _is_whole(found.lines)]
    if not fits:
        return find_digest(lines, title)
    first = fits[0]
    rival = next((other.form.headline for other in fits[1:] if _heads(other) != _heads(first)), None)
    return first._replace(form=first.form._replace(rival=rival), lines=put_title_aside(first.lines))


def _heads(found: PlainForm) -> frozenset[int]:
    """The numbers of the lines that are headlines."""
    return frozenset(line.line for line in found.lines if isinstance(line, Mark) and line.shape is Shape.HEADING)


def _is_whole(lines: Sequence[Line]) -> bool:
    """Whether the headlines divide the whole file: little prose above the first, and no article opens between them."""
    first = next(place for place, line in enumerate(lines) if isinstance(line, Mark) and line.shape is Shape.HEADING)
    prose = [line.text for line in lines[:first] if is_prose(line)]
    above = sum(len(text) for text in prose if not (greets(text) or BULLET.match(text)))
    below = sum(len(line.text) for line in lines[first:] if isinstance(line, Paragraph))
    if above > _OUTSIDE * below:
        return False
    headed = sum(isinstance(line, Mark) and line.shape is Shape.HEADING for line in lines)
    others = sum(
        isinstance(line, Paragraph) and is_short(line.text) and opens_article(lines, place + 1, line.text) is not None
        and not is_text_by_itself(line.text)
        for place, line in enumerate(lines)
    )  # fmt: skip
    return others <= _OUTSIDE * headed


def _by_rules(lines: Sequence[Line]) -> PlainForm | None:
    """Blocks between rules, each of a short line and text."""
    rules = [place for place, line in enumerate(lines) if is_rule(line)]
    if len(rules) < _FEW:
        return None
    marked, headed, blocks = list(lines), 0, 0
    for at, rule in enumerate(rules):
        end = rules[at + 1] if at + 1 < len(rules) else len(lines)
        block = [place for place in range(rule + 1, end) if isinstance(lines[place], Paragraph)]
        if not block:
            continue
        blocks += 1
        first = lines[block[0]]
        assert isinstance(first, Paragraph)
        if len(block) > 1 and is_short(first.text) and not is_text_by_itself(first.text):
            headed += 1
            marked[block[0]] = headline_mark(first)
    if headed < _FEW or headed < _MOSTLY * blocks:
        return None
    above = [place for place in range(rules[0]) if isinstance(lines[place], Paragraph)]
    if len(above) > 1 and any(is_prose(lines[place]) for place in above[1:]):  # an article above the first rule
        place = next(at for at, below in itertools.pairwise(above) if is_prose(lines[below]))
        top = lines[place]
        if isinstance(top, Paragraph) and is_short(top.text) and not is_text_by_itself(top.text):
            marked[place] = headline_mark(top)
    marked = [as_furniture(line, "rule") if isinstance(line, Paragraph) and is_rule(line) else line for line in marked]
    return PlainForm(
        Form(
            "rule",
            why=message(
                "{headed} of {blocks} blocks between rules open with a short line", headed=headed, blocks=blocks
            ),
        ),
        marked,
    )


def _by_bullets(lines: Sequence[Line]) -> PlainForm | None:
    def mark(text: str) -> tuple[str, str] | None:
        found = BULLET.match(text)
        return (found[1], text[found.end() :].strip()) if found else None

    return _by_marks(lines, mark, "bullet")


def _by_numbers(lines: Sequence[Line]) -> PlainForm | None:
    def mark(text: str) -> tuple[str, str] | None:
        found = NUMBER.match(text)
        return ("1.", text[found.end() :].strip()) if found else None

    if not _counts(lines, NUMBER):
        return None
    return _by_marks(lines, mark, "number")


def _by_han_numbers(lines: Sequence[Line]) -> PlainForm | None:
    """一、二、三、 with nothing but a masthead above: below a headline they number the parts of its article."""

    def mark(text: str) -> tuple[str, str] | None:
        found = _HAN_NUMBER.match(text)
        return ("一、", text[found.end() :].strip()) if found and found.lastindex == kind else None

    first = next((line for line in lines if isinstance(line, Paragraph) and not is_issue_title(line.text)), None)
    opens = _HAN_NUMBER.match(first.text) if first else None
    if opens is None or not _counts(lines, _HAN_NUMBER):
        return None
    kind = opens.lastindex  # below 一、 a （一） numbers parts of the text
    return _by_marks(lines, mark, "number")


def _counts(lines: Sequence[Line], pattern: re.Pattern[str]) -> bool:
    """Whether the numbers that open lines count upwards: 1, 2, 3; each page may begin again at 1."""
    numbers = [
        _value(next(filter(None, found.groups())))
        for line in lines
        if isinstance(line, Paragraph) and (found := pattern.match(line.text))
    ]
    paged = any(isinstance(line, Mark) and line.shape is Shape.PAGE_HEAD for line in lines)
    steps = sum(after == before + 1 or (paged and after == 1) for before, after in itertools.pairwise(numbers))
    return len(numbers) >= _FEW and numbers[0] == 1 and steps >= _MOSTLY * (len(numbers) - 1)


def _value(number: str) -> int:
    """The value of a number in digits, in a circle, or in Chinese numerals."""
    if "①" <= number[0] <= "⑳":
        return ord(number) - ord("①") + 1
    return value_of(number) or 0


def _by_marks(lines: Sequence[Line], mark: Callable[[str], tuple[str, str] | None], name: str) -> PlainForm | None:
    """Short marked lines with unmarked text below each."""
    marked = list(lines)
    found: list[tuple[int, str, str]] = []
    for place, line in enumerate(lines):
        if isinstance(line, Paragraph) and (parts := mark(line.text)):
            found.append((place, *parts))
    signs = {sign for _, sign, _ in found}
    if len(found) < _FEW or len(signs) != 1:
        return None
    headed = pages = 0
    discards: list[Discard] = []
    for place, _, rest in found:
        line = lines[place]
        if read_page_head(rest, line.line) is not None:
            marked[place] = Mark(Shape.PAGE_HEAD, rest, line.line, line.gap)
            pages += 1
            continue
        below = lines[place + 1] if place + 1 < len(lines) else None
        text_below = isinstance(below, Paragraph) and not (mark(below.text) or is_item(below.text))
        if text_below and is_short(rest) and isinstance(line, Paragraph):
            headed += 1
            marked[place] = headline_mark(line, rest)
            sign = line.text[: len(line.text) - len(rest)]
            discards.append(Discard(line=line.line, reason="mark of a headline", text=sign, part=True))
    if headed < _FEW or headed < _MOSTLY * (len(found) - pages):
        return None
    why = message("{headed} of {n} marked lines are short and have text below", headed=headed, n=len(found))
    return PlainForm(Form(name, why=why), marked, discards=tuple(discards))
