"""Find the form of a bulletin, and mark its lines by it: headlines, subheads, the names of sections.

Every form is weighed over the whole file, before any part is read. A bulletin whose headings are of one level, or whose
levels a page-reading tool made, has the form `each`: there is no rule to find, and `grouping` judges each heading among
its neighbours.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from feedpub.data import any_of, load
from feedpub.model import Discard, FrontMatter, Paragraph
from feedpub.model.form import EACH, Form, Source
from feedpub.reading.phrases.days import find_days
from feedpub.reading.phrases.issue_titles import is_issue_title
from feedpub.reading.structure.contents import contents_of
from feedpub.reading.structure.heading_form import (
    Heading,
    HeadingForm,
    counts_up,
    digest_form,
    headings_of,
    weigh_levels,
)
from feedpub.reading.structure.heading_roles import letters
from feedpub.reading.structure.lines import BOLD, Line, Mark, Shape, read_section_head
from feedpub.reading.structure.menus import without_menu
from feedpub.reading.structure.opening import is_headline, take_opening
from feedpub.reading.structure.page_lines import move_page_lines
from feedpub.reading.structure.plain_form import find_plain_form
from feedpub.reading.structure.stated_form import (
    is_as_stated,
    mark_signs,
    stated_form,
    stated_levels,
    title_of_file,
    without_titles,
)
from feedpub.reading.structure.unmarked import promote

__all__ = ["Formed", "apply_form", "written_by_tool"]

_LEVEL = 1  # of a headline that is no heading in the file
_TEXT = 15
_HASH = re.compile(r"[0-9a-f]{32}|_page_\d+_|image_\d{6}_")  # the names that MinerU, marker and docling give pictures
_FEW = 2
_HAN_COUNT = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]\s*|\d{2}\s{1,3}(?=\D)")
_NUMBER = re.compile(r"(?:No\.?\s?)?\d{1,3}[.．、:：)）]\s*|[(（]\d{1,3}[)）]\s*")
_DOUBT = 1.0  # so little evidence leaves the form unclear


class Formed(NamedTuple):
    """The lines of a bulletin, marked by its form.

    Attributes:
        lines: those of the bulletin, its headings marked as the form has them.
        form: the form found, or the one that was stated.
        deep: the level from which on each heading is a subhead, and above which each begins an article; 0 if every
            heading is to be judged by itself.
        contents: the places of the lines in lists of contents.
        day: the day in the title, where the title is the headline; or None.
        discards: the marks taken off headlines: their numbers, [视频].
    """

    lines: list[Line]
    form: Form
    deep: int
    contents: frozenset[int]
    day: date | None = None
    discards: tuple[Discard, ...] = ()


def apply_form(
    lines: list[Line], front: FrontMatter, first: int, *, tool: bool, stated: Source | None = None, name: str = ""
) -> Formed:
    """Find the form of a bulletin and mark its lines by it.

    Args:
        lines: the lines as classified by their own shape.
        front: its front matter, whose title may be the only headline.
        first: the number of the first line below the front matter.
        tool: whether a page-reading tool wrote the file; its levels prove nothing.
        stated: what the operator says of the source, or None.
        name: of the file, or its path.
    """
    lines = without_menu(_without_repeats(lines))
    contents = contents_of(lines)
    headings = headings_of(lines, contents)
    found = _found(lines, headings, contents, front, first, tool=tool)
    form = stated_form(stated) if stated is not None else None
    if form is None or is_as_stated(found.form, form):
        return found
    title = title_of_file(name) if form.title == "file name" else front.title
    return _as_stated(Formed(lines, form, 0, contents), headings, replace(front, title=title), first) or found


def _found(
    lines: list[Line],
    headings: Sequence[Heading],
    contents: frozenset[int],
    front: FrontMatter,
    first: int,
    *,
    tool: bool,
) -> Formed:
    if not headings:
        return _without_headings(lines, front, first)
    if (digest := digest_form(lines, headings, front)) is not None:
        form = _form(digest, front)._replace(items="one")
        days = find_days(headings[0].text) if digest.title is not None else ()
        found_digest = _by_headings(Formed(lines, form, 0, contents), headings, digest, front, first)
        return found_digest._replace(day=days[0] if days else None)
    if len(headings) == 1 and (titled := _below_title(lines, headings[0])) is not None:
        return titled
    found = None if tool else weigh_levels(lines, headings, front)
    if found is None:
        return Formed(lines, Form(EACH, why="its headings are of one level"), 0, contents)
    form = _form(found, front)
    if not found.sure:
        return Formed(lines, form, 0, contents)
    return _by_headings(Formed(lines, form, 0, contents), headings, found, front, first)


def _below_title(lines: list[Line], title: Heading) -> Formed | None:
    """The form of the lines below the title of the issue, the only heading: 【headline】text and the like."""
    mark = lines[title.place]
    if not is_issue_title(mark.text) or any(isinstance(line, Paragraph) for line in lines[: title.place]):
        return None
    assert isinstance(mark, Mark)
    plain = find_plain_form(lines[title.place + 1 :], None)
    if plain is None or plain.form.headline == "one":
        return None  # a digest: the title is its headline
    marked = [*lines[: title.place], mark._replace(shape=Shape.TITLE), *plain.lines]
    return Formed(marked, plain.form, _LEVEL + 1, contents_of(marked), plain.day, plain.discards)


def _as_stated(formed: Formed, headings: Sequence[Heading], front: FrontMatter, first: int) -> Formed | None:
    """The lines marked as their source's table says; None if its mark is nowhere in the bulletin."""
    lines, form = formed.lines, formed.form
    if form.headline == "one" and form.title != "first line" and front.title:
        form = form._replace(title=form.title or "front matter")
        if not headings:
            lines = [Mark(Shape.HEADING, front.title, first, 0, _LEVEL), *lines]
            return Formed(lines, form, _LEVEL + 1, contents_of(lines))
    else:
        form = form._replace(title="first line" if form.headline == "one" else None)
    if headings and (levels := stated_levels(headings, form, front.title)):
        return _by_headings(formed._replace(form=form), headings, levels, front, first)
    marked = mark_signs(without_titles(lines, headings), form, front)
    if marked is None:
        return None
    return Formed(marked.lines, form, marked.level + 1 if marked.level else 0, contents_of(marked.lines))


