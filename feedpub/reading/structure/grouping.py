"""Group lines into runs, in one pass: paragraphs, page heads, tables and pictures here, headings in `headings`.

Lines that belong to no article are put aside with a reason.
"""

from typing import TypeGuard

from feedpub.messages import message
from feedpub.model import Paragraph, Problem, Table
from feedpub.patterns import regex
from feedpub.reading.phrases.captions import is_caption, read_credit
from feedpub.reading.phrases.days import find_days
from feedpub.reading.phrases.furniture import TIME, is_paper_name, is_running_head
from feedpub.reading.phrases.mastheads import is_masthead
from feedpub.reading.phrases.notices import Notices, is_figures
from feedpub.reading.structure.false_headings import FIGURES, rows_below
from feedpub.reading.structure.form import Formed
from feedpub.reading.structure.headings import take_headings
from feedpub.reading.structure.lines import STATED, Mark, Shape, paper_of, read_page_head, read_section_head
from feedpub.reading.structure.running_heads import page_of_running_head
from feedpub.reading.structure.runs import GroupingState, Piece, Runs
from feedpub.reading.text.tables import read_cells

__all__ = ["group"]

_LONGEST_HEADLINE = 300
_LONGEST_FURNITURE = 80
_LONGEST_NOTICE_HEAD = 30
_LONGEST_MASTHEAD = 40
_MOST_BELOW_NAME = 4  # lines
_FIRST_FIGURES = 2  # a line heads a table of figures if this many rows below it contain figures
_SENTENCE = regex(r"[。！？；]$")


def group(formed: Formed, notices: Notices, *, by_hand: bool = True) -> Runs:
    """Group lines under their headlines, in printed order.

    Args:
        formed: the lines of the whole bulletin, marked by its form.
        notices: the words that open a notice.
        by_hand: False if the markup shows that a tool wrote the bulletin, whose heading levels are less reliable.
    """
    state = GroupingState(formed, notices, by_hand=by_hand)
    lines, contents = state.lines, state.contents
    index = 0
    while index < len(lines):
        line = lines[index]
        if isinstance(line, Paragraph) and line.plain and not state.skipping and not contents:
            run = state.runs[-1]  # most
            run.lines.append(line)
            run.last = line
        elif index in contents:
            state.discard(line, "list of contents")
        elif isinstance(line, Paragraph):
            _paragraph(state, line, index)
        elif isinstance(line, Mark):
            shape = _shape_among(state, index)
            if shape is Shape.HEADING or shape is Shape.DECK:
                index = take_headings(state, index, _end_of_headings(state, index))
                continue
            _mark(state, line, shape)
            if shape is Shape.MASTHEAD:
                _running_head(state, line, index)
        index += 1
    _title_page(state)
    _masthead_lines(state)
    return state.result()


def _end_of_headings(state: GroupingState, index: int) -> int:
    """The end of a group of headings; computed once, even if they are then taken one by one."""
    if index < state.headings_end:
        return state.headings_end
    end = index + 1
    while end < len(state.lines) and end not in state.contents:
        line = state.lines[end]
        if not isinstance(line, Mark) or line.shape not in (Shape.HEADING, Shape.DECK):
            break
        if _shape_among(state, end) is None:
            break
        end += 1
    state.headings_end = end
    return end


def _paragraph(state: GroupingState, line: Paragraph, index: int) -> None:
    if line.plain:  # most
        state.add(line)
        return
    if len(line.text) <= _LONGEST_NOTICE_HEAD:
        state.skipping = _begins_notice(state, line, index)
    if not state.skipping and len(line.text) <= _LONGEST_FURNITURE and is_running_head(line.text, state.paper):
        state.discard(line, "running head")
        _running_head(state, line, index)
    else:
        state.add(line)


def _running_head(state: GroupingState, line: Mark | Paragraph, index: int) -> None:
    """Turn to the page that a running head or masthead names, if a headline follows it; else it may be a footer."""
    begun = state.page is not None or not any(run.headline for run in state.runs)
    page = page_of_running_head(line.text, line.line, state.page) if begun else None
    for following in state.lines[index + 1 :] if page else ():
        if not isinstance(following, Mark):
            return
        if following.shape in (Shape.HEADING, Shape.DECK):
            state.begin(page)
            return


def _begins_notice(state: GroupingState, line: Paragraph, index: int) -> str | None:
    """Why lines are skipped from a short line on, or None; a table of figures ends before a line without figures."""
    skipping = state.skipping
    if skipping == FIGURES and not is_figures([line.text]) and not line.text.endswith("期"):
        state.skipping = skipping = None
    word = state.notices.opens(line.text)
    if word and (skipping or state.open_article() is None or state.notices.is_sure(word)):
        return "notice"
    if not skipping and state.notices.is_figures_head(line.text):
        return FIGURES if is_figures(rows_below(state.lines, index + 1, _FIRST_FIGURES)) else None
    return skipping


