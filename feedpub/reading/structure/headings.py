"""Process a group of adjacent headings: decide whether they begin an article or are subheads, and begin the article."""

from collections.abc import Sequence

from feedpub.messages import message
from feedpub.model import Discard, Paragraph, Subhead
from feedpub.reading.phrases.byline import read_byline
from feedpub.reading.phrases.jumps import jump_from, page_number, split_jump
from feedpub.reading.structure.false_headings import belong_to_masthead, is_notice, is_text, put_aside
from feedpub.reading.structure.heading_list import is_bold_text
from feedpub.reading.structure.heading_roles import HeadingRoles, assign_roles, letters
from feedpub.reading.structure.kickers import take_kicker, take_note
from feedpub.reading.structure.lines import STATED, Line, Mark, Shape
from feedpub.reading.structure.runs import GroupingState, Run
from feedpub.reading.structure.shortcuts import read_opening
from feedpub.reading.structure.subheads import (
    DEEP,
    ArticleAbove,
    closes_article,
    is_picture_only,
    opens_article,
    weigh_evidence,
)

__all__ = ["take_headings"]

_MOST_HEADINGS = 5
_PARTS = 50  # how many articles back the first part of a continued one is searched for
_LOOK = 10  # how many lines below headings the first paragraph is searched for
_ENDS = 8
_OPENING = 3  # a dateline or a byline is in one of this many first paragraphs


def take_headings(state: GroupingState, index: int, end: int) -> int:
    """Process the headings from `index` on, all or some of them, and return the place of the next line.

    Args:
        state: the state of the pass.
        index: the place of the first heading.
        end: the end of the group of headings.
    """
    first = state.lines[index]
    assert isinstance(first, Mark)
    if first.note == STATED:
        state.skipping = None
        _begin(state, HeadingRoles(headline=(first,)), "", index)
        return index + 1
    if state.deep and _is_subhead(state, first, index):
        _add_subheads(state, (first,), index)
        return index + 1
    if end == index + 1 and _take_clear(state, first, index):
        return end
    if put_aside(state, first, index, alone=end == index + 1):
        return index + 1
    if is_text(first) or is_bold_text(first):
        state.add(Paragraph(first.text, first.line, first.gap))
        return index + 1
    marks = _together(state, index, end)
    end = index + len(marks)
    if belong_to_masthead(state, marks, end):
        for mark in marks:
            state.discard(mark, "masthead")
        return end
    if _is_first_subhead(state, first, index):
        _add_subheads(state, marks[:1], index)
        return index + 1
    if len(marks) > _MOST_HEADINGS:  # too many for kicker, headline and deck: headlines without text
        for place, mark in enumerate(marks, index):
            _begin(state, HeadingRoles(headline=(mark,)), "", place)
        return end
    return _article_or_subhead(state, marks, index, end)


def _is_subhead(state: GroupingState, mark: Mark, index: int) -> bool:
    """Whether the form makes a heading a subhead; one right above a headline is its kicker."""
    if mark.level < state.deep or is_bold_text(mark) or state.runs[-1].headline is None or state.skipping:
        return False
    below = state.lines[index + 1] if index + 1 < len(state.lines) else None
    return not (isinstance(below, Mark) and below.shape is Shape.HEADING and 0 < below.level < state.deep)


def _take_clear(state: GroupingState, mark: Mark, index: int) -> bool:
    """Take a single heading that the paragraph right below it makes clear; False for others.

    This is a rule, not a shortcut: a subhead that a person marked stays one above a dateline too, and a headline right
    above a dateline is one whatever its words are, as long as they open no notice.
    """
    below = state.lines[index + 1] if index + 1 < len(state.lines) else None
    if mark.shape is Shape.DECK or not isinstance(below, Paragraph) or state.notices.opens(mark.text):
        return False
    run = state.open_article()
    if run is not None and _is_deep(state, mark, run):
        _add_subheads(state, (mark,), index)
        return True
    if read_opening(below.text) is None:
        return False
    state.skipping = None
    _begin(state, HeadingRoles(headline=(mark,)), message("a dateline follows") if run else "", index)
    return True