def _without_repeats(lines: list[Line]) -> list[Line]:
    """The lines without headings that repeat the heading right above: web copies print the headline twice."""
    found = lines
    for place, (above, line) in enumerate(itertools.pairwise(lines), 1):
        if not (isinstance(line, Mark) and isinstance(above, Mark) and line.level and above.level):
            continue
        if line.shape is above.shape is Shape.HEADING and letters(line.text) == letters(above.text) != "":
            found = list(lines) if found is lines else found
            found[place] = Mark(Shape.FURNITURE, line.text, line.line, line.gap, note="headline repeated")
    return found


def written_by_tool(lines: Sequence[Line]) -> bool:
    """Whether a page-reading tool wrote the bulletin: it has page numbers, or pictures without a name of their own."""
    for line in lines:
        if not isinstance(line, Mark):
            continue
        if line.shape is Shape.FURNITURE and line.note in ("page number", "running head"):
            return True
        if line.shape is Shape.PICTURE and (not line.note or ("://" not in line.note and _HASH.search(line.note))):
            return True
    return False


def _form(found: HeadingForm, front: FrontMatter) -> Form:
    doubt = found.weight is not None and abs(found.weight) < _DOUBT
    if found.level == 0:
        title = "first line" if found.title is not None else "front matter"
        return Form("one", title=title, why=found.why, rival="#" if doubt else None)
    mark = "bold" if found.level == BOLD else "#" * found.level
    section = "#" * max(found.sections) if found.sections else None
    if not found.sure:
        return Form(EACH, why="its headings are of one level", rival="one" if doubt else None)
    return Form(mark, section=section, why=found.why, rival="one" if doubt else None)


