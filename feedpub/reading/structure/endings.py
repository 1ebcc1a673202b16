"""Read the end of an article: closing datelines, signatures, 参与记者, and sign-offs: (完), 【编辑:…】, 来源:….

They come in any order, several on one line or one on each: `（本报滨江1月25日电）本报记者张三【编辑:李四】`.
"""

from collections.abc import Iterable

from feedpub.model import Dateline, Figure, Paragraph, Person
from feedpub.patterns import regex
from feedpub.reading.phrases.byline import is_author, read_author_note, read_byline, read_contributors, read_name_alone
from feedpub.reading.phrases.captions import read_credit, split_credit
from feedpub.reading.phrases.dateline import FoundDateline, read_inline_closing
from feedpub.reading.phrases.signoffs import (
    imprint_part,
    is_paper_line,
    is_picture_note,
    is_tail,
    signed_day,
    source_of,
    split_tail,
)
from feedpub.reading.structure.draft import Draft
from feedpub.reading.structure.pictures import Piece
from feedpub.reading.structure.shortcuts import read_closing

__all__ = ["take_endings"]

_LONGEST = 200  # the longest closing line
_MOST = 30  # the most closing lines of an article, and notes after its last sentence
_YEAR_ENDS = 11  # beside a month later than this, January is in the next year
_CLOSERS = ")）】〕］]"
_TRIM = " \u3000"
_BOX = "■□◆●"
_FIRST_PART = regex(r"([(（【〔［\[][^()（）【】〔〕\[\]]{3,100}[)）】〕］\]])[ \u3000]*(?=\S)")
_LAST_PART = regex(r"[ \u3000]*([(（【〔［\[][^()（）【】〔〕\[\]]{3,100}[)）】〕］\]])\Z")
_ENDED = regex(r"([(（]完[)）])[(（][^()（）]{6,100}[)）]\Z")
_SIGNED = regex(
    r"(?<=[)）】〕。！？”])[ \u3000]*((?:□|本[报報]|[\u4e00-\u9fff]{0,8}(?:记者|記者)|文[/／])[^。！？()（）]{2,40}"
    r"|[\u4e00-\u9fff· \u3000]{2,16}[摄攝])\Z"
)


def take_endings(draft: Draft) -> None:
    """Take closing lines, from the last one upwards, and notes after the last sentence.

    Pictures printed below the text are skipped and kept. In a roundup each brief closes with its own dateline; these
    stay in the text, since each belongs to its brief.
    """
    pictures: list[Piece] = []
    _skip_pictures(draft, pictures)
    _take_imprint(draft)
    for _ in range(_MOST):
        _skip_pictures(draft, pictures)
        if not _take_line(draft, pictures):
            break
    ends = {piece.text[-1:] for piece in draft.pieces if type(piece) is Paragraph}
    briefs = list(_closings(draft)) if not ends.isdisjoint(_CLOSERS) else []
    if len(briefs) + bool(draft.closing and draft.dateline) > 1:
        lines = [found.dateline for _, found in briefs] + ([draft.dateline] if draft.dateline else [])
        draft.dateline = _latest(lines)
        draft.others = [line for line in lines if line is not draft.dateline]
    elif (text := draft.text_of(-1)) is not None:
        _take_inline(draft, text, pictures)
    draft.pieces += pictures


def _skip_pictures(draft: Draft, pictures: list[Piece]) -> None:
    """Set aside the pictures below the last text; a sign-off behind a caption is not part of it."""
    while draft.pieces and isinstance(picture := draft.pieces[-1], Figure):
        caption, tail = split_tail(picture.caption) if picture.caption else ("", "")
        if tail:
            _add_tail(draft, picture.line, tail, part=True)
            caption, credit = split_credit(caption.rstrip(_TRIM))
            picture = Figure(caption=caption, credit=credit or picture.credit, line=picture.line, src=picture.src)
        pictures.insert(0, picture)
        draft.pieces.pop()


def _closings(draft: Draft) -> Iterable[tuple[int, FoundDateline]]:
    """The paragraphs that close with a dateline in brackets, or consist of one."""
    for place in range(len(draft.pieces)):
        text = draft.text_of(place)
        if text and text[-1] in _CLOSERS and (found := read_inline_closing(text) or read_closing(text)):
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


def _take_line(draft: Draft, pictures: list[Piece]) -> bool:
    """Take the last line if it closes the article, with the sign-offs behind it; False if it is text."""
    text = draft.text_of(-1)
    if (
        text is None
        or text[-1] in "！？”」』"
        or len(text) > _LONGEST
        or (text[-1] == "。" and text[-2:-1] not in _CLOSERS)
    ):
        return False  # a sentence, as most last paragraphs are
    line = draft.pieces[-1].line
    if is_tail(text) or is_paper_line(text) or not text.strip(_BOX):
        draft.pieces.pop()
        _add_tail(draft, line, text)
        return True
    rest, tails = text.strip(_TRIM), list[str]()
    while rest and not is_picture_note(rest) and (split := split_tail(rest, glued=True))[1]:
        rest, tails = split[0].rstrip(_TRIM), [split[1], *tails]
    last = draft.pieces.pop()
    if rest and not _take_closing(draft, line, rest, pictures):
        draft.pieces.append(last)
        return False
    for tail in reversed(tails):
        _add_tail(draft, line, tail, part=True)
    return True


