"""Join articles continued on another page, by page number, similarity of headlines, and syntax.

If it is doubtful which parts belong together, they stay separate, with a warning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from feedpub.messages import message
from feedpub.model import Discard, Paragraph, Problem
from feedpub.reading.phrases.joins import is_cut
from feedpub.reading.phrases.jumps import jump_from, page_number, split_jump
from feedpub.reading.structure.runs import Run

__all__ = ["Continued", "join_continued"]

_FARTHEST = 3  # a jump line is among this many last paragraphs: captions may come below it
_ALIKE = 0.55  # similarity from which two headlines may be the same, the second shortened
_SURE = 3.0
_LEAD = 1.0  # how far the best part must be ahead of the next
_MOST = 200  # the most first parts compared; a paper has a few


@dataclass(slots=True)
class Continued:
    """Runs with continued articles joined, and the problems and discards found."""

    runs: list[Run]
    problems: list[Problem]
    discards: list[Discard]


def join_continued(runs: Sequence[Run]) -> Continued:
    """Join the parts of continued articles, including those a page head cuts in mid-sentence without a jump line."""
    found = Continued(list(runs), [], [])
    goes_to = {id(run): _take_forward(run, found) for run in runs}
    parts = [(run, page) for run in runs if (page := _take_backward(run, found)) is not None]
    firsts = [run for run in runs if run.headline is not None and run.came_from is None][:_MOST]
    joined: dict[int, Run] = {}  # a part → the run it was appended to
    for part, page in parts:
        first = _first_part_of(part, page, firsts, goes_to)
        while first and id(first) in joined:
            first = joined[id(first)]
        if first is None or first is part:
            if part.headline is None:  # reported with the other lines under no headline
                continue
            _warn(
                found,
                part,
                message(
                    "this article is continued from page {page}, but its first part was not found; "
                    "published separately",
                    page=page,
                ),
            )
            continue
        _append(first, part, found)
        joined[id(part)] = first
        goes_to[id(first)] = goes_to[id(part)]
    for above, part in pairwise(runs):
        before = joined.get(id(above), above)
        if part.headline is None and part.lines and id(part) not in joined and before.headline and _cut(before, part):
            joined[id(part)] = before
            _append(before, part, found)
    found.runs = [run for run in runs if id(run) not in joined]
    for run in found.runs:
        if (page := goes_to.get(id(run))) and run.headline:
            _warn(
                found,
                run,
                message("this article is continued on page {page}, but its second part was not found", page=page),
            )
    return found


def _warn(found: Continued, run: Run, what: str) -> None:
    line = run.headline.line if run.headline else run.lines[0].line if run.lines else None
    found.problems.append(Problem(line=line, level="warning", code="continued", message=what))


def _take_forward(run: Run, found: Continued) -> str | None:
    """The page a run is continued on, after removing its jump line."""
    for place in range(len(run.lines) - 1, max(-1, len(run.lines) - 1 - _FARTHEST), -1):
        line = run.lines[place]
        if isinstance(line, Paragraph) and (jump := split_jump(line.text)):
            text, page, note = jump
            if not text and place == 0:  # 紧接第一版 above the text: it is continued from there
                continue
            found.discards.append(Discard(line=line.line, reason="jump", text=note, part=bool(text)))
            run.lines[place : place + 1] = [line._replace(text=text, plain=False)] if text else []
            return page
    return None


def _take_backward(run: Run, found: Continued) -> str | None:
    """The page a run is continued from, after removing its jump line."""
    if run.came_from:
        return run.came_from
    first = run.lines[0] if run.lines else None
    if not isinstance(first, Paragraph) or not (jump := jump_from(first.text)):
        return None
    page, start, end = jump
    if start:
        return None
    rest = first.text[end:].strip()
    note = first.text[:end].strip()
    found.discards.append(Discard(line=first.line, reason="jump", text=note, part=bool(rest)))
    run.lines[0:1] = [first._replace(text=rest, plain=False)] if rest else []
    return page


def _first_part_of(part: Run, page: str, firsts: Sequence[Run], goes_to: dict[int, str | None]) -> Run | None:
    """The run that a part continues, if one of `firsts` is clearly the likeliest."""
    here = page_number(part.page)
    scored = sorted(
        (
            (_evidence(run, part, page, here, goes_to[id(run)]), -number, run)
            for number, run in enumerate(firsts)
            if run is not part
        ),
        key=lambda row: row[:2],
        reverse=True,
    )
    if not scored or scored[0][0] < _SURE or (len(scored) > 1 and scored[0][0] - scored[1][0] < _LEAD):
        return None
    return scored[0][2]


def _evidence(run: Run, part: Run, page: str, here: str | None, to: str | None) -> float:
    """The evidence that `part` continues `run`."""
    from rapidfuzz import fuzz  # only bulletins with continued articles need it

    score = 0.0
    own = page_number(run.page)
    if own is not None:
        score += 2.0 if _same_page(own, page) else -4.0
    if to is not None:
        score += 2.0 if here is None or _same_page(to, here) else -2.0
    if part.headline is not None:
        alike = max(fuzz.ratio(run.title, part.title), fuzz.partial_ratio(run.title, part.title) * 0.9) / 100
        score += 3.0 * alike if alike >= _ALIKE else -2.0
    if _cut(run, part):
        score += 1.5
    return score


def _same_page(one: str, other: str) -> bool:
    """Whether two numbers are of one page: the first sheet's may have its letter or not, 第02版 and A2."""
    return one.removeprefix("A") == other.removeprefix("A")


def _cut(run: Run, part: Run) -> bool:
    """Whether a part begins in the middle of a run's last sentence."""
    last = next((line for line in reversed(run.lines) if isinstance(line, Paragraph)), None)
    first = part.lines[0] if part.lines else None
    return bool(last and isinstance(first, Paragraph) and is_cut(last.text, first.text, at_break=True))


def _append(first: Run, part: Run, found: Continued) -> None:
    if part.headline is not None:
        for head in part.heads:
            jump = jump_from(head.text) if part.came_from else None
            text = (head.text[: jump[1]] + head.text[jump[2] :]).strip() if jump else head.text
            found.discards.append(
                Discard(line=head.line, reason="headline of the continuation", text=text, part=jump is not None)
            )
        if part.taken:
            found.discards.append(
                Discard(line=part.taken.line, reason="headline of the continuation", text=part.taken.text)
            )
    lines = part.lines
    if lines and isinstance(lines[0], Paragraph):
        lines = [lines[0]._replace(gap=0, plain=lines[0].plain and not _cut(first, part)), *lines[1:]]
        last = next((n for n in range(len(first.lines) - 1, -1, -1) if isinstance(first.lines[n], Paragraph)), None)
        if last is not None and _cut(first, part):  # move it below the pictures printed after the first part
            first.lines.append(first.lines.pop(last)._replace(plain=False))  # type: ignore[call-arg]
    first.lines += lines
