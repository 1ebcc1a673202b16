"""Lines to runs: what stands under one headline, with the page head it stands under.

Headings are told apart by evidence (`headlines`, `subheads`); what is no text of any article is put aside with its
reason (`furniture`, `contents`, `notices`). Text under no headline is a run without one, of which only pictures become
entries.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from feedpub.model import Discard, PageHead, Paragraph, Problem, Subhead, Table
from feedpub.reading.blocks import PLAIN, Line, Mark, Shape, paper_of, read_page_head, read_section_head
from feedpub.reading.byline import read_byline
from feedpub.reading.captions import is_caption, read_credit
from feedpub.reading.contents import contents_of
from feedpub.reading.dateline import read_opening
from feedpub.reading.days import find_days
from feedpub.reading.furniture import is_paper_name, is_running_head
from feedpub.reading.headlines import Heads, is_tag, letters, tell_apart
from feedpub.reading.jumps import jump_from, page_number, split_jump
from feedpub.reading.markup import table_rows
from feedpub.reading.notices import Notices, is_figures
from feedpub.reading.subheads import DEEP, Above, Sections, closes, is_picture_only, opens, weigh
from feedpub.reading.tails import is_tail

__all__ = ["Piece", "Run", "Runs", "group"]

_LONGEST_KICKER = 30
_LONGEST_HEADLINE = 300
_LONGEST_FURNITURE = 80
_LONGEST_MASTHEAD = 40
_FIGURES = "table of figures"
_MOST_HEADINGS = 5
_PARTS = 50  # how many articles back the first part of a continued one is looked for
_FIRST_LINES = 6  # among them stands the paper's name
_WHOLE = re.compile(r"[。！？!?;；:：,，、…”』」)）]$")
_SENTENCE = re.compile(r"[。！？；]$")

Piece = Paragraph | Subhead | Table | Mark


@dataclass(slots=True)
class Run:
    """A headline with the lines below it; mutable only while it is being gathered.

    Attributes:
        headline: its first line where it has two; `title` is all of it.
        tag: the column tag above it, or None.
        heads: all headings over it, its headline among them; `taken` is a plain line that is its kicker.
        came_from: the page a note in its heading says it comes from, or None.
        why: what made its heading a headline, in words; empty where it is the plain case.
    """

    headline: Mark | None
    page: PageHead | None
    lead: bool
    title: str = ""
    kicker: str | None = None
    deck: str | None = None
    tag: str | None = None
    came_from: str | None = None
    why: str = ""
    heads: tuple[Mark, ...] = ()
    taken: Paragraph | None = None
    lines: list[Piece] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)

    def is_plain(self, usual_gap: int) -> bool:
        """Whether there is nothing but plain paragraphs, none set off: no pictures, and nothing to join."""
        for line in self.lines:  # all() takes twice as long, for every line of every bulletin
            if not isinstance(line, Paragraph) or not line.plain or line.gap > usual_gap:
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """All runs of a bulletin, its masthead's date, and the number of blank lines it usually sets between paragraphs."""

    runs: tuple[Run, ...]
    masthead: date | None
    usual_gap: int
    problems: tuple[Problem, ...]
    discards: tuple[Discard, ...]


def group(lines: list[Line], notices: Notices, *, by_hand: bool = True) -> Runs:
    """Gathers lines under their headlines, in printed order.

    Args:
        lines: of the whole bulletin.
        notices: what opens a notice.
        by_hand: False where the bulletin's markup shows that a tool wrote it, whose levels tell less.
    """
    found = _Grouping(lines, notices, by_hand)
    found.gather()
    runs = found.runs
    # Text right below its headline tells nothing of how far apart paragraphs stand.
    gaps = Counter([line.gap for run in runs for n, line in enumerate(run.lines) if n or line.gap or not run.headline])
    most = max(gaps.values(), default=0)
    usual = min((gap for gap, count in gaps.items() if count == most), default=1)
    return Runs(
        runs=tuple(runs),
        masthead=found.masthead,
        usual_gap=usual,
        problems=tuple(found.problems),
        discards=tuple(found.discards),
    )


