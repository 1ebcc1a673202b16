"""Find the form of a bulletin without heading marks: rules, bullets, numbers or brackets that begin its articles.

A form holds if its mark means one thing in the whole file: nearly every marked line is short, and has text below it.
Marks that open sentences are items of a digest, which is one article.
"""

import itertools
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from feedpub.model import Discard, Paragraph
from feedpub.model.form import Form
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.days import find_days
from feedpub.reading.phrases.signoffs import is_tail
from feedpub.reading.structure.lines import Line, Mark, Shape, read_page_head, read_section_head
from feedpub.reading.structure.opening import put_title_aside
from feedpub.reading.structure.shortcuts import read_opening
from feedpub.reading.structure.subheads import opens_article

__all__ = ["PlainForm", "find_plain_form", "headline_mark"]

_LEVEL = 1  # of a headline, as in `form`
_LONGEST, _LONGEST_LATIN = 44, 110  # characters of a headline
_SHORTEST = 2
_LONGEST_TITLE = 40
_MOSTLY, _OFTEN = 0.8, 0.25
_OUTSIDE = 0.2
_FEW = 2
_ENOUGH = 0.5
_SENTENCE_LENGTH = 14  # characters of an item
_ITEMS = 3  # a digest has so many items
_RULE = regex(r"[-—–=_*·•~＊※☆★◇◆○●]{1,2}|[-—–=_*·•~＊※☆★◇◆○● ]{3,}")
_BULLET = regex(r"([•●■◆▲★◎○►▶▪□◇※✦➤]|>{1,3}|[-+*](?=[ \t\u3000])|》{1,2})[ \t\u3000]*(?=\S)")
_NUMBER = regex(r"(\d{1,3})(?:[、)）]|\s?[.．:：](?!\d))[ \t\u3000]*(?=\S)|【(\d{1,3})】|[(（](\d{1,3})[)）]")
_BRACKET = regex(r"【([^【】]{4,40})】[ \t\u3000]*(?=[^\s【】])")
_SENTENCE = regex(r"[。！!；;：:，,、…]\Z|[^.][.]\Z")
_FIRST_SENTENCE = regex("[^。！？!?；;]{2,60}[。！？!?；;]")
_PROSE = regex(r"[。！？；]|[.?!](?:\s|\Z)")
_HAN = regex("[\u4e00-\u9fff]")


class PlainForm(NamedTuple):
    """The form of a bulletin without heading marks, its lines with the headlines marked, and the day in its title."""

    form: Form
    lines: list[Line]
    day: date | None = None
    discards: tuple[Discard, ...] = ()


def find_plain_form(lines: Sequence[Line], title: str | None) -> PlainForm | None:
    """The form whose marks hold in the whole file; None if there is none.

    Args:
        lines: without any heading.
        title: the title of the front matter, the headline of a digest.
    """
    if sum(isinstance(line, Paragraph) for line in lines) < _FEW:
        return None
    finders = (_by_rules, _by_bullets, _by_numbers, _by_brackets)
    fits = [found for find in finders if (found := find(lines)) and _is_whole(found.lines)]
    if not fits:
        return _digest(lines, title)
    first = fits[0]
    rival = next((other.form.headline for other in fits[1:] if _heads(other) != _heads(first)), None)
    return first._replace(form=first.form._replace(rival=rival), lines=put_title_aside(first.lines))


def _heads(found: PlainForm) -> frozenset[int]:
    """The numbers of the lines that are headlines."""
    return frozenset(line.line for line in found.lines if isinstance(line, Mark) and line.shape is Shape.HEADING)


def _is_whole(lines: Sequence[Line]) -> bool:
    """Whether the headlines divide the whole file: little prose above the first, and no article opens between them."""
    first = next(place for place, line in enumerate(lines) if isinstance(line, Mark) and line.shape is Shape.HEADING)
    above = sum(len(line.text) for line in lines[:first] if _is_prose(line))
    below = sum(len(line.text) for line in lines[first:] if isinstance(line, Paragraph))
    if above > _OUTSIDE * below:
        return False
    headed = sum(isinstance(line, Mark) and line.shape is Shape.HEADING for line in lines)
    others = sum(
        isinstance(line, Paragraph) and _is_short(line.text) and opens_article(lines, place + 1, line.text) is not None
        and not _is_text_by_itself(line.text)
        for place, line in enumerate(lines)
    )  # fmt: skip
    return others <= _OUTSIDE * headed


