"""Read a digest: sentences, numbered or with bullets, which are one article."""

from collections.abc import Sequence

from feedpub.messages import message
from feedpub.model import Paragraph
from feedpub.model.form import Form
from feedpub.patterns import regex
from feedpub.reading.phrases.days import find_days
from feedpub.reading.structure.items import LEVEL, PlainForm, is_item
from feedpub.reading.structure.lines import Line, Mark, Shape, read_section_head
from feedpub.reading.structure.subheads import opens_article

__all__ = ["find_digest"]

_LONGEST_TITLE = 40
_ENOUGH = 0.5
_SENTENCE_LENGTH = 14  # characters of an item
_ITEMS = 3  # a digest has so many items
_FIRST_SENTENCE = regex("[^。！？!?；;]{2,60}[。！？!?；;]")


def find_digest(lines: Sequence[Line], title: str | None) -> PlainForm | None:
    """Sentences, numbered or with bullets: one article, whose headline is what stands above them."""
    items = [place for place, line in enumerate(lines) if isinstance(line, Paragraph) and is_item(line.text)]
    if len(items) < _ITEMS or any(opens_article(lines, place + 1, "") for place in range(items[0])):
        return None
    of_items = sum(len(lines[place].text) for place in items)
    if of_items < _SENTENCE_LENGTH * len(items):
        return None
    if of_items < _ENOUGH * sum(len(line.text) for line in lines if isinstance(line, Paragraph)):
        return None
    why = message("most of its text are {items} items of a sentence", items=len(items))
    form = Form("one", title="front matter" if title else "first line", items="one", why=why)
    if title:
        return PlainForm(form, [Mark(Shape.HEADING, title, lines[0].line, 0, LEVEL), *lines])
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
        marked[heads[0]] = Mark(Shape.HEADING, text, top.line, top.gap, LEVEL)
        return [line for place, line in enumerate(marked) if place not in heads[1:]]
    place = above[0] if above else first
    line = lines[place]
    sentence = _FIRST_SENTENCE.match(line.text)
    end = sentence.end() if sentence else len(line.text)
    head = Mark(Shape.HEADING, line.text[:end].strip(), line.line, line.gap, LEVEL)
    rest = [Paragraph(line.text[end:].strip(), line.line)] if line.text[end:].strip() else []
    return [*marked[:place], head, *rest, *marked[place + 1 :]]


def _is_masthead(line: Line) -> bool:
    return isinstance(line, Mark) and line.shape is Shape.MASTHEAD
