"""Read the beginning of an article: a repeated headline, a column tag, the byline, the dateline."""

from feedpub.model import Dateline, Figure, Paragraph
from feedpub.reading.phrases.byline import is_author, read_byline, read_name_alone
from feedpub.reading.phrases.dateline import FoundDateline
from feedpub.reading.phrases.signoffs import signed_day, source_of
from feedpub.reading.structure.draft import Draft
from feedpub.reading.structure.heading_roles import is_tag, letters
from feedpub.reading.structure.shortcuts import read_opening

__all__ = ["find_dateline", "is_dateline_alone", "take_byline", "take_repeated", "take_source"]

_LONGEST_REPEATED = 100
_LONGEST_TAG = 40  # the longest line above the dateline
_LONGEST_ALONE = 160  # a dateline with its theme, on a line of its own
_REACH = 3  # the dateline is in one of the first three paragraphs


def take_repeated(draft: Draft, headline: str) -> None:
    """Take off a repetition of the headline above the text, and a column tag there."""
    taken = 0
    while (text := draft.text_of(taken)) is not None and len(draft.pieces) > taken + 1:
        if len(text) > _LONGEST_REPEATED:
            break
        if (bare := letters(text)) and bare == letters(headline):
            reason = "headline repeated"
        elif is_tag(text):
            draft.tag = draft.tag or text
            reason = "column tag"
        else:
            break
        draft.discard(draft.pieces[taken].line, reason, text)
        taken += 1
    del draft.pieces[:taken]


def _paragraphs(draft: Draft) -> list[int]:
    """The places of the first paragraphs; pictures may be printed above and between them."""
    found: list[int] = []
    for place, piece in enumerate(draft.pieces[: 2 * _REACH]):
        if isinstance(piece, Paragraph):
            found.append(place)
        elif not isinstance(piece, Figure):
            break
    return found


def take_byline(draft: Draft) -> None:
    """Take the byline, which comes first or right below a dateline on a line of its own."""
    first, second, *_ = *_paragraphs(draft), None, None
    for place in (first, second):
        if place is None or (text := draft.text_of(place)) is None:
            return
        follows = place == first and second is not None
        if byline := read_byline(text) or (read_name_alone(text) if follows else None):
            if draft.byline:  # there is one below the text as well
                draft.closing.append(draft.byline)
            draft.byline, draft.people = byline.text, byline.people + draft.people
            draft.report_unsplit_names(draft.pieces[place].line, byline.doubtful)
            del draft.pieces[place]
            return
        if not is_dateline_alone(text):
            return


def take_source(draft: Draft) -> None:
    """Take a source line right below the headline, as web pages print it: `来源:新华网`."""
    for place in _paragraphs(draft)[:2]:
        if (text := draft.text_of(place)) and (source := source_of(text)):
            draft.source = draft.source or source
            draft.discard(draft.pieces[place].line, "source", text)
            del draft.pieces[place]
            return


def is_dateline_alone(text: str) -> bool:
    """Whether a paragraph consists of a dateline, with or without a theme."""
    found = read_opening(text) if len(text) <= _LONGEST_ALONE else None
    return found is not None and (found.dateline.theme is not None or len(text) == len(found.dateline.text))


def find_dateline(draft: Draft) -> None:
    """Find the opening dateline: in the first paragraph, or in the second or third below a line that is not a sentence.

    If another dateline closes the article, it is kept too, in `others`: the two may disagree.
    """
    if opening := _opening(draft):
        place, found = opening
        if draft.dateline:
            draft.others.insert(0, draft.dateline)
        draft.dateline = found.dateline
        draft.report_unsplit_names(draft.pieces[place].line, found.doubtful)
    if draft.dateline is None and draft.signed:
        draft.dateline = _of_signature(draft)
    if draft.dateline and draft.people:
        named = {person.name for person in draft.people}
        draft.people += tuple(person for person in draft.dateline.people if person.name not in named)
    elif draft.dateline:
        draft.people = draft.dateline.people
    if not all(map(is_author, draft.people)):  # few
        draft.contributors += tuple(person for person in draft.people if not is_author(person))
        draft.people = tuple(person for person in draft.people if is_author(person))


def _opening(draft: Draft) -> tuple[int, FoundDateline] | None:
    """The opening dateline and the place of its paragraph, or None."""
    first = draft.text_of(0)
    if first is not None and (found := read_opening(first)):  # most
        return 0, found
    for place in _paragraphs(draft)[:_REACH]:
        text = draft.text_of(place)
        assert text is not None
        if found := read_opening(text):
            return place, found
        if len(text) > _LONGEST_TAG or text[-1] in "。！？!?":
            break
    return None


def _of_signature(draft: Draft) -> Dateline:
    day = draft.signed
    assert day is not None
    text = next(line for line in draft.tail if signed_day(line))
    return Dateline(
        text=text, agency=None, place=None, places=(), year=day.year, month=day.month, day=day.day, at="end"
    )
