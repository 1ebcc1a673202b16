"""The form that a bulletin's source states (`headline`, `section`, `title`, `items` of `[[sources]]`).

A table decides between forms. Where the form found is the one stated, it is read as ever; where it is another one, the
stated mark is a headline wherever it occurs, and nothing is judged.
"""

from collections.abc import Sequence
from typing import NamedTuple

from feedpub.messages import message
from feedpub.model import FrontMatter, Paragraph
from feedpub.model.form import Form, Source
from feedpub.patterns import regex
from feedpub.reading.structure.heading_form import NO_COLUMNS, HeadingForm
from feedpub.reading.structure.heading_list import TEXT, Heading
from feedpub.reading.structure.heading_roles import letters
from feedpub.reading.structure.items import LEVEL, is_rule
from feedpub.reading.structure.lines import BOLD, Line, Mark, Shape, as_furniture
from feedpub.reading.structure.plain_form import find_plain_form
from feedpub.reading.structure.unmarked import promote

__all__ = [
    "StatedLines",
    "is_as_stated",
    "mark_signs",
    "stated_form",
    "stated_levels",
    "title_of_file",
    "without_titles",
]

_LONGEST = 60  # characters of a headline
_SIGNS = {
    "number": regex(
        r"(?:\d{1,3}(?:[、)）]|\s?[.．:：](?!\d))|[（(【]\d{1,3}[】)）]|[一二三四五六七八九十]{1,3}、)\s*(?=\S)"
    ),
    "bullet": regex(r"(?:[•●■◆▲★◎○►▶▪□◇※✦➤·]|>{1,3}|[-+*](?=\s)|》{1,2})\s*(?=\S)"),
    "bracket": regex(r"【(?P<words>[^【】]{2,60})】\s*"),
}
_DATE = regex(r"^[\d\W_年月日号期第]+|[\d\W_年月日号期第]+$")


class StatedLines(NamedTuple):
    """The lines as the table has them, and the level of the headlines; 0 if each is to be judged by itself."""

    lines: list[Line]
    level: int


def stated_form(stated: Source) -> Form | None:
    """The form a table states; None if it states none."""
    headline = stated.headline or ("one" if stated.items == "one" else None)
    if headline is None:
        return None
    return Form(headline, stated.section, stated.title, stated.items or "entries", why=message("stated in [[sources]]"))


def is_as_stated(found: Form, stated: Form) -> bool:
    """Whether the form found in a bulletin is the one stated, in all that is stated."""
    same_title = stated.title is None or found.title == stated.title
    same_section = stated.section is None or found.section in (None, stated.section)
    same_items = found.items == stated.items or stated.headline == "one"
    return found.headline == stated.headline and same_items and same_title and same_section


def stated_levels(headings: Sequence[Heading], form: Form, title: str | None) -> HeadingForm | None:
    """What the levels of a bulletin's headings mean by its table; None if its mark is none, or is nowhere.

    Above the headlines stand the title of the issue, if it is first, and sections; a heading with text is a headline.
    """
    if form.headline == "one":
        first = headings[0]
        again = title is not None and letters(first.text) == letters(title)  # the title once more, as the headline
        place = first.place if again or form.title == "first line" else None
        return HeadingForm(0, place, frozenset(), NO_COLUMNS, sure=True, weight=None, why=form.why)
    level = _level(form.headline)
    if level is None or not any(heading.level == level for heading in headings):
        return None
    section = _level(form.section) if form.section else None
    first = headings[0]
    place = first.place if first.level < level and first.level != section and first.own < TEXT else None
    above = {heading.level for heading in headings if heading.level < level and heading.place != place}
    sections = frozenset(above | ({section} if section else set()))
    return HeadingForm(level, place, sections, NO_COLUMNS, sure=True, weight=None, why=form.why)


def _level(mark: str) -> int | None:
    return BOLD if mark == "bold" else len(mark) if mark[0] == "#" else None


def mark_signs(lines: Sequence[Line], form: Form, front: FrontMatter) -> StatedLines | None:
    """The lines of a bulletin whose headlines have another mark than a heading's; None if it is nowhere."""
    if form.headline == "one":
        return _as_one(list(lines))
    if form.headline == "line":
        promoted = promote(list(lines))
        return StatedLines(promoted.lines, LEVEL if promoted.divided else 0)
    plain = find_plain_form(lines, front.title)
    if plain and plain.form.headline == form.headline:
        return StatedLines(plain.lines, LEVEL)
    return _by_sign(lines, form.headline)


def without_titles(lines: Sequence[Line], headings: Sequence[Heading]) -> list[Line]:
    """The lines without headings that have no text of their own: the title of the issue, and names of sections."""
    marked = list(lines)
    for place, heading in enumerate(headings):
        mark = marked[heading.place]
        if isinstance(mark, Mark) and heading.own < TEXT:
            marked[heading.place] = mark._replace(shape=Shape.SECTION if place else Shape.TITLE)
    return marked


def _as_one(lines: list[Line]) -> StatedLines | None:
    """A file without headings that is one article: its first line is the headline."""
    head = next((place for place, line in enumerate(lines) if isinstance(line, Paragraph)), None)
    if head is None or len(lines[head].text) > _LONGEST:
        return None
    lines[head] = Mark(Shape.HEADING, lines[head].text, lines[head].line, lines[head].gap, LEVEL)
    return StatedLines(lines, LEVEL)


def title_of_file(name: str) -> str:
    """The name of a file without its suffix, and without a date at either end unless that is all of it."""
    stem = name.rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    return _DATE.sub("", stem) or stem


def _by_sign(lines: Sequence[Line], headline: str) -> StatedLines | None:
    """Paragraphs with a sign, or below a rule, are headlines."""
    marked: list[Line] = []
    headed, below_rule = 0, False
    for line in lines:
        if is_rule(line):
            below_rule = headline == "rule"
            marked.append(line if isinstance(line, Mark) else as_furniture(line, "rule"))
            continue
        sign = _SIGNS[headline].match(line.text) if headline in _SIGNS and isinstance(line, Paragraph) else None
        if headline == "bracket" and sign and isinstance(line, Paragraph):
            marked.append(Mark(Shape.HEADING, sign["words"], line.line, line.gap, LEVEL))
            if rest := line.text[sign.end() :]:
                marked.append(line._replace(text=rest, gap=0, plain=False))
        elif isinstance(line, Paragraph) and (sign or below_rule) and len(line.text) <= _LONGEST:
            marked.append(Mark(Shape.HEADING, line.text[sign.end() if sign else 0 :], line.line, line.gap, LEVEL))
        else:
            marked.append(line)
        headed += marked[-1] is not line
        below_rule = below_rule and not isinstance(line, Paragraph)
    return StatedLines(marked, LEVEL) if headed else None
