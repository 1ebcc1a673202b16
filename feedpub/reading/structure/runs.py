"""Runs, the lines under one headline with their page head; and the state of the pass that groups lines into runs.

Text without a headline is a run too; only its pictures become entries.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, groupby
from operator import attrgetter
from typing import TypeAlias

from feedpub.model import Discard, PageHead, Paragraph, Problem, Span, Subhead, Table
from feedpub.reading.phrases.furniture import is_paper_name
from feedpub.reading.phrases.notices import Notices
from feedpub.reading.structure.form import Formed
from feedpub.reading.structure.lines import Line, Mark, Shape, paper_of
from feedpub.reading.structure.subheads import Sections

__all__ = ["GroupingState", "Piece", "Run", "Runs"]

Piece: TypeAlias = Paragraph | Subhead | Table | Mark

_GAP = attrgetter("gap")
_FIRST_LINES = 6  # the paper's name is in one of them


@dataclass(slots=True)
class Run:
    """A headline with the lines below it; changed only during grouping.

    Attributes:
        headline: the first line of the headline; `title` is all of it.
        heads: all headings over it, the headline included; `taken` is a plain line that is its kicker.
        tag: the column tag above it, or None.
        came_from: the page from which a note in its heading says it is continued, or None.
        why: why its heading is a headline, in words; empty if that was clear.
        headings: the places of its headline and subheads among the bulletin's lines; `levels` are the subheads' levels.
        last: the last paragraph added.
    """

    headline: Mark | None
    page: PageHead | None
    lead: bool
    title: str = ""
    heads: tuple[Mark, ...] = ()
    taken: Paragraph | None = None
    kicker: str | None = None
    deck: str | None = None
    tag: str | None = None
    came_from: str | None = None
    why: str = ""
    lines: list[Piece] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    levels: set[int] = field(default_factory=set)
    last: Paragraph | None = None

    def is_plain(self, usual_gap: int) -> bool:
        """Whether it consists of plain paragraphs without wider gaps: no pictures, and nothing to join."""
        for line in self.lines:
            if not isinstance(line, Paragraph) or not line.plain or line.gap > usual_gap:
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """All runs of a bulletin, its masthead's date, and its usual number of blank lines between paragraphs."""

    runs: tuple[Run, ...]
    masthead: date | None
    usual_gap: int
    problems: tuple[Problem, ...]
    discards: tuple[Discard, ...]


class GroupingState:
    """The state of one pass over a bulletin's lines: the runs and discards so far, the current page.

    Attributes:
        lines: the lines of the whole bulletin; `contents` are the places of those in lists of contents.
        deep: the level from which on a heading is a subhead; 0 if headings are judged one by one (see `Formed`).
        published: the days in lines of the time of publication, as web pages have them.
        skipping: why lines are put aside until the next heading, or None.
        has_tables: whether a table was added to a run.
    """

    def __init__(self, formed: Formed, notices: Notices, *, by_hand: bool) -> None:
        """Start without any line."""
        self.lines = lines = formed.lines
        self.contents = formed.contents
        self.deep = formed.deep
        self.notices = notices
        self.sections = Sections(lines, by_hand or formed.deep > 0)
        self.paper = _paper(lines)
        self.masthead: date | None = formed.day
        self.published: list[date] = []
        self.runs: list[Run] = [Run(headline=None, page=None, lead=False)]
        self.page: PageHead | None = None
        self.lead = False
        self.skipping: str | None = None
        self.headings_end = 0
        self.has_tables = False
        self.problems: list[Problem] = []
        self.discards: list[Discard] = []

    def discard(self, line: Piece, reason: str) -> None:
        """Put a line aside."""
        self.discards.append(Discard(line=line.line, reason=reason, text=line.text))

    def add(self, line: Piece) -> None:
        """Add a line to the current run, or put it aside while lines are skipped."""
        if self.skipping:
            self.discard(line, self.skipping)
            return
        run = self.runs[-1]
        run.lines.append(line)
        if isinstance(line, Paragraph):
            run.last = line

    def turn_to(self, page: PageHead | None, line: Mark) -> None:
        """Begin a new page, or a part of the bulletin whose name says nothing of a section (None)."""
        self.discard(line, "page head" if line.shape is Shape.PAGE_HEAD else "section title")
        self.begin(page)

    def begin(self, page: PageHead | None) -> None:
        """Begin a new page, or a part of the bulletin: what follows is on it."""
        self.skipping = None
        self.page, self.lead = page, True
        self.runs.append(Run(headline=None, page=page, lead=False))

    def open_article(self) -> Run | None:
        """The current run, if it has a headline and text; else None."""
        run = self.runs[-1]
        if self.skipping or run.headline is None or run.last is None:
            return None
        return run

    def result(self) -> Runs:
        """The runs of the whole bulletin."""
        runs = self.runs
        for run in runs if self.has_tables else ():
            run.lines = _join_tables(run.lines)
        # Text right below its headline says nothing about the usual gap between paragraphs.
        of_text = [run.lines[1:] if run.headline and run.lines and not run.lines[0].gap else run.lines for run in runs]
        gaps = Counter(map(_GAP, chain.from_iterable(of_text)))
        most = max(gaps.values(), default=0)
        return Runs(
            runs=tuple(runs),
            masthead=self.masthead or max(self.published, default=None),
            usual_gap=min([gap for gap, count in gaps.items() if count == most], default=1),
            problems=tuple(self.problems),
            discards=tuple(self.discards),
        )


def _join_tables(lines: list[Piece]) -> list[Piece]:
    """Join the rows of a table that takes several lines."""
    found: list[Piece] = []
    for one, group in groupby(lines, key=lambda line: isinstance(line, Table)):
        pieces = list(group)
        if one and isinstance(pieces[0], Table):
            rows: list[tuple[str, ...]] = []
            spans: list[Span] = []
            for piece in pieces:
                if isinstance(piece, Table):
                    spans += [span._replace(row=span.row + len(rows)) for span in piece.spans]
                    rows += piece.rows
            pieces = [pieces[0]._replace(rows=tuple(rows), spans=tuple(spans))]
        found += pieces
    return found


def _paper(lines: Sequence[Line]) -> str | None:
    """The paper's name from its masthead, or None."""
    for line in lines[:_FIRST_LINES]:
        if isinstance(line, Mark) and line.shape is Shape.MASTHEAD and is_paper_name(name := paper_of(line.text)):
            return name
        if is_paper_name(line.text):
            return line.text
    return None