def _is_deep(state: GroupingState, mark: Mark, run: Run) -> bool:
    """Whether a person gave a heading a level that only subheads have: a ### below the article's # or ##."""
    return run.headline is not None and mark.level >= DEEP > run.headline.level and state.sections.tidy


def _article_or_subhead(state: GroupingState, marks: Sequence[Mark], index: int, end: int) -> int:
    tidy = state.sections.tidy
    if not tidy:
        marks = _without_repeats(state, marks)
    heads = assign_roles(marks, tidy=tidy)
    if heads.is_run_on and tidy:  # written by hand: two headlines, the first without text
        marks = marks[: marks.index(heads.headline[1])]
        end = index + len(marks)
        heads = assign_roles(marks, tidy=tidy)
    why = _begins(state, marks, heads, index, end)
    if why is None:
        _add_subheads(state, marks, index)
    else:
        state.skipping = None
        _begin(state, heads, why, index)
    return end


def _together(state: GroupingState, index: int, end: int) -> list[Mark]:
    """The headings of one article or section: up to the first that is a subhead, a byline, or the head of a notice."""
    marks: list[Mark] = []
    for place in range(index, end):
        mark = state.lines[place]
        assert isinstance(mark, Mark)
        if marks and (_begins_another(state, marks, mark) or is_text(mark) or is_notice(state, mark, place)):
            break
        marks.append(mark)
    return marks


def _add_subheads(state: GroupingState, marks: Sequence[Mark], index: int) -> None:
    state.runs[-1].lines += [Subhead(mark.text, mark.line, mark.gap) for mark in marks]
    state.runs[-1].headings.append(index)
    state.runs[-1].levels.add(marks[0].level)


def _begins_another(state: GroupingState, marks: Sequence[Mark], mark: Mark) -> bool:
    """Whether a heading is separate from those above it: right below a deck, or, by hand, where ### meets #."""
    if mark.shape is Shape.DECK:
        return False
    deep = max(DEEP, state.deep)
    return marks[-1].shape is Shape.DECK or (state.sections.tidy and (mark.level >= deep) != (marks[0].level >= deep))


def _is_first_subhead(state: GroupingState, first: Mark, index: int) -> bool:
    """Whether a heading right below an article's headings is its first subhead."""
    run = state.runs[-1]
    if run.headline is None or run.lines or state.skipping or not _begins_another(state, run.heads, first):
        return False
    below = state.lines[index + 1] if index + 1 < len(state.lines) else None
    return not (isinstance(below, Mark) and below.shape is Shape.DECK)  # a headline with a deck of its own


def _without_repeats(state: GroupingState, marks: Sequence[Mark]) -> list[Mark]:
    """The headings of a group without repetitions: web copies print the headline twice."""
    kept: list[Mark] = []
    for mark in marks:
        if any(letters(mark.text) in letters(other.text) for other in kept):
            state.discard(mark, "headline repeated")
        else:
            kept.append(mark)
    return kept


def _begins(state: GroupingState, marks: Sequence[Mark], heads: HeadingRoles, index: int, end: int) -> str | None:
    """Why headings begin an article; None if they are a subhead of the one above."""
    above = state.open_article()
    if above is None:
        return ""
    if 0 < marks[0].level < state.deep:
        return message("every heading of its level begins an article")
    if found := opens_article(state.lines, end, heads.text):
        return found
    if _is_deep(state, marks[0], above):
        return None
    if any(mark.shape is Shape.DECK for mark in marks):
        return message("a deck follows")
    if is_picture_only(state.lines, end):
        return message("only a picture follows")
    if above.last and closes_article(above.last.text):
        return message("the article above has ended")
    headings = [*_ends(_headings_of_first_part(state, above)), *_ends(above.headings)]
    cohesion, length, before = state.sections.cohesion(headings, index)
    weight = weigh_evidence(
        marks, _state_of(state, above, before), cohesion, length, _first_paragraph(state.lines, end)
    )
    if weight <= 0:
        return None
    return message(
        "evidence {weight:+.2f}: {cohesion:.0f} of 100 pairs of characters below it are in the article above too",
        weight=weight,
        cohesion=cohesion,
    )


