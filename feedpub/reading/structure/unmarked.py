"""Find the headlines in a bulletin without any heading mark, such as text pasted from a page.

Only if there is evidence of a bulletin (a masthead, a page head, or a dateline or byline below such a line): other
prose has no headlines.
"""

from collections.abc import Sequence
from typing import NamedTuple

from feedpub.messages import message
from feedpub.model import Paragraph
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline, read_name_alone
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.dateline import read_closing
from feedpub.reading.phrases.facts import is_fact
from feedpub.reading.phrases.furniture import NAVIGATION, TIME, is_paper_name, is_running_head
from feedpub.reading.phrases.issue_titles import is_issue_title
from feedpub.reading.phrases.mastheads import day_of_source_line
from feedpub.reading.phrases.signoffs import is_tail
from feedpub.reading.structure.heading_roles import is_tag
from feedpub.reading.structure.items import LEVEL
from feedpub.reading.structure.lines import PLAIN, Line, Mark, Shape, as_furniture, paper_of
from feedpub.reading.structure.opening import greets, is_opening, put_title_aside
from feedpub.reading.structure.shortcuts import read_opening
from feedpub.reading.structure.subheads import opens_article

__all__ = ["Promoted", "promote"]

_LONGEST, _LONGEST_LATIN = 36, 100
_HAN = regex("[\u4e00-\u9fff]")
_SHORTEST = 3
_MOST = 3  # the most adjacent lines that are kicker, headline and deck; more are verse or a list
_FEW = 2
_HEADLINE = 6  # of one with a single paragraph below it
_TEXT = 20  # characters of a line of prose
_MENU = 3  # a menu has so many lines
_LONGEST_LINK = 8
_SENTENCE = 14  # of one that is a sentence of two clauses
_LITTLE = 12  # of the shortest text below a headline, if others have more
_SOURCE = regex(r"[（(【]?(?:稿件)?(?:[来來]源|作者|[编編][辑輯]|责编|責編|记者|記者)\s?[:：]")
_OTHERS = 0.3
_TOP = 3
_WEB_REACH = 5  # lines of a page between headline and time
_ALTERNATE, _LONG = 3, 7  # so many headlines, of so many characters
_ENDS = frozenset("。！!;；,，、:：….】")
_CLOSED = frozenset('。！？!?”…)）】」』."')


class Promoted(NamedTuple):
    """The lines of a bulletin with its headlines marked, whether these divide the whole file, and why."""

    lines: list[Line]
    divided: bool
    why: str


def promote(lines: list[Line]) -> Promoted:
    """Mark the headlines among the lines of a bulletin without heading marks."""
    below_title = put_title_aside(lines)
    runs = _runs(below_title)
    divided = _divide(below_title, runs)
    if divided:
        lines = below_title
    elif lines is not below_title:  # the name of a paper may also be a headline's kicker
        runs = _runs(lines)
        divided = _divide(lines, runs)
    places = [place for run in runs for place in run]
    framed = any(isinstance(line, Mark) and line.shape in (Shape.MASTHEAD, Shape.PAGE_HEAD) for line in lines)
    if divided:
        if len(runs) > _FEW and _opens_issue(lines, runs):
            places = [place for run in runs[1:] for place in run]
        why = message("short lines after a blank line, each with text below, divide the whole file")
    elif framed or any(opens_article(lines, place + 1, lines[place].text) for place in places):
        why = message("short lines with a dateline, a byline or text below")
    else:
        places = _single(lines)
        why = message("a short line, and text below it")
    level = LEVEL if divided and not framed else PLAIN
    found, taken = list(lines), set(places)
    for place in places:
        line = lines[place]
        assert isinstance(line, Paragraph)
        shape = Shape.DECK if line.text.startswith("——") and place - 1 in taken else Shape.HEADING
        found[place] = Mark(shape, line.text, line.line, line.gap, level)
    _menu_aside(found)
    return Promoted(found, divided and not framed, why if places else "")


def _menu_aside(lines: list[Line]) -> None:
    """Put aside the menu of a site: short lines above a headline that has a line of time and source below it."""
    timed = next((place for place, line in enumerate(lines) if isinstance(line, Mark) and line.note == TIME), 0)
    head = lines[timed - 1] if timed else None
    if not isinstance(head, Mark) or head.shape is not Shape.HEADING:
        return
    above = lines[: timed - 1]
    if (
        len(above) >= _MENU
        and all(isinstance(line, Paragraph) or (isinstance(line, Mark) and line.note == NAVIGATION) for line in above)
        and (all(len(line.text) <= _LONGEST_LINK and not _is_closed(line.text) for line in above))
    ):
        lines[: timed - 1] = [as_furniture(line, NAVIGATION) for line in above]


def _runs(lines: list[Line]) -> list[list[int]]:
    return _without_title(lines, [run for run in _candidates(lines) if len(run) <= _MOST])


def _without_title(lines: Sequence[Line], runs: list[list[int]]) -> list[list[int]]:
    """The groups without the title of the issue above them: a paper's name or the like, and no text below it."""
    if len(runs) <= _FEW or not is_issue_title(" ".join(lines[place].text for place in runs[0])):
        return runs
    below = lines[runs[0][-1] + 1 : runs[1][0]]
    return runs if any(isinstance(line, Paragraph) for line in below) else runs[1:]


def _opens_issue(lines: Sequence[Line], runs: Sequence[list[int]]) -> bool:
    """Whether the text below the first short line is an editor's opening: the line is the title of the issue."""
    below = [line.text for line in lines[runs[0][-1] + 1 : runs[1][0]] if _is_prose(line)]
    return bool(below) and greets(below[0]) and is_opening(below)