def headline_mark(line: Paragraph, text: str | None = None) -> Mark:
    """A line as a headline, with the text given or its own."""
    return Mark(Shape.HEADING, text or line.text, line.line, line.gap, _LEVEL)


def _is_short(text: str) -> bool:
    """Whether a line may be a headline by its length and its end."""
    longest = _LONGEST if _HAN.search(text) else _LONGEST_LATIN
    return _SHORTEST <= len(text) <= longest and not _SENTENCE.search(text) and "。" not in text


def _is_prose(line: Line) -> bool:
    return isinstance(line, Paragraph) and (line.plain or _PROSE.search(line.text) is not None)


def _is_rule(line: Line) -> bool:
    if isinstance(line, Mark):
        return line.shape is Shape.FURNITURE and line.note == "rule"
    return _RULE.fullmatch(line.text) is not None


def _by_rules(lines: Sequence[Line]) -> PlainForm | None:
    """Blocks between rules, each of a short line and text."""
    rules = [place for place, line in enumerate(lines) if _is_rule(line)]
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
        if len(block) > 1 and _is_short(first.text) and not _is_text_by_itself(first.text):
            headed += 1
            marked[block[0]] = headline_mark(first)
    if headed < _FEW or headed < _MOSTLY * blocks:
        return None
    above = [place for place in range(rules[0]) if isinstance(lines[place], Paragraph)]
    if len(above) > 1 and any(_is_prose(lines[place]) for place in above[1:]):  # an article above the first rule
        top = lines[above[0]]
        if isinstance(top, Paragraph) and _is_short(top.text):
            marked[above[0]] = headline_mark(top)
    marked = [_put_aside(line, "rule") if _is_rule(line) else line for line in marked]
    return PlainForm(Form("rule", why=f"{headed} of {blocks} blocks between rules open with a short line"), marked)


def _is_text_by_itself(text: str) -> bool:
    return bool(read_byline(text) or read_opening(text) or is_caption(text) or read_credit(text) or is_tail(text))


def _put_aside(line: Line, reason: str) -> Line:
    return line if isinstance(line, Mark) else Mark(Shape.FURNITURE, line.text, line.line, line.gap, note=reason)


def _by_bullets(lines: Sequence[Line]) -> PlainForm | None:
    def mark(text: str) -> tuple[str, str] | None:
        found = _BULLET.match(text)
        return (found[1], text[found.end() :].strip()) if found else None

    return _by_marks(lines, mark, "bullet")


def _by_numbers(lines: Sequence[Line]) -> PlainForm | None:
    def mark(text: str) -> tuple[str, str] | None:
        found = _NUMBER.match(text)
        return ("1.", text[found.end() :].strip()) if found else None

    if not _counts(lines):
        return None
    return _by_marks(lines, mark, "number")


def _counts(lines: Sequence[Line]) -> bool:
    """Whether the numbers that open lines count upwards: 1, 2, 3."""
    numbers = [
        int(next(filter(None, found.groups())))
        for line in lines
        if isinstance(line, Paragraph) and (found := _NUMBER.match(line.text))
    ]
    steps = sum(after == before + 1 for before, after in itertools.pairwise(numbers))
    return len(numbers) >= _FEW and numbers[0] == 1 and steps >= _MOSTLY * (len(numbers) - 1)


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
        text_below = isinstance(below, Paragraph) and mark(below.text) is None
        if text_below and _is_short(rest) and isinstance(line, Paragraph):
            headed += 1
            marked[place] = headline_mark(line, rest)
            sign = line.text[: len(line.text) - len(rest)]
            discards.append(Discard(line=line.line, reason="mark of a headline", text=sign, part=True))
    if headed < _FEW or headed < _MOSTLY * (len(found) - pages):
        return None
    why = f"{headed} of {len(found)} marked lines are short and have text below"
    return PlainForm(Form(name, why=why), marked, discards=tuple(discards))