def _mark(state: GroupingState, line: Mark, shape: Shape | None) -> None:
    if shape is None:
        if line.level and len(line.text) > _LONGEST_HEADLINE:
            state.problems.append(_too_long(line))
        state.add(Paragraph(line.text, line.line, line.gap))
    elif shape is Shape.MASTHEAD:
        state.masthead = state.masthead or next(iter(find_days(line.text)), None)
        state.discard(line, "masthead")
    elif shape is Shape.PAGE_HEAD:
        _page_head(state, line)
    elif shape is Shape.SECTION and is_masthead(line.text):  # ## 2026-05-12 above the ### of a day
        state.masthead = state.masthead or next(iter(find_days(line.text)), None)
        state.discard(line, "masthead")
    elif shape is Shape.SECTION:
        page = read_section_head(line.text, line.line)
        state.turn_to(page or (state.page if line.note else None), line)
    elif shape is Shape.TITLE:
        days = find_days(line.text)
        state.masthead = state.masthead or (days[0] if days else None)
        state.discard(line, "masthead")
    elif shape is Shape.FURNITURE:
        if line.note == TIME:
            state.published += find_days(line.text)
        state.discard(line, line.note)
    elif shape is Shape.TABLE and not state.skipping:
        _table(state, line)
    else:
        state.add(line)


def _page_head(state: GroupingState, line: Mark) -> None:
    """Turn to a new page; a page head that repeats the current page is a running head."""
    page = read_page_head(line.text, line.line)
    assert page is not None
    here = state.page
    if here and page.number == here.number and (page.name is None or page.name == here.name):
        state.discard(line, "running head")
    else:
        state.turn_to(page, line)
        state.lead = not line.note  # a page named below its headline: see `page_lines`


def _table(state: GroupingState, line: Mark) -> None:
    """Add a table within an article; its rows may be on one line or several."""
    run = state.runs[-1]
    if run.headline is None:
        state.discard(line, "table")
        return
    rows, spans = read_cells(line.text)
    if rows or (run.lines and isinstance(run.lines[-1], Table)):
        run.lines.append(Table(rows, line.line, line.gap, spans))  # `GroupingState.result` joins them
        state.has_tables = True


def _title_page(state: GroupingState) -> None:
    """Discard the bulletin's own title: a first headline with only a day, an issue number and a publisher below it."""
    headed = [run for run in state.runs if run.headline]
    if len(headed) < 2:
        return
    run, name, following = headed[0], headed[0].headline, headed[1].headline
    assert name is not None
    assert following is not None
    if name.note == STATED:
        return
    if run.kicker or run.deck or run.title != name.text or not all(map(_may_be_masthead, run.lines)):
        return
    days = [day for line in run.lines for day in find_days(line.text)]
    stated = any(row.reason == "masthead" and name.line < row.line < following.line for row in state.discards)
    if len(run.lines) <= _MOST_BELOW_NAME and (days or stated):
        for line in (name, *run.lines):
            state.discard(line, "masthead")
        state.runs.remove(run)
        state.masthead = state.masthead or (days[0] if days else None)


def _may_be_masthead(line: Piece) -> TypeGuard[Paragraph]:
    """Whether a line may be part of a masthead: short, and not a sentence, caption or credit."""
    short = isinstance(line, Paragraph) and len(line.text) <= _LONGEST_MASTHEAD
    return short and not (_SENTENCE.search(line.text) or is_caption(line.text) or read_credit(line.text))


def _masthead_lines(state: GroupingState) -> None:
    """Discard the short lines above the first headline if the bulletin has a masthead: they belong to it."""
    if not (state.masthead or state.paper):
        return
    kept: list[Piece] = []
    for line in state.runs[0].lines:
        if _may_be_masthead(line):
            state.discard(line, "masthead")
        else:
            kept.append(line)
    state.runs[0].lines = kept


def _shape_among(state: GroupingState, index: int) -> Shape | None:
    """The shape of a mark, considering the lines around it; None if it is a paragraph after all."""
    lines = state.lines
    line = lines[index]
    assert isinstance(line, Mark)
    if line.shape is Shape.MASTHEAD:
        above = lines[index - 1] if index else None
        below = lines[index + 1] if index + 1 < len(lines) else None
        if line.level:  # a headline may contain a date; above text, only a paper's name makes it a masthead
            named = not paper_of(line.text) or is_paper_name(paper_of(line.text))
            return Shape.HEADING if isinstance(below, Paragraph) and not named else Shape.MASTHEAD
        if isinstance(above, Paragraph) and isinstance(below, Paragraph) and state.runs[-1].headline:
            return None  # 1月24日 星期六 晴: a diary
    if line.shape is Shape.HEADING and len(line.text) > _LONGEST_HEADLINE:
        return None
    return line.shape


def _too_long(line: Mark) -> Problem:
    return Problem(
        line=line.line,
        level="warning",
        code="headline-too-long",
        message=message("a headline of {n} characters is too long to be one; read as a paragraph", n=len(line.text)),
    )
