"""Find the form of a bulletin, and mark its lines by it: headlines, subheads, the names of sections.

Every form is weighed over the whole file, before any part is read. A bulletin whose headings are of one level, or whose
levels a page-reading tool made, has the form `each`: there is no rule to find, and `grouping` judges each heading among
its neighbours.
"""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from feedpub.messages import message
from feedpub.model import Discard, FrontMatter
from feedpub.model.form import EACH, Form, Source
from feedpub.patterns import regex
from feedpub.reading.phrases.days import find_days
from feedpub.reading.phrases.issue_titles import is_issue_title, is_numbered_title
from feedpub.reading.structure.contents import contents_of
from feedpub.reading.structure.heading_form import HeadingForm, digest_form, weigh_levels
from feedpub.reading.structure.heading_list import TEXT, Heading, headings_of
from feedpub.reading.structure.heading_roles import same_letters
from feedpub.reading.structure.headline_marks import without_marks
from feedpub.reading.structure.items import LEVEL
from feedpub.reading.structure.lines import BOLD, GIVEN, Line, Mark, Shape, as_furniture, read_section_head
from feedpub.reading.structure.menus import without_menu
from feedpub.reading.structure.opening import take_opening
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
from feedpub.reading.structure.subheads import DEEP
from feedpub.reading.structure.unmarked import promote

__all__ = ["Formed", "apply_form", "written_by_tool"]

_HASH = regex(r"[0-9a-f]{32}|_page_\d+_|image_\d{6}_")  # the names that MinerU, marker and docling give pictures


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
    if form is None:
        return found
    if is_as_stated(found.form, form):
        return found._replace(form=found.form._replace(rival=None))
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
        form = _form(digest)._replace(items="one")
        days = find_days(headings[0].text) if digest.title is not None else ()
        found_digest = _by_headings(Formed(lines, form, 0, contents), headings, digest, front, first)
        return found_digest._replace(day=days[0] if days else None)
    if len(headings) == 1 and not tool and is_issue_title(headings[0].text) and not headings[0].opens:
        below = _below_issue_title(lines, headings[0], front, first)
        if below is not None:
            return below
    found = None if tool else weigh_levels(lines, headings, front)
    if found is None:
        return Formed(lines, Form(EACH, why=message("its headings are of one level")), 0, contents)
    form = _form(found)
    if not found.sure:
        return Formed(_levelled(_title_aside(lines, found.title), headings), form, 0, contents)
    return _by_headings(Formed(lines, form, 0, contents), headings, found, front, first)


def _levelled(lines: list[Line], headings: Sequence[Heading]) -> list[Line]:
    """The lines with headings of one level at that of headlines: ### means what ## does where there is no other."""
    levels = {heading.level for heading in headings if heading.level < BOLD}
    if len(levels) != 1 or min(levels) < DEEP:
        return lines
    marked = list(lines)
    for heading in headings:
        mark = lines[heading.place]
        if isinstance(mark, Mark) and heading.level < BOLD:
            marked[heading.place] = mark._replace(level=DEEP - 1)
    return marked


def _title_aside(lines: list[Line], place: int | None) -> list[Line]:
    """The lines with the heading that names the issue as such, also where it is of the level of the headlines."""
    title = None if place is None else lines[place]
    if place is None or not isinstance(title, Mark) or not is_issue_title(title.text):
        return lines
    below = lines[place + 1] if place + 1 < len(lines) else None
    if not isinstance(below, Mark) or read_section_head(title.text, title.line) is not None:
        return lines
    return [*lines[:place], title._replace(shape=Shape.TITLE), *lines[place + 1 :]]


def _as_stated(formed: Formed, headings: Sequence[Heading], front: FrontMatter, first: int) -> Formed | None:
    """The lines marked as their source's table says; None if its mark is nowhere in the bulletin."""
    lines, form = formed.lines, formed.form
    if form.headline == "one" and form.title != "first line" and front.title:
        form = form._replace(title=form.title or "front matter")
        if not headings:
            lines = [Mark(Shape.HEADING, front.title, first, 0, LEVEL), *lines]
            return Formed(lines, form, LEVEL + 1, contents_of(lines))
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
    headings = [place for place, line in enumerate(lines) if type(line) is Mark and line.level]
    for before, place in itertools.pairwise(headings):
        above, line = lines[before], lines[place]
        if place != before + 1 or not (isinstance(line, Mark) and isinstance(above, Mark)):
            continue
        below = lines[place + 1] if place + 1 < len(lines) else None
        if isinstance(below, Mark) and below.shape is Shape.DECK:
            continue  # the deck of the second
        if line.shape is above.shape is Shape.HEADING and same_letters(line.text, above.text):
            found = list(lines) if found is lines else found
            found[place] = as_furniture(line, "headline repeated")
    return found


def written_by_tool(lines: Sequence[Line]) -> bool:
    """Whether a page-reading tool wrote the bulletin: it has page numbers, or pictures without a name of their own."""
    for line in [line for line in lines if type(line) is Mark]:
        if line.shape is Shape.FURNITURE and line.note in ("page number", "running head"):
            return True
        if line.shape is Shape.PICTURE and (not line.note or ("://" not in line.note and _HASH.search(line.note))):
            return True
    return False