def _take_closing(draft: Draft, line: int, text: str, pictures: list[Piece], depth: int = 0) -> bool:
    """Take a dateline, signature, byline or credit that a closing line consists of, or several in a row."""
    below_text = bool(draft.pieces)
    bare = text.strip(_BOX + ".。") if text[0] in _BOX or text[-1] in _BOX + ".。" else text
    if is_tail(text) or is_paper_line(text):
        _add_tail(draft, line, text, part=True)
    elif (
        bare[:1] in "(（"
        and draft.dateline is None
        and below_text
        and not _FIRST_PART.match(bare)
        and (closing := read_closing(bare))
    ):
        _close(draft, line, text, closing)  # most closing lines
    elif (people := read_contributors(text)) is not None:
        draft.closing.insert(0, text)
        draft.contributors = people + draft.contributors
    elif (signature := _signature(text)) is not None:
        draft.closing.insert(0, text)
        draft.people = signature + draft.people
    elif below_text and depth < 3 and _take_parts(draft, line, text, pictures, depth):
        pass
    elif below_text and draft.byline is None and (byline := read_byline(text)):
        if any(map(is_author, byline.people)) or not byline.people:
            draft.byline = byline.text
        else:  # 摄影：张三
            draft.closing.insert(0, text)
        draft.people = byline.people + draft.people
    elif below_text and draft.dateline is None and (closing := read_closing(bare.lstrip("—"))):
        _close(draft, line, text, closing)
    elif below_text and is_picture_note(text):
        draft.closing.insert(0, text)
    elif depth and (credit := read_credit(text)):
        pictures.insert(0, Figure(caption="", credit=credit, line=line))
    else:
        return False
    return True


def _take_parts(draft: Draft, line: int, text: str, pictures: list[Piece], depth: int) -> bool:
    """Take two closing notes on one line: `（本报滨江1月25日电）本报记者张三`, `(本报滨江1月25日电)(李四摄)`."""
    cuts = []
    if first := _FIRST_PART.match(text):
        cuts.append((first[1], text[first.end() :]))
    if (last := _LAST_PART.search(text)) and last.start():
        cuts.append((text[: last.start()], last[1]))
    for above, below in cuts:
        trial = Draft(draft.pieces, byline=draft.byline, dateline=draft.dateline)
        figures: list[Piece] = []
        if _take_closing(trial, line, below, figures, depth + 1) and _take_closing(
            trial, line, above, figures, depth + 1
        ):
            _take_closing(draft, line, below, pictures, depth + 1)
            return _take_closing(draft, line, above, pictures, depth + 1)
    return False


def _take_inline(draft: Draft, text: str, pictures: list[Piece]) -> None:
    """Take the notes after the last sentence: `……。(新华社北京1月25日电)【编辑:张三】`."""
    piece = draft.pieces[-1]
    original = text
    text, tail = split_tail(text)
    for _ in range(_MOST):
        if not tail:
            break
        _add_tail(draft, piece.line, tail, part=True)
        text, tail = split_tail(text.rstrip(_TRIM))
    text = _take_signed(draft, piece.line, text.rstrip(_TRIM) if text != original else text, pictures)
    ended = _ENDED.search(text[-_LONGEST:]) if draft.dateline is None and text[-1:] in ")）" else None
    if ended:  # ……。（完）（新华社北京1月25日电）
        _add_tail(draft, piece.line, ended[1], part=True)
        at = len(text) - len(ended[0])
        text = text[:at] + text[at + len(ended[1]) :]
    if draft.dateline is None and (found := read_inline_closing(text)):
        _close(draft, piece.line, found.dateline.text, found)
        text = text.removesuffix(found.dateline.text)
    at = max(text.rfind("("), text.rfind("（"))
    if at > 0 and text[:at].rstrip()[-1:] in tuple('。！？”.!?"') and (signature := _signature(text[at:])) is not None:
        draft.closing.insert(0, text[at:])
        draft.people = signature + draft.people
        text = text[:at]
    if text != original and (text := text.rstrip(_TRIM)) and isinstance(piece, Paragraph):
        draft.pieces[-1] = piece._replace(text=text)


def _take_signed(draft: Draft, line: int, text: str, pictures: list[Piece]) -> str:
    """Take what follows a dateline in brackets: `……。（本报滨江1月25日电）本报记者张三`; return the text before it."""
    end = text[-_LONGEST:]
    if draft.dateline is not None or end[-1:] in "。！？" or not any(map(end.__contains__, _CLOSERS)):
        return text
    if found := _SIGNED.search(end) or _LAST_PART.search(end):
        at = len(text) - len(found[0])
        above = text[:at].rstrip(_TRIM)
        # Only behind a dateline: signatures by themselves are taken later.
        if above[-1:] in _CLOSERS and read_inline_closing(above) and _take_closing(draft, line, found[1], pictures, 1):
            return above
    return text


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
