"""Runs to articles, the way an editor reads them: byline, dateline, body, closing lines, pictures."""

from collections.abc import Sequence
from typing import cast

from feedpub.model import Article, Block, Credit, Discard, Figure, Kind, Paragraph, Problem, Subhead
from feedpub.reading.phrases.byline import is_author
from feedpub.reading.phrases.dateline import read_opening
from feedpub.reading.phrases.joins import is_cut, join, verse
from feedpub.reading.structure.beginnings import (
    find_dateline,
    is_dateline_alone,
    take_byline,
    take_repeated,
    take_source,
)
from feedpub.reading.structure.draft import Draft
from feedpub.reading.structure.endings import take_endings
from feedpub.reading.structure.pictures import Alone, Piece, separate
from feedpub.reading.structure.runs import Run

__all__ = ["read_articles"]

_MOST_HALVES = 20  # lines that are joined to one paragraph


def read_articles(
    runs: Sequence[Run], usual_gap: int
) -> tuple[tuple[Article, ...], tuple[Problem, ...], tuple[Discard, ...]]:
    """Every article and every picture that stands by itself, in printed order; and what was left over."""
    articles: list[Article] = []
    problems: list[Problem] = []
    discards: list[Discard] = []
    for run in runs:
        plain = run.is_plain(usual_gap)
        if plain and (common := _common_article(run, len(articles) + 1)):
            articles.append(common)
            continue
        rest, alone = _pieces(run, usual_gap, plain)
        if run.headline is None:
            problems += _left_over(rest, discards)
        elif len(alone) == 1 and not rest:
            articles.append(_picture(alone[0], run, len(articles) + 1, headed=True))
            continue
        else:
            articles.append(_article(run, rest, len(articles) + 1, discards, plain=plain))
        for piece in alone:
            articles.append(_picture(piece, run, len(articles) + 1, headed=False))
    return tuple(articles), tuple(problems), tuple(discards)


def _pieces(run: Run, usual_gap: int, plain: bool) -> tuple[Sequence[Piece], Sequence[Alone]]:
    if plain:
        return cast("list[Piece]", run.lines), ()  # nothing but paragraphs
    return separate(run.lines, usual_gap, headed=run.headline is not None)


def _left_over(pieces: Sequence[Piece], discards: list[Discard]) -> list[Problem]:
    """Text under no headline is published nowhere, and said; a picture without a caption goes without saying."""
    told: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Figure) and piece.credit is None and not piece.caption:
            discards.append(Discard(line=piece.line, reason="picture without a caption", text=piece.src or ""))
        else:
            told.append(piece)
            discards.append(Discard(line=piece.line, reason="under no headline", text=_opening(piece)))
    if not told:
        return []
    message = f"lines under no headline are not published ({len(told)}, the first is “{_opening(told[0])[:20]}”)"
    return [Problem(line=told[0].line, level="warning", code="no-headline", message=message)]


def _opening(piece: Piece) -> str:
    if isinstance(piece, Figure):
        return piece.caption + (piece.credit.text if piece.credit else "")
    return piece.text


def _picture(piece: Alone, run: Run, position: int, *, headed: bool) -> Article:
    """A picture that stands by itself; `headed` says that the run's headline is its own."""
    headline = run.headline if headed else None
    return Article(
        position=position,
        line=headline.line if headline else piece.line,
        kind=piece.kind,
        kicker=run.kicker if headed else None,
        headline=run.title if headed else None,
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
        tag=run.tag if headed else None,
        src=piece.src,
    )


def _common_article(run: Run, position: int) -> Article | None:
    """An article as most are, plain paragraphs below a dateline; None for any other. The long way says the same."""
    if run.headline is None or not run.lines:
        return None
    found = read_opening(run.lines[0].text)
    if found is None or found.doubtful or not all(map(is_author, found.dateline.people)):
        return None
    return Article(
        position=position,
        line=run.headline.line,
        kind="article",
        kicker=run.kicker,
        headline=run.title,
        deck=run.deck or None,
        byline=None,
        people=found.dateline.people,
        contributors=(),
        credit=None,
        dateline=found.dateline,
        body=cast("tuple[Paragraph, ...]", tuple(run.lines)),
        closing=(),
        tail=(),
        signed=None,
        page=run.page,
        lead=run.lead,
        problems=(),
        tag=run.tag,
        why=run.why,
    )


def _article(run: Run, pieces: Sequence[Piece], position: int, discards: list[Discard], *, plain: bool) -> Article:
    assert run.headline is not None
    draft = Draft(list(pieces), tag=run.tag)
    if not plain:  # none of these is plain
        take_repeated(draft, run.title)
        take_endings(draft)
        take_source(draft)
        take_byline(draft)
        _drop_unkept_pictures(draft)
    find_dateline(draft)
    body = tuple(draft.pieces) if plain else _body(draft.pieces)
    kind, credit = _kind(body)
    src = None
    if kind == "photo" and len(body) == 1 and isinstance(body[0], Figure):
        src = body[0].src
        body = (Paragraph(text=body[0].caption, line=body[0].line),) if body[0].caption else ()
    if not body and kind == "article":
        draft.problems.append(
            Problem(
                line=run.headline.line,
                level="warning",
                code="no-body",
                message=f"the headline “{run.title[:40]}” has no text below it; published without content",
            )
        )
    discards += draft.discards
    return Article(
        position=position,
        line=run.headline.line,
        kind=kind,
        kicker=run.kicker,
        headline=run.title,
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
        others=tuple(draft.others),
        tag=draft.tag,
        source=draft.source,
        why=run.why,
        src=src,
    )


def _drop_unkept_pictures(draft: Draft) -> None:
    """A picture that a page-reading tool saw and did not keep (`<!-- image -->`) shows nothing without a caption."""
    if Figure not in set(map(type, draft.pieces)):  # mostly
        return
    kept: list[Piece] = []
    for piece in draft.pieces:
        if isinstance(piece, Figure) and piece.src == "" and not piece.caption and piece.credit is None:
            draft.discard(piece.line, "picture without a file", "<!-- image -->")
        else:
            kept.append(piece)
    draft.pieces = kept


def _kind(body: tuple[Block, ...]) -> tuple[Kind, Credit | None]:
    """An article whose whole body is pictures is a picture itself."""
    if body and all(isinstance(block, Figure) for block in body):
        only = body[0]
        return "photo", only.credit if len(body) == 1 and isinstance(only, Figure) else None
    return "article", None


def _body(pieces: list[Piece]) -> tuple[Block, ...]:
    """Paragraphs, subheads and figures in order, cut paragraphs joined, also across a figure."""
    blocks: list[Block] = []
    halves = 1
    last: int | None = None  # where the paragraph stands that the next one may go on with
    poem = verse([piece.text if isinstance(piece, Paragraph) else None for piece in pieces])
    for index, piece in enumerate(pieces):
        if isinstance(piece, Paragraph):
            before = blocks[last] if last is not None and index not in poem else None
            whole = isinstance(before, Paragraph) and before.plain and piece.plain  # neither is half of a paragraph
            if (
                not whole
                and halves < _MOST_HALVES
                and isinstance(before, Paragraph)
                and is_cut(before.text, piece.text)
                and _may_join(before.text, piece.text)
            ):
                assert last is not None
                blocks[last] = before._replace(text=join(before.text, piece.text))
                halves += 1
                continue
            last, halves = len(blocks), 1
        elif isinstance(piece, Subhead):
            last = None
            if not piece.text:
                continue
        blocks.append(piece)
    return tuple(blocks)


def _may_join(before: str, after: str) -> bool:
    return not is_dateline_alone(before) and read_opening(after) is None