class _Grouping:
    """The state of one pass over a bulletin's lines."""

    def __init__(self, lines: list[Line], notices: Notices, by_hand: bool) -> None:
        self.lines = lines
        self.runs: list[Run] = [Run(headline=None, page=None, lead=False)]
        self.masthead: date | None = None
        self.problems: list[Problem] = []
        self.discards: list[Discard] = []
        self._notices = notices
        self._sections = Sections(lines, by_hand)
        self._page: PageHead | None = None
        self._lead = False
        self._skipping: str | None = None  # why lines are put aside until the next heading
        self._paper = _paper(lines)
        self._contents = contents_of(lines)

    def gather(self) -> None:
        """One pass, heading by heading."""
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if index in self._contents:
                self._discard(line, "list of contents")
                index += 1
            elif isinstance(line, Paragraph):
                if not line.plain and len(line.text) <= _LONGEST_KICKER:
                    self._skipping = self._begins_notice(line, index)
                self._paragraph(line)
                index += 1
            else:
                assert isinstance(line, Mark)
                index = self._mark(line, index)
        self._masthead_lines()

    def _discard(self, line: Piece, reason: str) -> None:
        self.discards.append(Discard(line=line.line, reason=reason, text=line.text))

    def _paragraph(self, line: Paragraph) -> None:
        if self._skipping:
            self._discard(line, self._skipping)
        elif not line.plain and len(line.text) <= _LONGEST_FURNITURE and is_running_head(line.text, self._paper):
            self._discard(line, "running head")
        else:
            self.runs[-1].lines.append(line)

    def _begins_notice(self, line: Paragraph, index: int) -> str | None:
        """Why a short line begins what is no article's text; a table of figures ends with the first that is none."""
        if self._skipping == _FIGURES and not is_figures([line.text]) and not line.text.endswith("期"):
            self._skipping = None
        word = self._notices.opens(line.text)
        if word and (self._skipping or self._article_above() is None or self._notices.is_sure(word)):
            return "notice"
        if not self._skipping and self._notices.figures(line.text, _rows_below(self.lines, index + 1)[:2]):
            return _FIGURES
        return self._skipping

    def _mark(self, line: Mark, index: int) -> int:
        """Takes a mark, or the headings that stand together with it; the place of the next line."""
        shape = _shape_among(self.lines, index)
        if shape is Shape.HEADING or shape is Shape.DECK:
            return self._headings(index)
        if shape is None:
            if line.level and len(line.text) > _LONGEST_HEADLINE:
                self.problems.append(_too_long(line))
            self._paragraph(Paragraph(line.text, line.line, line.gap))
        elif shape is Shape.MASTHEAD:
            self.masthead = self.masthead or find_days(line.text)[0]
            self._discard(line, "masthead")
        elif shape is Shape.PAGE_HEAD:
            self._turn(line)
        elif shape is Shape.FURNITURE:
            self._discard(line, line.note)
        elif shape is Shape.TABLE and (self._skipping or not self.runs[-1].headline):
            self._discard(line, self._skipping or "table")
        elif shape is Shape.TABLE:
            self._table(line)
        elif self._skipping:
            self._discard(line, self._skipping)
        else:
            self.runs[-1].lines.append(line)
        return index + 1

    def _turn(self, line: Mark) -> None:
        """A page head; one that repeats the page we are on is a running head."""
        page = read_page_head(line.text, line.line)
        assert page is not None
        here = self._page
        if here and page.number == here.number and (page.name is None or page.name == here.name):
            self._discard(line, "running head")
        else:
            self._turn_to(page, line)

    def _turn_to(self, page: PageHead, line: Mark) -> None:
        self._discard(line, "page head")
        self._skipping = None
        self._page, self._lead = page, True
        self.runs.append(Run(headline=None, page=page, lead=False))

    def _table(self, line: Mark) -> None:
        """A table within an article; its rows may stand in one line, or in many."""
        under = self.runs[-1].lines
        rows = table_rows(line.text)
        above = under[-1] if under else None
        if isinstance(above, Table):
            under[-1] = above._replace(rows=(*above.rows, *rows))
        elif rows:
            under.append(Table(rows, line.line, line.gap))

    def _headings(self, index: int) -> int:
        end = index + 1
        while end < len(self.lines) and end not in self._contents and _is_heading(self.lines, end):
            end += 1
        marks: list[Mark] = []
        for place in range(index, end):
            mark = self.lines[place]
            assert isinstance(mark, Mark)
            if place == index and self._sets_aside(mark, place, alone=end == index + 1):
                return index + 1
            if place > index and (self._parts(marks, mark) or _is_text(mark) or self._is_notice(mark, place)):
                end = place
                break
            if place == index and _is_text(mark):
                self._paragraph(Paragraph(mark.text, mark.line, mark.gap))
                return index + 1
            marks.append(mark)
        if self._is_masthead_still(end):
            for mark in marks:
                self._discard(mark, "masthead")
            return end
        run = self.runs[-1]
        if run.headline and not run.lines and not self._skipping and self._parts(run.heads, marks[0]):
            self._subheads(marks[:1], index)
            return index + 1
        if len(marks) > _MOST_HEADINGS:  # no kicker, headline and deck are so many: headlines without text
            for place, mark in enumerate(marks, index):
                self._begin(Heads(headline=(mark,)), "", place)
            return end
        tidy = self._sections.tidy
        if not tidy:
            marks = self._without_repeats(marks)
        heads = tell_apart(marks, tidy=tidy)
        if heads.is_run_on and tidy:  # a person's: two headlines, the first without text
            marks = marks[: marks.index(heads.headline[1])]
            end = self.lines.index(heads.headline[1], index)
            heads = tell_apart(marks, tidy=tidy)
        why = self._begins(marks, heads, index, end)
        if why is None:
            self._subheads(marks, index)
            return end
        self._skipping = None
        self._begin(heads, why, index)
        return end

    def _subheads(self, marks: Sequence[Mark], index: int) -> None:
        self.runs[-1].lines += [Subhead(mark.text, mark.line, mark.gap) for mark in marks]
        self.runs[-1].headings.append(index)

    def _parts(self, marks: Sequence[Mark], mark: Mark) -> bool:
        """Whether a heading stands by itself below others: a subhead right below a deck, or below a person's headline."""
        if mark.shape is Shape.DECK:
            return False
        return marks[-1].shape is Shape.DECK or (self._sections.tidy and mark.level >= DEEP > marks[0].level)

    def _is_masthead_still(self, end: int) -> bool:
        """Whether headings above the first page head, with no text below them, are still the masthead's."""
        below = self.lines[end] if end < len(self.lines) else None
        if not isinstance(below, Mark) or len(self.runs) > 1:
            return False
        known = bool(self._paper or self.masthead)
        return below.shape is Shape.MASTHEAD or (known and below.shape is Shape.PAGE_HEAD)

    def _without_repeats(self, marks: Sequence[Mark]) -> list[Mark]:
        """Headings that stand together, each once: web copies print the headline twice."""
        kept: list[Mark] = []
        for mark in marks:
            if any(letters(mark.text) in letters(other.text) for other in kept):
                self._discard(mark, "headline repeated")
            else:
                kept.append(mark)
        return kept

    def _sets_aside(self, mark: Mark, index: int, *, alone: bool) -> bool:
        """Whether a heading is the paper's name, a running head, a section's name over others, or that of a notice."""
        if not self.runs[-1].headline and len(self.runs) == 1 and self._is_paper(mark.text):
            self._discard(mark, "masthead")
            return True
        if is_running_head(mark.text, self._paper) and mark.level:
            self._discard(mark, "running head")
            return True
        if not alone and (page := read_section_head(mark.text, mark.line)):
            self._turn_to(page, mark)
            return True
        reason = self._is_notice(mark, index)
        if reason:
            self._skipping = reason
            self._discard(mark, reason)
            return True
        return False

    def _is_paper(self, text: str) -> bool:
        return text == self._paper or is_paper_name(text)

    def _is_notice(self, mark: Mark, index: int) -> str | None:
        below = index + 1
        if self._notices.opens(mark.text) and opens(self.lines, below, mark.text) is None:
            return "notice"
        rows = _rows_below(self.lines, below)
        return _FIGURES if self._notices.figures(mark.text, rows) else None

    def _begins(self, marks: Sequence[Mark], heads: Heads, index: int, end: int) -> str | None:
        """Why headings begin an article; None where they are a subhead of the one above."""
        above = self._article_above()
        if above is None:
            return ""
        if found := opens(self.lines, end, heads.text):
            return found
        if len(marks) > 1 and any(mark.shape is Shape.DECK for mark in marks):
            return "a deck stands below it"
        if is_picture_only(self.lines, end):
            return "nothing but a picture stands below it"
        first = next((line for line in self.lines[end:] if not isinstance(line, Mark) or line.level), None)
        below = first.text if isinstance(first, Paragraph) else ""
        last = next((line for line in reversed(above.lines) if isinstance(line, Paragraph)), None)
        if last and closes(last.text):
            return "the article above has closed"
        assert above.headline is not None
        headings = [*self._headings_of_first_part(above), *above.headings]
        cohesion, length, before = self._sections.cohesion(headings, index)
        subheads = tuple(mark.level for place in above.headings[1:] if isinstance(mark := self.lines[place], Mark))
        state = Above(above.headline.level, _dated(above), _signed(above), subheads, before, self._sections.tidy)
        weight = weigh(marks, state, cohesion, length, below)
        return f"weighed {weight:+.1f}, the text shares {cohesion:.1f} words" if weight > 0 else None

    def _headings_of_first_part(self, run: Run) -> list[int]:
        """Where an article comes from another page, the headings over its first part: the words to compare with."""
        first = run.lines[0] if run.lines else None
        page = run.came_from
        if page is None and isinstance(first, Paragraph) and (jump := jump_from(first.text)):
            page = jump[0]
        if page is None:
            return []
        parts = [part for part in self.runs[:-1][-_PARTS:] if page_number(part.page) == page and _jumps(part)]
        likely = max(parts, key=lambda part: len(set(part.title) & set(run.title)), default=None)
        return likely.headings if likely else []

    def _article_above(self) -> Run | None:
        run = self.runs[-1]
        if self._skipping or run.headline is None or not any(isinstance(line, Paragraph) for line in run.lines):
            return None
        return run

    def _begin(self, heads: Heads, why: str, index: int) -> None:
        above = self.runs[-1]
        title, came_from = heads.text, None
        if above.headline is None and above.lines:
            came_from = self._jump_above(above)
        kicker, tag = _taken_from(above, (heads.kicker or heads.headline)[0])
        if jump := jump_from(title):
            note = title[jump[1] : jump[2]].strip()
            self.discards.append(Discard(line=heads.headline[-1].line, reason="jump", text=note, part=True))
            came_from, title = jump[0], title[: jump[1]].strip()
        tags = [mark.text for mark in heads.tags]
        for mark in heads.tags:
            self._discard(mark, "column tag")
        if tag:
            self._discard(tag, "column tag")
            tags.insert(0, tag.text)
        kickers = [line.text for line in (*([kicker] if kicker else ()), *heads.kicker)]
        decks = [mark.text.lstrip("—").strip() for mark in heads.deck]
        self.runs.append(
            Run(
                headline=heads.headline[0],
                heads=(*heads.kicker, *heads.headline, *heads.deck),
                taken=kicker,
                page=self._page,
                lead=self._lead,
                title=title,
                kicker=" ".join(kickers) or None,
                deck=" ".join(filter(None, decks)) or None,
                tag=tags[0] if tags else None,
                came_from=came_from,
                why=why,
                headings=[index],
            )
        )
        self._lead = False

    def _jump_above(self, above: Run) -> str | None:
        """The page a note right above a headline says its article comes from."""
        last = above.lines[-1]
        jump = jump_from(last.text) if isinstance(last, Paragraph) else None
        if not jump or jump[2] < len(last.text):
            return None
        self._discard(last, "jump")
        above.lines.pop()
        return jump[0]

    def _masthead_lines(self) -> None:
        """Short lines above the first headline of a bulletin with a masthead are part of it."""
        first = self.runs[0]
        if not (self.masthead or self._paper):
            return
        kept: list[Piece] = []
        for line in first.lines:
            short = isinstance(line, Paragraph) and len(line.text) <= _LONGEST_MASTHEAD
            if short and not _SENTENCE.search(line.text) and not is_caption(line.text) and not read_credit(line.text):
                self._discard(line, "masthead")
            else:
                kept.append(line)
        first.lines = kept