def _by_brackets(lines: Sequence[Line]) -> PlainForm | None:
    """Paragraphs that open with their headline in brackets: 【headline】text."""
    marked: list[Line] = []
    headed = texts = 0
    for line in lines:
        found = _BRACKET.match(line.text) if isinstance(line, Paragraph) else None
        if isinstance(line, Paragraph) and _is_prose(line):
            texts += 1
        if found and isinstance(line, Paragraph) and len(line.text) - found.end() > len(found[1]):
            headed += 1
            marked.append(headline_mark(line, found[1]))
            marked.append(line._replace(text=line.text[found.end() :], gap=0, plain=False))
        else:
            marked.append(line)
    first = next((line for line in put_title_aside(list(lines)) if isinstance(line, Paragraph)), None)
    opens = first is not None and _BRACKET.match(first.text) is not None  # else they may be an article's subheads
    if headed < _FEW or headed < (_OFTEN if opens and headed > _FEW else _MOSTLY) * texts:
        return None
    return PlainForm(Form("bracket", why=f"{headed} of {texts} paragraphs open with a headline in brackets"), marked)


def _digest(lines: Sequence[Line], title: str | None) -> PlainForm | None:
    """Sentences, numbered or with bullets: one article, whose headline is what stands above them."""
    items = [
        place
        for place, line in enumerate(lines)
        if isinstance(line, Paragraph) and (_NUMBER.match(line.text) or _BULLET.match(line.text))
    ]
    if len(items) < _ITEMS or any(opens_article(lines, place + 1, "") for place in range(items[0])):
        return None
    of_items = sum(len(lines[place].text) for place in items)
    if of_items < _SENTENCE_LENGTH * len(items):
        return None
    if of_items < _ENOUGH * sum(len(line.text) for line in lines if isinstance(line, Paragraph)):
        return None
    why = f"most of its text are {len(items)} items of a sentence"
    form = Form("one", title="front matter" if title else "first line", items="one", why=why)
    if title:
        return PlainForm(form, [Mark(Shape.HEADING, title, lines[0].line, 0, _LEVEL), *lines])
    days = [day for line in lines[: items[0]] if len(line.text) <= _LONGEST_TITLE for day in find_days(line.text)]
    return PlainForm(form, _titled(lines, items[0]), days[0] if days else None)


def _titled(lines: Sequence[Line], first: int) -> list[Line]:
    """A digest under its headline: the short lines above its first item, or the first sentence."""
    marked = list(lines)
    above = [place for place in range(first) if isinstance(lines[place], Paragraph) or _is_masthead(lines[place])]
    heads = [
        place
        for place in above
        if len(lines[place].text) <= _LONGEST_TITLE and not read_section_head(lines[place].text, 1)
    ]
    if heads:
        top = lines[heads[0]]
        heads = [place for place in heads[:2] if place == heads[0] or not lines[place].gap]
        text = " ".join(lines[place].text.strip("【】 ") for place in heads)
        marked[heads[0]] = Mark(Shape.HEADING, text, top.line, top.gap, _LEVEL)
        return [line for place, line in enumerate(marked) if place not in heads[1:]]
    place = above[0] if above else first
    line = lines[place]
    sentence = _FIRST_SENTENCE.match(line.text)
    end = sentence.end() if sentence else len(line.text)
    head = Mark(Shape.HEADING, line.text[:end].strip(), line.line, line.gap, _LEVEL)
    rest = [Paragraph(line.text[end:].strip(), line.line)] if line.text[end:].strip() else []
    return [*marked[:place], head, *rest, *marked[place + 1 :]]


def _is_masthead(line: Line) -> bool:
    return isinstance(line, Mark) and line.shape is Shape.MASTHEAD