def _divide(lines: Sequence[Line], runs: Sequence[list[int]]) -> bool:
    """Whether short lines divide the whole file: each after a blank line, with text below, and no other short lines."""
    apart = all(not run[0] or lines[run[0]].gap for run in runs)
    if len(runs) < _FEW or not (apart or _alternate(lines, runs)):
        return False
    ends = [*(run[0] for run in runs[1:]), len(lines)]
    bodies = [[lines[place] for place in range(run[-1] + 1, end)] for run, end in zip(runs, ends, strict=True)]
    prose = [sum(len(line.text) for line in body if _is_prose(line)) for body in bodies]
    bodies = [[line for line in body if not is_fact(line.text)] for body in bodies]
    others = sum(
        isinstance(line, Paragraph) and not (_is_prose(line) or _SOURCE.match(line.text))
        for body in bodies
        for line in body
    )
    above = sum(len(line.text) for line in lines[: runs[0][0]] if _is_prose(line))
    whole = others <= _OTHERS * sum(map(len, bodies)) and above <= _OTHERS * sum(prose)
    return whole and min(prose) >= _LITTLE and sum(prose) >= _TEXT * len(prose)


def _alternate(lines: Sequence[Line], runs: Sequence[list[int]]) -> bool:
    """Whether the file is one line of a headline and one of text, in turn, without a blank line.

    Subheads of one article are shorter, and have more text above the first of them.
    """
    if len(runs) < _ALTERNATE or any(len(run) > 1 for run in runs) or any(line.gap for line in lines[1:]):
        return False
    starts = [run[0] for run in runs]
    if starts != list(range(starts[0], starts[-1] + 1, 2)) or len(lines) != starts[-1] + 2:
        return False
    return sum(len(lines[start].text) for start in starts[1:]) >= _LONG * (len(starts) - 1)


def _is_prose(line: Line) -> bool:
    if not isinstance(line, Paragraph):
        return False
    length = _LITTLE if line.text[-1] in "。！？" else _TEXT
    return line.plain or (len(line.text) >= length and line.text[-1] in _CLOSED)


def _single(lines: Sequence[Line]) -> list[int]:
    """The first line of a file that is one article: a headline, a line of the time and the source perhaps, and text."""
    first = next((place for place, line in enumerate(lines[:_TOP]) if isinstance(line, Paragraph)), None)
    if first is None:
        return []
    line = lines[first]
    below = lines[first + 1] if first + 1 < len(lines) else None
    texts = sum(map(_is_prose, lines[first + 1 :]))
    enough = texts >= _FEW or (texts == len(lines) - first - 1 and len(line.text) >= _HEADLINE)
    apart = isinstance(below, Paragraph) and below.gap > 0 and _is_prose(below) and enough
    timed = _timed(lines[first + 1 : first + _WEB_REACH]) and texts > 0
    return [first] if isinstance(line, Paragraph) and _may_be(line, None) and (apart or timed) else []


def _timed(below: Sequence[Line]) -> bool:
    """Whether a line of time and source is below a headline, or below the page's furniture: 首页 > 新闻 > 正文."""
    for line in below:
        if isinstance(line, Mark) and line.note == TIME:
            return True
        if not (is_paper_name(line.text) or (isinstance(line, Mark) and line.shape is Shape.FURNITURE)):
            return False
    return False


def _candidates(lines: Sequence[Line]) -> list[list[int]]:
    """Groups of adjacent lines that may be headings, each group followed by text."""
    runs: list[list[int]] = []
    run: list[int] = []
    followed = Shape.PICTURE, Shape.TABLE
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        closed = not isinstance(above, Paragraph) or _is_closed(above.text)
        if (
            isinstance(line, Paragraph)
            and _may_be(line, above)
            and (run or closed or opens_article(lines, place + 1, line.text))
        ):
            run.append(place)
            continue
        if run and (_is_timed(lines, place)):
            runs.append(run[-1:] if len(run) > _MOST else run)  # below the menu of a web page
        elif run and (isinstance(line, Paragraph) or (isinstance(line, Mark) and line.shape in followed)):
            runs.append(run)
        run = []
    return runs


def _is_timed(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is the time of publication, or the day alone, with a byline or text below it."""
    line = lines[place]
    if not isinstance(line, Mark):
        return False
    if line.shape is Shape.FURNITURE and line.note == TIME:
        return True
    if line.shape is not Shape.MASTHEAD or day_of_source_line(line.text) is None or paper_of(line.text):
        return False
    below = lines[place + 1 : place + 3]
    signed = bool(below) and isinstance(below[0], Paragraph) and read_byline(below[0].text) is not None
    return bool(below) and (_is_prose(below[0]) or (signed and _is_prose(below[-1])))


def _is_closed(text: str) -> bool:
    return (
        text[-1] in _CLOSED
        or is_fact(text)
        or is_tag(text)
        or is_tail(text)
        or is_paper_name(text)
        or read_credit(text) is not None
    )


def _may_be(line: Paragraph, above: Line | None) -> bool:
    text = line.text
    longest = _LONGEST if _HAN.search(text) else _LONGEST_LATIN
    if line.plain or not _SHORTEST <= len(text) <= longest or text[-1] in _ENDS or "。" in text:
        return False
    if (text[0] in "(（" and text[-1] in ")）") or is_paper_name(text) or is_running_head(text, None):
        return False
    if is_fact(text) or is_tag(text) or is_tail(text) or is_caption(text) or read_credit(text):
        return False
    if read_byline(text) or read_opening(text) or read_closing(text):
        return False
    # A name right below a headline is a byline.
    return not (read_name_alone(text) and isinstance(above, Paragraph) and above.text[-1] not in _ENDS)
