"""Read the beginning of an article: a repeated headline, a column tag, the byline, the dateline."""

from functools import cache
from typing import cast

from feedpub.data import agencies, load
from feedpub.model import Dateline, Figure, Paragraph
from feedpub.reading.phrases.byline import Byline, is_author, read_byline, read_name_alone
from feedpub.reading.phrases.captions import is_caption
from feedpub.reading.phrases.dateline import FoundDateline
from feedpub.reading.phrases.signoffs import signed_day, source_of
from feedpub.reading.structure.draft import Draft
from feedpub.reading.structure.heading_roles import is_tag, same_letters
from feedpub.reading.structure.shortcuts import read_opening

__all__ = ["find_dateline", "is_dateline_alone", "take_byline", "take_decks", "take_repeated", "take_source"]

_LONGEST_REPEATED = 100
_LONGEST_TAG = 40  # the longest line above the dateline
_LONGEST_ALONE = 160  # a dateline with its theme, on a line of its own
_LONGEST_CAPTION = 120  # the longest sentence above it
_LONGEST_HEAD = 16  # the longest line that opens a note and is not the note itself
_MOST_LINES = 5
_FEWEST_DECKS = 2  # one line may be anything
_QUOTES = (
    "",
    "称",
    "稱",
    "说",
    "說",
    "指",
    "，",
    ",",
    "里",
    "裡",
    "的",
    "中",
)  # 新华社1月25日电称，…; or nothing: it closes a brief
_NOTE_TRIM = " \u3000【】[]〔〕()（）■◆●▲▍│|｜:：—-"
_REACH = 3  # the dateline is in one of the first three paragraphs


def take_repeated(draft: Draft, headline: str) -> None:
    """Take off a repetition of the headline above the text, and a column tag there."""
    taken = 0
    while (text := draft.text_of(taken)) is not None and len(draft.pieces) > taken + 1:
        if len(text) > _LONGEST_REPEATED:
            break
        if same_letters(text, headline):
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


def take_byline(draft: Draft, headline: str) -> None:
    """Take the byline, which comes first or right below a dateline on a line of its own.

    The name of somebody whom the headline is about is the caption of a portrait.
    """
    first, second, *_ = *_paragraphs(draft), None, None
    for place in (first, second):
        if place is None or (text := draft.text_of(place)) is None:
            return
        follows = place == first and second is not None
        if byline := read_byline(text) or (_name_alone(text, headline) if follows else None):
            if draft.byline:  # there is one below the text as well
                draft.closing.append(draft.byline)
            draft.byline, draft.people = byline.text, byline.people + draft.people
            draft.report_unsplit_names(draft.pieces[place].line, byline.doubtful)
            del draft.pieces[place]
            _take_more_staff(draft, place)
            return
        if not (is_dateline_alone(text) or _opens_note(text)):
            return


def _take_more_staff(draft: Draft, place: int) -> None:
    """Take the lines right below a byline that are bylines too: 记者 张三 / 实习记者 李四 / 编辑 王五."""
    for _ in range(_MOST_LINES):
        text = draft.text_of(place)
        if text is None or len(draft.pieces) <= place + 1 or (more := read_byline(text)) is None:
            return
        draft.byline = f"{draft.byline}　{more.text}"
        draft.people += more.people
        draft.report_unsplit_names(draft.pieces[place].line, more.doubtful)
        del draft.pieces[place]


def _name_alone(text: str, headline: str) -> Byline | None:
    found = read_name_alone(text)
    if found and all(person.name in headline for person in found.people):
        return (
            found
            if headline.startswith(tuple(f"{person.name}{mark}" for person in found.people for mark in "：:"))
            else None
        )
    return found


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
    lines, sentence, noted = 0, False, False
    for place in _paragraphs(draft):
        text = draft.text_of(place)
        assert text is not None
        if found := read_opening(text):
            if sentence and not _is_own(draft, place, found):
                break
            return place, found
        if (note := _opens_note(text)) or noted:
            noted = bool(note) and len(text) <= _LONGEST_HEAD  # 【编者按】 alone; the note is the next paragraph
        elif len(text) <= _LONGEST_TAG and text[-1] not in "。！？!?" and lines < _MOST_LINES:
            lines += 1
        elif sentence or place > _REACH or len(text) > _LONGEST_CAPTION:
            break
        else:
            sentence = True
    return None


def _opens_note(text: str) -> bool:
    """Whether a paragraph is a note above the text: 编者按：…, 【核心提示】…, or opens one on a line of its own."""
    head = text[:_LONGEST_HEAD].lstrip(_NOTE_TRIM)
    if not head.startswith(_note_words()):
        return False  # most
    word = next(word for word in _note_words() if head.startswith(word))
    rest = head[len(word) :]
    return not rest.strip(_NOTE_TRIM) or rest[0] in _NOTE_TRIM


@cache
def _note_words() -> tuple[str, ...]:
    return tuple(load("furniture")["notes"])


def _is_own(draft: Draft, place: int, found: FoundDateline) -> bool:
    """Whether a dateline below a sentence, such as an unsigned caption, is the article's own.

    It must be that of a known agency, unquoted and dated, and the only one that opens a paragraph: several are briefs.
    """
    line, text = found.dateline, draft.text_of(place) or ""
    begins = text.find(line.text) + len(line.text)
    if line.via or not line.day or line.agency not in _own_agencies() or text[begins : begins + 1] in _QUOTES:
        return False
    below = [piece.text for piece in draft.pieces[place + 1 :] if isinstance(piece, Paragraph)]
    return not any(read_opening(text) for text in below)


@cache
def _own_agencies() -> frozenset[str]:
    return frozenset(agencies().values())


def take_decks(draft: Draft) -> None:
    """Take decks printed as plain lines between headline and dateline: several short lines, none of them a sentence."""
    place = 0
    while (text := draft.text_of(place)) is not None and _may_be_deck(text):
        place += 1
    if not _FEWEST_DECKS <= place <= _MOST_LINES or (below := draft.text_of(place)) is None or not read_opening(below):
        return
    draft.decks = [cast("Paragraph", piece).text for piece in draft.pieces[:place]]
    del draft.pieces[:place]


def _may_be_deck(text: str) -> bool:
    if len(text) > _LONGEST_TAG or text[-1] in "。！？!?：:，,、；;" or _opens_note(text):
        return False
    return not (read_opening(text) or read_byline(text) or read_name_alone(text) or is_caption(text) or is_tag(text))


def _of_signature(draft: Draft) -> Dateline:
    day = draft.signed
    assert day is not None
    text = next(line for line in draft.tail if signed_day(line))
    return Dateline(
        text=text, agency=None, place=None, places=(), year=day.year, month=day.month, day=day.day, at="end"
    )