def _form(found: HeadingForm) -> Form:
    rival = None if found.rival is None else _mark(found.rival)
    if found.level == 0:
        title = "first line" if found.title is not None else "front matter"
        return Form("one", title=title, why=found.why, rival=rival)
    section = "#" * max(found.sections) if found.sections else None
    if not found.sure:
        return Form(EACH, why=message("its headings are of one level"), rival=rival)
    return Form(_mark(found.level), section=section, why=found.why, rival=rival)


def _mark(level: int) -> str:
    """The mark of a level, as `Form.headline` has it; 0 is that of one article."""
    return "one" if level == 0 else "bold" if level == BOLD else "#" * level


def _by_headings(
    formed: Formed, headings: Sequence[Heading], found: HeadingForm, front: FrontMatter, first: int
) -> Formed:
    lines, form, contents = formed.lines, formed.form, formed.contents
    marked = list(lines)
    for heading in headings:
        mark = lines[heading.place]
        assert isinstance(mark, Mark)
        marked[heading.place] = _marked(mark, heading, found)
    level = found.level or LEVEL
    if found.level == 0 and found.title is None:
        assert front.title is not None
        marked.insert(0, Mark(Shape.HEADING, front.title, first, 0, level, GIVEN))
        contents = frozenset(place + 1 for place in contents)
        marked = marked if contents else move_page_lines(marked)
    discards: tuple[Discard, ...] = ()
    if found.level:
        marked, discards = without_marks(marked, level, contents)
        marked = take_opening(marked, level, front.title, first, contents)
        contents = contents_of(marked) if len(marked) > len(lines) else contents
    return Formed(marked, form, level + 1, contents, discards=discards)


def _marked(mark: Mark, heading: Heading, found: HeadingForm) -> Mark:
    """A heading as the form has it: masthead, section, headline, or subhead."""
    heads, items = found.columns
    if heading.place == found.title:
        if found.level:
            return mark._replace(shape=Shape.TITLE)
        return mark._replace(shape=Shape.HEADING, level=LEVEL, note=GIVEN)
    if not found.level:
        return mark._replace(shape=Shape.HEADING, level=max(mark.level, LEVEL + 1))
    if heading.level in found.sections:
        named = not heading.own or read_section_head(mark.text, mark.line) is not None
        return mark._replace(shape=Shape.SECTION) if named else mark._replace(shape=Shape.HEADING, level=found.level)
    if heading.place in heads:
        return mark._replace(shape=Shape.SECTION, note="column")
    if heading.place in items:
        return mark._replace(shape=Shape.HEADING, level=found.level)
    return mark if mark.shape is Shape.HEADING else mark._replace(shape=Shape.HEADING)


def _under_title(lines: list[Line], title: str, first: int) -> Formed:
    """A single article whose headline is in the front matter, as site generators write it."""
    lines = move_page_lines([Mark(Shape.HEADING, title, first, 0, LEVEL), *lines])
    form = Form("one", title="front matter", why=message("the title of its front matter is the only headline"))
    return Formed(lines, form, LEVEL + 1, contents_of(lines))


def _below_issue_title(lines: list[Line], title: Heading, front: FrontMatter, first: int) -> Formed | None:
    """The form of a bulletin whose only heading names the issue; None if nothing below it is told apart."""
    mark = lines[title.place]
    assert isinstance(mark, Mark)
    marked = list(lines)
    marked[title.place] = mark._replace(shape=Shape.TITLE)
    found = _without_headings(marked, replace(front, title=None), first)
    if any(isinstance(line, Mark) and line.shape is Shape.HEADING for line in found.lines):
        return found
    if not is_numbered_title(title.text) or title.own < TEXT:
        return None
    marked[title.place] = mark._replace(shape=Shape.HEADING, level=LEVEL)
    form = Form("one", title="first line", items="one", why=message("its only heading names the issue"))
    days = find_days(mark.text)
    return Formed(marked, form, LEVEL + 1, contents_of(marked), days[0] if days else None)


def _without_headings(lines: list[Line], front: FrontMatter, first: int) -> Formed:
    """The form of a bulletin without heading marks."""
    if front.title and not is_issue_title(front.title):
        return _under_title(lines, front.title, first)
    plain = find_plain_form(lines, front.title)
    if plain is None:
        promoted = promote(lines)
        if front.title and not promoted.why:
            return _under_title(lines, front.title, first)
        lines, discards = without_marks(promoted.lines, LEVEL) if promoted.divided else (promoted.lines, ())
        form = Form("line", why=promoted.why)
        return Formed(lines, form, LEVEL + 1 if promoted.divided else 0, contents_of(lines), discards=discards)
    lines, discards = without_marks(plain.lines, LEVEL)
    lines = take_opening(lines, LEVEL, None, first, contents_of(lines))
    return Formed(lines, plain.form, LEVEL + 1, contents_of(lines), plain.day, (*plain.discards, *discards))
