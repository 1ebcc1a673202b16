"""Lines to runs: what stands under one headline, with the page head it stands under.

A headline begins a run; a page head ends one. Text that stands under no headline is a run without one, of which
only pictures become entries.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from feedpub.model import PageHead, Paragraph, Problem, Subhead
from feedpub.reading.blocks import Line, Mark, Shape, paper_of, read_page_head
from feedpub.reading.byline import read_byline
from feedpub.reading.captions import is_caption, read_credit
from feedpub.reading.days import find_days
from feedpub.reading.tails import is_tail

__all__ = ["Run", "Runs", "group"]

_LONGEST_KICKER = 30
_LONGEST_HEADLINE = 300
_PAPERS = (
    "日报",
    "晚报",
    "早报",
    "晨报",
    "时报",
    "商报",
    "周报",
    "都市报",
    "青年报",
    "日報",
    "晚報",
    "電訊",
    "电讯",
    "周刊",
)
_SENTENCE_END = re.compile(r"[。！？!?;；:：,，、…”』」)）]$")


@dataclass(slots=True)
class Run:
    """A headline with the lines below it; mutable only while it is being gathered."""

    headline: Mark | None
    page: PageHead | None
    lead: bool
    kicker: str | None = None
    deck: str | None = None
    lines: list[Paragraph | Subhead] = field(default_factory=list)

    def is_plain(self, usual_gap: int) -> bool:
        """Whether there is nothing but plain paragraphs, none set off: no pictures, and nothing to join."""
        for line in self.lines:  # noqa: SIM110  # all() takes twice as long, for every line of every bulletin
            if isinstance(line, Subhead) or not line.plain or line.gap > usual_gap:
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """All runs of a bulletin, its masthead's date, and the number of blank lines it usually sets between paragraphs."""

    runs: tuple[Run, ...]
    masthead: date | None
    usual_gap: int
    problems: tuple[Problem, ...]


def group(lines: list[Line]) -> Runs:
    """Gathers lines under their headlines, in printed order."""
    runs: list[Run] = [Run(headline=None, page=None, lead=False)]
    masthead: date | None = None
    page: PageHead | None = None
    lead = False
    problems: list[Problem] = []
    under = runs[0].lines
    for index, line in enumerate(lines):
        if not isinstance(line, Mark):
            under.append(line)
            continue
        shape = _shape_among(lines, index)
        if shape is None:
            if line.level:
                problems.append(_too_long(line))
            under.append(Paragraph(line.text, line.line, line.gap))
            continue
        if shape is Shape.MASTHEAD:
            masthead = masthead or find_days(line.text)[0]
        elif shape is Shape.PAGE_HEAD:
            page, lead = read_page_head(line.text, line.line), True
            runs.append(Run(headline=None, page=page, lead=False))
        elif shape is Shape.HEADLINE:
            kicker = _take_kicker(runs[-1], line)
            runs.append(Run(headline=line, page=page, lead=lead, kicker=kicker))
            lead = False
        else:
            runs[-1].deck = line.text.lstrip("—").strip()
        under = runs[-1].lines
    # Text right below its headline tells nothing of how far apart paragraphs stand.
    gaps = Counter([line.gap for run in runs for n, line in enumerate(run.lines) if n or line.gap or not run.headline])
    most = max(gaps.values(), default=0)
    usual = min((gap for gap, count in gaps.items() if count == most), default=1)
    return Runs(runs=tuple(runs), masthead=masthead, usual_gap=usual, problems=tuple(problems))


def _take_kicker(above: Run, headline: Mark) -> str | None:
    """A 引题: a short line right above the headline, set off from what stands over it.

    It is taken only where the run above doesn't need it: an article's last words are not the next one's kicker.
    """
    if headline.gap or not above.lines:
        return None
    last = above.lines[-1]
    whole_above = len(above.lines) > 1 and _is_whole(above.lines[-2].text)
    if (
        not isinstance(last, Paragraph)
        or len(last.text) > _LONGEST_KICKER
        or _is_whole(last.text)
        or is_caption(last.text)
        or read_credit(last.text)
        or read_byline(last.text)
        or not any(char.isalnum() for char in last.text)  # a rule drawn across the page
        or (above.headline and (not whole_above or not last.gap))
    ):
        return None
    above.lines.pop()
    return last.text


def _is_whole(text: str) -> bool:
    return bool(_SENTENCE_END.search(text)) or is_tail(text)


def _shape_among(lines: Sequence[Line], index: int) -> Shape | None:
    """What a mark is among the lines around it; None where it is a paragraph after all."""
    line = lines[index]
    assert isinstance(line, Mark)
    above = lines[index - 1] if index else None
    below = lines[index + 1] if index + 1 < len(lines) else None
    if line.shape is Shape.MASTHEAD:
        if line.level:  # a headline may state a day; with text below it, only a paper's name makes it a masthead
            named = not paper_of(line.text) or paper_of(line.text).endswith(_PAPERS)
            return Shape.HEADLINE if isinstance(below, Paragraph) and not named else Shape.MASTHEAD
        if isinstance(above, Paragraph) and isinstance(below, Paragraph):
            return None  # 1月24日 星期六 晴: a diary
    if line.shape is Shape.HEADLINE and len(line.text) > _LONGEST_HEADLINE:
        return None
    return line.shape


def _too_long(line: Mark) -> Problem:
    return Problem(
        line=line.line,
        level="warning",
        code="headline-too-long",
        message=f"a headline of {len(line.text)} characters is too long to be one; read as a paragraph",
    )
