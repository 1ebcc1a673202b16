"""Runs to articles, the way an editor reads them: byline, dateline, body, closing lines, pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from feedpub.model import Article, Block, Credit, Dateline, Figure, Kind, Paragraph, Person, Problem, Subhead
from feedpub.reading.blocks import Mark
from feedpub.reading.byline import is_author, read_byline, read_contributors
from feedpub.reading.dateline import FoundDateline, read_closing, read_inline_closing, read_opening
from feedpub.reading.joins import is_cut, join, verse
from feedpub.reading.pictures import Alone, Piece, separate
from feedpub.reading.runs import Run
from feedpub.reading.tails import is_tail, signed_day, split_tail

__all__ = ["read_articles"]

_LONGEST_TAG = 40  # a column tag or a repeated headline above the dateline is no longer
_LONGEST_ALONE = 160  # a dateline with its theme, on a line of its own
_OPENING_REACH = 3  # a dateline stands in one of the first three paragraphs


@dataclass(slots=True)
class _Draft:
    """An article while its lines are being told apart."""

    pieces: list[Piece]
    byline: str | None = None
    people: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    dateline: Dateline | None = None
    closing: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    signed: date | None = None
    problems: list[Problem] = field(default_factory=list)


def read_articles(runs: tuple[Run, ...], usual_gap: int) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Every article and every picture that stands by itself, in printed order; and what was left over."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for run in runs:
        plain = run.is_plain(usual_gap)
        rest, alone = (run.lines, ()) if plain else separate(run.lines, usual_gap, headed=run.headline is not None)
        if run.headline is None:
            problems += _left_over(rest)
        elif len(alone) == 1 and not rest:
            articles.append(_picture(alone[0], run, len(articles) + 1, run.headline))
            continue
        else:
            articles.append(_article(run, run.headline, rest, len(articles) + 1, plain=plain))
        for piece in alone:
            articles.append(_picture(piece, run, len(articles) + 1))
    return tuple(articles), tuple(problems)


def _left_over(pieces: Sequence[Piece]) -> list[Problem]:
    """Text under no headline is published nowhere, and said."""
    if not pieces:
        return []
    first = pieces[0]
    opening = (first.credit.text if first.credit else "") if isinstance(first, Figure) else first.text
    return [
        Problem(
            line=first.line,
            level="warning",
            code="no-headline",
            message=f"lines under no headline are not published ({len(pieces)}, the first is “{opening[:20]}”)",
        )
    ]


def _picture(piece: Alone, run: Run, position: int, headline: Mark | None = None) -> Article:
    """A picture that stands by itself; `headline` is given where it has one of its own."""
    headed = headline is not None
    return Article(
        position=position,
        line=headline.line if headline else piece.line,
        kind=piece.kind,
        kicker=run.kicker if headed else None,
        headline=headline.text if headline else None,
        deck=run.deck if headed else None,
        byline=None,
        people=(),
        contributors=(),
        credit=piece.credit,
        dateline=None,
        body=piece.caption,
        closing=(),
        tail=(),
        signed=None,
        page=run.page,
        lead=run.lead and headed,
        problems=(),
    )


def _article(run: Run, headline: Mark, pieces: Sequence[Piece], position: int, *, plain: bool) -> Article:
    draft = _Draft(list(pieces))
    if not plain:  # neither is plain
        _take_tail(draft)
        _take_byline(draft)
    _find_dateline(draft, headline.text)
    body = tuple(draft.pieces) if plain else _body(draft.pieces)
    kind, credit = _kind(body)
    if kind == "photo" and len(body) == 1 and isinstance(body[0], Figure):
        body = (Paragraph(text=body[0].caption, line=body[0].line),) if body[0].caption else ()
    if not body and kind == "article":
        draft.problems.append(
            Problem(
                line=headline.line,
                level="warning",
                code="no-body",
                message=f"the headline “{headline.text[:40]}” has no text below it; published without content",
            )
        )
    return Article(
        position=position,
        line=headline.line,
        kind=kind,
        kicker=run.kicker,
        headline=headline.text,
        deck=run.deck or None,
        byline=draft.byline,
        people=draft.people,
        contributors=draft.contributors,
        credit=credit,
        dateline=draft.dateline,
        body=body,
        closing=tuple(draft.closing),
        tail=tuple(draft.tail),
        signed=draft.signed,
        page=run.page,
        lead=run.lead,
        problems=tuple(draft.problems),
    )


def _kind(body: tuple[Block, ...]) -> tuple[Kind, Credit | None]:
    """An article whose whole body is pictures is a picture itself."""
    if body and all(isinstance(block, Figure) for block in body):
        only = body[0]
        return "photo", only.credit if len(body) == 1 and isinstance(only, Figure) else None
    return "article", None


def _text_of(piece: Piece) -> str | None:
    return piece.text if isinstance(piece, Paragraph) else None


def _take_tail(draft: _Draft) -> None:
    """Closing lines, from the last one upwards, and what stands behind the last sentence: no text of the article."""
    while draft.pieces and (text := _text_of(draft.pieces[-1])) is not None:
        if text[-1] in "。！？”":  # a sentence, as most last paragraphs are
            return
        if is_tail(text):
            _add_tail(draft, text)
        elif (people := read_contributors(text)) is not None:
            draft.closing.insert(0, text)
            draft.contributors = people + draft.contributors
        elif (signature := _signature(text)) is not None:
            draft.closing.insert(0, text)
            draft.people = signature + draft.people
        elif draft.dateline is None and len(draft.pieces) > 1 and (closing := read_closing(text)):
            _close(draft, draft.pieces[-1], text, closing)
        else:
            break
        draft.pieces.pop()
    if draft.pieces and (text := _text_of(draft.pieces[-1])) is not None:
        _take_inline(draft, draft.pieces[-1], text)


def _take_inline(draft: _Draft, piece: Piece, text: str) -> None:
    """What stands behind the last sentence: `……。(新华社北京1月25日电)【编辑:张三】`."""
    text, tail = split_tail(text)
    while tail:
        _add_tail(draft, tail)
        text, tail = split_tail(text)
    if draft.dateline is None and (found := read_inline_closing(text)):
        _close(draft, piece, found.dateline.text, found)
        text = text.removesuffix(found.dateline.text)
    at = max(text.rfind("("), text.rfind("（"))
    if at > 0 and text[at - 1] in "。！？”" and (signature := _signature(text[at:])) is not None:
        draft.closing.insert(0, text[at:])
        draft.people = signature + draft.people
        text = text[:at]
    if (text := text.rstrip(" \u3000")) and isinstance(piece, Paragraph):
        draft.pieces[-1] = piece._replace(text=text)


def _signature(text: str) -> tuple[Person, ...] | None:
    """(本报驻巴黎记者张三): reporters who sign in brackets behind the text, with their role."""
    if len(text) < 5 or text[0] not in "(（" or text[-1] not in ")）" or not (byline := read_byline(text)):
        return None
    return byline.people or None


def _add_tail(draft: _Draft, text: str) -> None:
    draft.tail.insert(0, text)
    draft.signed = draft.signed or signed_day(text)


def _close(draft: _Draft, piece: Piece, text: str, found: FoundDateline) -> None:
    draft.closing.insert(0, text)
    draft.dateline = found.dateline
    _doubt(draft, piece, found.doubtful)


def _take_byline(draft: _Draft) -> None:
    """The byline stands first, or right below a dateline that has a line of its own."""
    for index, piece in enumerate(draft.pieces[:2]):
        text = _text_of(piece)
        if text is None:
            return
        if byline := read_byline(text):
            draft.byline, draft.people = byline.text, byline.people
            _doubt(draft, piece, byline.doubtful)
            del draft.pieces[index]
            return
        if not _is_dateline_alone(text):
            return


def _is_dateline_alone(text: str) -> bool:
    found = read_opening(text) if len(text) <= _LONGEST_ALONE else None
    return found is not None and (found.dateline.theme is not None or len(text) == len(found.dateline.text))


def _find_dateline(draft: _Draft, headline: str) -> None:
    """An opening dateline: in the first paragraph, or in the second or third below a column tag or the headline."""
    for piece in draft.pieces[:_OPENING_REACH]:
        if (text := _text_of(piece)) is None:
            break
        if found := read_opening(text):
            draft.dateline = found.dateline
            _doubt(draft, piece, found.doubtful)
            break
        if text != headline and (len(text) > _LONGEST_TAG or text[-1] in "。！？!?"):
            break
    if draft.dateline is None and draft.signed:
        draft.dateline = _of_signature(draft.signed, draft.tail)
    if draft.dateline:
        named = {person.name for person in draft.people}
        draft.people += tuple(person for person in draft.dateline.people if person.name not in named)
    draft.contributors += tuple(person for person in draft.people if not is_author(person))
    draft.people = tuple(person for person in draft.people if is_author(person))


def _of_signature(day: date, tail: list[str]) -> Dateline:
    text = next(line for line in tail if signed_day(line))
    return Dateline(
        text=text, agency=None, place=None, places=(), year=day.year, month=day.month, day=day.day, at="end"
    )


def _doubt(draft: _Draft, piece: Piece, doubtful: bool) -> None:
    if doubtful:
        draft.problems.append(
            Problem(
                line=piece.line,
                level="warning",
                code="names-unsplit",
                message="a run of names has no one good split and was kept whole",
            )
        )


def _body(pieces: list[Piece]) -> tuple[Block, ...]:
    """Paragraphs, subheads and figures in order, cut paragraphs joined, also across a figure."""
    blocks: list[Block] = []
    last: int | None = None  # where the paragraph stands that the next one may go on with
    poem = verse([piece.text if isinstance(piece, Paragraph) else None for piece in pieces])
    for index, piece in enumerate(pieces):
        if isinstance(piece, Paragraph):
            before = blocks[last] if last is not None and index not in poem else None
            if isinstance(before, Paragraph) and is_cut(before.text, piece.text) and _may_join(before.text, piece.text):
                assert last is not None
                blocks[last] = before._replace(text=join(before.text, piece.text))
                continue
            last = len(blocks)
        elif isinstance(piece, Subhead):
            last = None
            if not piece.text:
                continue
        blocks.append(piece)
    return tuple(blocks)


def _may_join(before: str, after: str) -> bool:
    return not _is_dateline_alone(before) and read_opening(after) is None