def _paper(lines: Sequence[Line]) -> str | None:
    """The paper's name, as its masthead gives it."""
    for line in lines[:_FIRST_LINES]:
        if isinstance(line, Mark) and line.shape is Shape.MASTHEAD and is_paper_name(name := paper_of(line.text)):
            return name
        if is_paper_name(line.text):
            return line.text
    return None


def _is_heading(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is one more of the headings that stand together."""
    line = lines[index]
    if not isinstance(line, Mark) or line.shape not in (Shape.HEADING, Shape.DECK):
        return False
    return _shape_among(lines, index) is not None


def _is_text(mark: Mark) -> bool:
    """Whether a page-reading tool took a byline, a dateline or a caption for a heading."""
    text = mark.text
    if len(text) > 60:
        return text[-1] in "。；"
    if mark.level == PLAIN or mark.shape is Shape.DECK:
        return False
    if (back := jump_from(text)) and not back[1] and back[2] == len(text):
        return True
    if (on := split_jump(text)) and not on[0]:
        return True
    return bool(read_byline(text) or is_caption(text) or read_credit(text) or is_tail(text))


def _rows_below(lines: Sequence[Line], start: int) -> list[str]:
    rows: list[str] = []
    for line in lines[start:]:
        if isinstance(line, Mark) and line.shape is Shape.TABLE:
            rows += [" ".join(row) for row in table_rows(line.text)]
        elif isinstance(line, Paragraph):
            rows.append(line.text)
        elif isinstance(line, Mark) and line.shape in (Shape.HEADING, Shape.PAGE_HEAD):
            break
        if len(rows) > 20:
            break
    return rows


def _jumps(run: Run) -> bool:
    """Whether one of a run's last paragraphs says that it goes on elsewhere."""
    return any(isinstance(line, Paragraph) and split_jump(line.text) is not None for line in run.lines[-3:])


def _dated(run: Run) -> bool:
    for line in run.lines[:3]:
        if isinstance(line, Paragraph) and (found := read_opening(line.text)):
            return found.dateline.day is not None or "讯" in found.dateline.text or "訊" in found.dateline.text
    return False


def _signed(run: Run) -> bool:
    texts = [line.text for line in run.lines[:3] if isinstance(line, Paragraph)]
    return not _dated(run) and any(read_byline(text) or read_opening(text) for text in texts)


def _taken_from(above: Run, headline: Mark) -> tuple[Paragraph | None, Paragraph | None]:
    """A 引题 or a column tag: a short line right above the headline, set off from what stands over it.

    It is taken only where the run above doesn't need it: an article's last words are not the next one's kicker.
    """
    if not above.lines:
        return None, None
    last = above.lines[-1]
    if isinstance(last, Paragraph) and is_tag(last.text):
        above.lines.pop()
        return None, last
    before = above.lines[-2] if len(above.lines) > 1 else None
    whole_above = before is not None and _is_whole(before.text)
    if (
        not isinstance(last, Paragraph)
        or (headline.gap and not (above.page and not above.headline))
        or len(last.text) > _LONGEST_KICKER
        or _is_whole(last.text)
        or is_caption(last.text)
        or read_credit(last.text)
        or read_byline(last.text)
        or not any(char.isalnum() for char in last.text)  # a rule drawn across the page
        or (above.headline and (not whole_above or not last.gap))
    ):
        return None, None
    above.lines.pop()
    return last, None


def _is_whole(text: str) -> bool:
    return bool(_WHOLE.search(text)) or is_tail(text)


def _shape_among(lines: Sequence[Line], index: int) -> Shape | None:
    """What a mark is among the lines around it; None where it is a paragraph after all."""
    line = lines[index]
    assert isinstance(line, Mark)
    if line.shape is Shape.MASTHEAD:
        above = lines[index - 1] if index else None
        below = lines[index + 1] if index + 1 < len(lines) else None
        if line.level:  # a headline may state a day; with text below it, only a paper's name makes it a masthead
            named = not paper_of(line.text) or is_paper_name(paper_of(line.text))
            return Shape.HEADING if isinstance(below, Paragraph) and not named else Shape.MASTHEAD
        if isinstance(above, Paragraph) and isinstance(below, Paragraph):
            return None  # 1月24日 星期六 晴: a diary
    if line.shape is Shape.HEADING and len(line.text) > _LONGEST_HEADLINE:
        return None
    return line.shape


def _too_long(line: Mark) -> Problem:
    return Problem(
        line=line.line,
        level="warning",
        code="headline-too-long",
        message=f"a headline of {len(line.text)} characters is too long to be one; read as a paragraph",
    )
