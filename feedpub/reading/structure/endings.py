"""Read the end of an article: closing datelines, signatures, 参与记者, and sign-offs: (完), 【编辑:…】, 来源:…."""

from collections.abc import Iterable

from feedpub.model import Dateline, Figure, Paragraph, Person
from feedpub.reading.phrases.byline import read_author_note, read_byline, read_contributors, read_name_alone
from feedpub.reading.phrases.dateline import FoundDateline, read_closing, read_inline_closing
from feedpub.reading.phrases.signoffs import imprint_part, is_tail, signed_day, source_of, split_tail
from feedpub.reading.structure.draft import Draft
from feedpub.reading.structure.pictures import Piece

__all__ = ["take_endings"]

_LONGEST = 200  # the longest closing line
_MOST = 30  # the most closing lines of an article, and notes after its last sentence
_YEAR_ENDS = 11  # beside a month later than this, January is in the next year


def take_endings(draft: Draft) -> None:
    """Take closing lines, from the last one upwards, and notes after the last sentence.

    Pictures printed below the text are skipped and kept. In a roundup each brief closes with its own dateline; these
    stay in the text, since each belongs to its brief.
    """
    end = len(draft.pieces)
    while end and isinstance(draft.pieces[end - 1], Figure):
        end -= 1
    pictures: list[Piece] = draft.pieces[end:]
    del draft.pieces[end:]
    _take_imprint(draft)
    _take_lines(draft)
    briefs = list(_closings(draft))
    if len(briefs) + bool(draft.closing and draft.dateline) > 1:
        lines = [found.dateline for _, found in briefs] + ([draft.dateline] if draft.dateline else [])
        draft.dateline = _latest(lines)
        draft.others = [line for line in lines if line is not draft.dateline]
    elif (text := draft.text_of(-1)) is not None:
        _take_inline(draft, text)
    draft.pieces += pictures


def _closings(draft: Draft) -> Iterable[tuple[int, FoundDateline]]:
    """The paragraphs that close with a dateline in brackets, or consist of one."""
    for place in range(len(draft.pieces)):
        text = draft.text_of(place)
        if text and text[-1] in ")）】〕" and (found := read_inline_closing(text) or read_closing(text)):
            yield place, found


def _latest(lines: Iterable[Dateline]) -> Dateline:
    """The latest of a roundup's datelines; January is later than a December beside it."""
    listed = list(lines)
    year_turns = any((line.month or 0) > _YEAR_ENDS for line in listed)

    def day(line: Dateline) -> tuple[int, int, int]:
        month = line.month or 0
        return line.year or 0, month + 12 if year_turns and 0 < month < 3 else month, line.day or 0

    return max(listed, key=day)


def _take_imprint(draft: Draft) -> None:
    """Take the lines that close a press release; without one that names its sender, they are text."""
    size, sent = 0, False
    while (text := draft.text_of(-1 - size)) is not None and (part := imprint_part(text)):
        size += 1
        sent = sent or part == "sender"
    for _ in range(size if sent else 0):
        piece = draft.pieces.pop()
        assert isinstance(piece, Paragraph)
        _add_tail(draft, piece.line, piece.text)


def _take_lines(draft: Draft) -> None:
    for _ in range(_MOST):
        if (text := draft.text_of(-1)) is None:
            return
        line = draft.pieces[-1].line
        if text[-1] in "。！？”」』":  # a sentence, as most last paragraphs are
            return
        if len(text) > _LONGEST:
            return
        if text[0] in "(（" and draft.dateline is None and len(draft.pieces) > 1 and (closing := read_closing(text)):
            _close(draft, line, text, closing)  # most closing lines
        elif is_tail(text):
            _add_tail(draft, line, text)
        elif (people := read_contributors(text)) is not None:
            draft.closing.insert(0, text)
            draft.contributors = people + draft.contributors
        elif (signature := _signature(text)) is not None:
            draft.closing.insert(0, text)
            draft.people = signature + draft.people
        elif draft.byline is None and len(draft.pieces) > 1 and (byline := read_byline(text)):
            draft.byline, draft.people = byline.text, byline.people + draft.people
        elif draft.dateline is None and len(draft.pieces) > 1 and (closing := read_closing(text)):
            _close(draft, line, text, closing)
        else:
            return
        draft.pieces.pop()


def _take_inline(draft: Draft, text: str) -> None:
    """Take the notes after the last sentence: `……。(新华社北京1月25日电)【编辑:张三】`."""
    piece = draft.pieces[-1]
    original = text
    text, tail = split_tail(text)
    for _ in range(_MOST):
        if not tail:
            break
        _add_tail(draft, piece.line, tail, part=True)
        text, tail = split_tail(text)
    if draft.dateline is None and (found := read_inline_closing(text)):
        _close(draft, piece.line, found.dateline.text, found)
        text = text.removesuffix(found.dateline.text)
    at = max(text.rfind("("), text.rfind("（"))
    if at > 0 and text[:at].rstrip()[-1:] in tuple('。！？”.!?"') and (signature := _signature(text[at:])) is not None:
        draft.closing.insert(0, text[at:])
        draft.people = signature + draft.people
        text = text[:at]
    if text != original and (text := text.rstrip(" \u3000")) and isinstance(piece, Paragraph):
        draft.pieces[-1] = piece._replace(text=text)


def _signature(text: str) -> tuple[Person, ...] | None:
    """The people who sign in brackets after the text: (本报驻巴黎记者张三), (作者为滨江大学教师 张三)."""
    if len(text) < 5 or text[0] not in "(（" or text[-1] not in ")）":
        return None
    if author := read_author_note(text):
        return author
    byline = read_byline(text) or read_name_alone(text[1:-1])
    return byline.people or None if byline else None


def _add_tail(draft: Draft, line: int, text: str, *, part: bool = False) -> None:
    draft.tail.insert(0, text)
    draft.signed = draft.signed or signed_day(text)
    draft.source = draft.source or source_of(text)
    draft.discard(line, "sign-off", text, part=part)


def _close(draft: Draft, line: int, text: str, found: FoundDateline) -> None:
    draft.closing.insert(0, text)
    draft.dateline = found.dateline
    draft.report_unsplit_names(line, found.doubtful)
