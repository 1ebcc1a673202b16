"""Recognize headings that belong to no article: mastheads, running heads, notices, text mistaken for a heading."""

from collections.abc import Sequence

from feedpub.model import Paragraph
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.captions import is_caption, read_credit, split_credit
from feedpub.reading.phrases.furniture import is_paper_name, is_running_head
from feedpub.reading.phrases.jumps import jump_from, split_jump
from feedpub.reading.phrases.notices import is_figures
from feedpub.reading.phrases.signoffs import is_tail
from feedpub.reading.structure.lines import GIVEN, PLAIN, Line, Mark, Shape, read_section_head
from feedpub.reading.structure.runs import GroupingState
from feedpub.reading.structure.subheads import opens_article
from feedpub.reading.text.tables import read_cells

__all__ = ["FIGURES", "belong_to_masthead", "is_notice", "is_text", "put_aside", "rows_below"]

FIGURES = "table of figures"
_NOTICE = 5  # the words that close a notice are in one of this many lines
_LONGEST_NOTICE_HEAD = 10
_NOTICE_WORD = regex("公告|通告|通知|启事|啟事|声明|聲明|遗失|遺失|拍卖|招标|关于|關於|公示")
_ROWS = 20  # the rows of a table that are examined
_LONGEST_FALSE_HEADING = 60  # a longer heading that ends as a sentence is a paragraph
_MAY_BE_TEXT = regex("[记記员員者图圖摄攝□■◎●◆○:：/／完责責编編源版作发發]")
_ARROWS = frozenset("▲△▼▽◀▶←→↑↓")
_OF_A_PAPER = regex(r"[报報刊]$|新闻$|新聞$|周末$|主办|主辦|主管|机关报|出版|[数數]字版|^[A-Za-z .·-]+$")


def put_aside(state: GroupingState, mark: Mark, index: int, *, alone: bool) -> bool:
    """Put aside a heading that is a paper's name, a running head, a section's name or a notice's; False for others."""
    on_top = len(state.runs) == 1 and not state.runs[-1].headline
    if mark.note == GIVEN:
        if reason := is_notice(state, mark, index):
            state.skipping = reason
            state.discard(mark, reason)
        return reason is not None
    if on_top and (mark.text == state.paper or is_paper_name(mark.text)):
        state.discard(mark, "masthead")
    elif mark.level and is_running_head(mark.text, state.paper):
        state.discard(mark, "running head")
    elif not alone and (page := read_section_head(mark.text, mark.line)):
        state.turn_to(page, mark)
    elif reason := is_notice(state, mark, index):
        state.skipping = reason
        state.discard(mark, reason)
    else:
        return False
    return True


def is_notice(state: GroupingState, mark: Mark, index: int) -> str | None:
    """What a heading begins if it is not an article: a notice or a table of figures; None if it is neither."""
    if state.notices.opens(mark.text) and opens_article(state.lines, index + 1, mark.text) is None:
        return "notice"
    news = len(mark.text) > _LONGEST_NOTICE_HEAD and not _NOTICE_WORD.search(mark.text)
    rows = rows_below(state.lines, index + 1, _NOTICE) if not (news or state.notices.spares(mark.text)) else []
    if state.notices.closes(rows) and opens_article(state.lines, index + 1, mark.text) is None:
        return "notice"  # …特此公告。
    if state.notices.is_figures_head(mark.text) and is_figures(rows_below(state.lines, index + 1, _ROWS)):
        return FIGURES
    return None


def rows_below(lines: Sequence[Line], start: int, most: int) -> list[str]:
    """The first lines and rows of tables below a line, up to the next heading or page head."""
    rows: list[str] = []
    for place in range(start, min(len(lines), start + most)):
        line = lines[place]
        if isinstance(line, Paragraph):
            rows.append(line.text)
        elif isinstance(line, Mark) and line.shape is Shape.TABLE:
            rows += [" ".join(row) for row in read_cells(line.text).rows]
        elif isinstance(line, Mark) and line.shape in (Shape.HEADING, Shape.PAGE_HEAD):
            break
    return rows[:most]


def is_text(mark: Mark) -> bool:
    """Whether a page-reading tool mistook a byline, a caption or a whole paragraph for a heading."""
    text = mark.text
    if len(text) > _LONGEST_FALSE_HEADING:
        return text[-1] in "。；"
    if mark.level == PLAIN or mark.shape is Shape.DECK or not _MAY_BE_TEXT.search(text):  # most
        return False
    if (back := jump_from(text)) and not back[1] and back[2] == len(text):
        return True
    if (on := split_jump(text)) and not on[0]:
        return True
    if text[0] in _ARROWS and split_credit(text)[1] is not None:  # ▲…（記者張三攝）
        return True
    return bool(read_byline(text) or is_caption(text) or read_credit(text) or is_tail(text))


def belong_to_masthead(state: GroupingState, marks: Sequence[Mark], end: int) -> bool:
    """Whether headings above the first page head, without text below them, belong to the masthead."""
    below = state.lines[end] if end < len(state.lines) else None
    if not isinstance(below, Mark) or len(state.runs) > 1:
        return False
    if below.shape is Shape.MASTHEAD:
        return all(_OF_A_PAPER.search(mark.text) for mark in marks)
    return below.shape is Shape.PAGE_HEAD and bool(state.paper or state.masthead)