def _state_of(state: GroupingState, above: Run, length: int) -> ArticleAbove:
    assert above.headline is not None
    opening = [line.text for line in above.lines[:_OPENING] if isinstance(line, Paragraph)]
    dateline = next((found.dateline for text in opening if (found := read_opening(text))), None)
    dated = dateline is not None and (dateline.day is not None or "讯" in dateline.text or "訊" in dateline.text)
    return ArticleAbove(
        level=above.headline.level,
        dated=dated,
        signed=not dated and (dateline is not None or any(map(read_byline, opening))),
        subheads=above.levels,
        length=length,
        trusted=state.sections.tidy,
    )


def _ends(headings: list[int]) -> list[int]:
    """The headings that are examined: the first two and the last six."""
    return headings if len(headings) <= _ENDS else [*headings[:2], *headings[2 - _ENDS :]]


def _first_paragraph(lines: Sequence[Line], start: int) -> str:
    for place in range(start, min(len(lines), start + _LOOK)):
        line = lines[place]
        if isinstance(line, Paragraph):
            return line.text
        if isinstance(line, Mark) and line.level:
            break
    return ""


def _headings_of_first_part(state: GroupingState, run: Run) -> list[int]:
    """The headings over the first part of an article continued from another page: their texts are compared."""
    first = run.lines[0] if run.lines else None
    page = run.came_from
    if page is None and isinstance(first, Paragraph) and (jump := jump_from(first.text)):
        page = jump[0]
    if page is None:
        return []
    parts = [part for part in state.runs[-_PARTS:-1] if page_number(part.page) == page and _jumps(part)]
    likely = max(parts, key=lambda part: len(set(part.title) & set(run.title)), default=None)
    return likely.headings if likely else []


def _jumps(run: Run) -> bool:
    """Whether one of a run's last paragraphs says that it is continued elsewhere."""
    return any(isinstance(line, Paragraph) and split_jump(line.text) is not None for line in run.lines[-3:])


def _begin(state: GroupingState, heads: HeadingRoles, why: str, index: int) -> None:
    """Begin an article, and take the lines right above its headings: a jump line, a kicker, a column tag."""
    above = state.runs[-1]
    title = heads.text
    came_from = None
    if above.headline is None and (note := take_note(above)):
        came_from = note[0]
        state.discard(note[1], "jump")
    stated = heads.headline[0].note == STATED  # with its kicker, if it has one
    kicker, tag = (None, None) if stated else take_kicker(above, (heads.kicker or heads.headline)[0])
    if "版" in title and (jump := jump_from(title)) and (rest := (title[: jump[1]] + title[jump[2] :]).strip()):
        printed = title[jump[1] : jump[2]].strip()
        state.discards.append(Discard(line=heads.headline[-1].line, reason="jump", text=printed, part=True))
        came_from, title = jump[0], rest
    tags = [*([tag] if tag else ()), *heads.tags]
    for mark in tags:
        state.discard(mark, "column tag")
    kickers = [line.text for line in (*([kicker] if kicker else ()), *heads.kicker)]
    decks = [mark.text.lstrip("—").strip() for mark in heads.deck]
    state.runs.append(
        Run(
            headline=heads.headline[0],
            page=state.page,
            lead=state.lead,
            title=title,
            heads=(*heads.kicker, *heads.headline, *heads.deck),
            taken=kicker,
            kicker=" ".join(kickers) or None,
            deck=" ".join(filter(None, decks)) or None,
            tag=tags[0].text if tags else None,
            came_from=came_from,
            why=why,
            headings=[index],
        )
    )
    state.lead = False