def _by_headings(
    formed: Formed, headings: Sequence[Heading], found: HeadingForm, front: FrontMatter, first: int
) -> Formed:
    lines, form, contents = formed.lines, formed.form, formed.contents
    marked = list(lines)
    for heading in headings:
        mark = lines[heading.place]
        assert isinstance(mark, Mark)
        marked[heading.place] = _marked(mark, heading, found)
    level = found.level or _LEVEL
    if found.level == 0 and found.title is None:
        assert front.title is not None
        marked.insert(0, Mark(Shape.HEADING, front.title, first, 0, level))
        contents = frozenset(place + 1 for place in contents)
        marked = marked if contents else move_page_lines(marked)
    discards: tuple[Discard, ...] = ()
    if found.level:
        marked, discards = _without_marks(marked, level, contents)
        marked = take_opening(marked, level, front.title, first)
        contents = contents_of(marked) if len(marked) > len(lines) else contents
    return Formed(marked, form, level + 1, contents, discards=discards)


def _without_marks(lines: list[Line], level: int, contents: frozenset[int]) -> tuple[list[Line], tuple[Discard, ...]]:
    """The headlines without their numbers, if every one has one, and without [视频]; and what was taken off."""
    places = [place for place, line in enumerate(lines) if is_headline(line, level) and place not in contents]
    numbers = [_NUMBER.match(lines[place].text) for place in places]
    if not any(numbers) and counts_up([lines[place].text for place in places]):
        numbers = [_HAN_COUNT.match(lines[place].text) for place in places]
    numbered = len(places) >= _FEW and all(numbers)
    marked, discards = list(lines), []
    for place, number in zip(places, numbers, strict=True):
        line = lines[place]
        start = number.end() if number and numbered else 0
        media = _medium().match(line.text, start)
        end = media.end() if media else start
        if 0 < end < len(line.text):
            marked[place] = line._replace(text=line.text[end:])
            discards.append(Discard(line=line.line, reason="mark of a headline", text=line.text[:end], part=True))
    return marked, tuple(discards)


@cache
def _medium() -> re.Pattern[str]:
    return re.compile(rf"[\[【(（](?:{any_of(load('headlines')['media'])})[\]】)）]\s*")


def _marked(mark: Mark, heading: Heading, found: HeadingForm) -> Mark:
    """A heading as the form has it: masthead, section, headline, or subhead."""
    heads, items = found.columns
    if heading.place == found.title:
        return mark._replace(shape=Shape.HEADING, level=_LEVEL) if not found.level else mark._replace(shape=Shape.TITLE)
    if not found.level:
        return mark._replace(shape=Shape.HEADING, level=max(mark.level, _LEVEL + 1))
    if heading.level in found.sections:
        named = heading.own < _TEXT or read_section_head(mark.text, mark.line) is not None
        return mark._replace(shape=Shape.SECTION) if named else mark._replace(shape=Shape.HEADING, level=found.level)
    if heading.place in heads:
        return mark._replace(shape=Shape.SECTION, note="column")
    if heading.place in items:
        return mark._replace(shape=Shape.HEADING, level=found.level)
    return mark._replace(shape=Shape.HEADING)


def _without_headings(lines: list[Line], front: FrontMatter, first: int) -> Formed:
    """The form of a bulletin without heading marks."""
    if front.title and not is_issue_title(front.title):
        # A single article whose headline is in the front matter, as site generators write it.
        lines = move_page_lines([Mark(Shape.HEADING, front.title, first, 0, _LEVEL), *lines])
        form = Form("one", title="front matter", why="the title of its front matter is the only headline")
        return Formed(lines, form, _LEVEL + 1, contents_of(lines))
    plain = find_plain_form(lines, front.title)
    if plain is None:
        promoted = promote(lines)
        lines = promoted.lines
        form = Form("line", why=promoted.why)
        return Formed(lines, form, _LEVEL + 1 if promoted.divided else 0, contents_of(lines))
    return Formed(plain.lines, plain.form, _LEVEL + 1, contents_of(plain.lines), plain.day, plain.discards)
