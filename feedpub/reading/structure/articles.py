"""Make articles from runs: find the byline, dateline, body, closing lines and pictures of each."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import cast

from feedpub.messages import message
from feedpub.model import Article, Block, Credit, Discard, Figure, Kind, Paragraph, Problem, Subhead
from feedpub.reading.lost import is_prose
from feedpub.reading.phrases.joins import is_cut, join, verse
from feedpub.reading.structure.beginnings import (
    find_dateline,
    is_dateline_alone,
    take_byline,
    take_decks,
    take_repeated,
    take_source,
)
from feedpub.reading.structure.draft import Draft
from feedpub.reading.structure.endings import take_endings
from feedpub.reading.structure.pictures import Piece, StandalonePicture, separate_pictures
from feedpub.reading.structure.plain_subheads import mark_plain_subheads
from feedpub.reading.structure.runs import Run
from feedpub.reading.structure.shortcuts import read_opening
from feedpub.reading.structure.stated_days import take_source_line

__all__ = ["read_articles"]

_BREAKS = frozenset(["page head", "page number", "running head", "masthead", "jump"])  # reasons of discards
_MOST_JOINED = 20  # the most lines joined into one paragraph


def read_articles(
    runs: Sequence[Run], usual_gap: int, put_aside: Iterable[Discard] = ()
) -> tuple[tuple[Article, ...], tuple[Problem, ...], tuple[Discard, ...]]:
    """Every article and every picture with an entry of its own, in printed order; with the problems and discards.

    Args:
        runs: the lines under each headline.
        usual_gap: how many blank lines mostly separate paragraphs.
        put_aside: what was put aside before; page heads and the like show where a page breaks.
    """
    breaks = sorted(discard.line for discard in put_aside if discard.reason in _BREAKS)
    articles: list[Article] = []
    problems: list[Problem] = []
    discards: list[Discard] = []
    for run in runs:
        plain = run.is_plain(usual_gap)
        rest, alone = _pieces(run, usual_gap, plain)
        if run.headline is None:
            problems += _discard_unheaded(rest, discards)
        elif len(alone) == 1 and not rest:
            articles.append(_picture(alone[0], run, len(articles) + 1, headed=True))
            continue
        else:
            articles.append(_article(run, rest, len(articles) + 1, discards, None if plain else breaks))
        for piece in alone:
            articles.append(_picture(piece, run, len(articles) + 1, headed=False))
    return tuple(articles), tuple(problems), tuple(discards)


def _pieces(run: Run, usual_gap: int, plain: bool) -> tuple[Sequence[Piece], Sequence[StandalonePicture]]:
    if plain:
        return cast("list[Piece]", run.lines), ()  # paragraphs only
    return separate_pictures(run.lines, usual_gap, headed=run.headline is not None)


def _discard_unheaded(pieces: Sequence[Piece], discards: list[Discard]) -> list[Problem]:
    """Discard what has no headline, and report its text; a picture without a caption is discarded without a report."""
    reported: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Figure) and piece.credit is None and not piece.caption:
            discards.append(Discard(line=piece.line, reason="picture without a caption", text=piece.src or ""))
        else:
            reported.append(piece)
            discards.append(Discard(line=piece.line, reason="under no headline", text=_opening(piece)))
    if not reported or any(isinstance(piece, Paragraph) and is_prose(piece.text) for piece in reported):
        return []  # `lost_text` tells of prose
    first = reported[0]
    told = message(
        "lines under no headline are not published ({n}, the first is “{words}”)",
        n=len(reported),
        words=_opening(first)[:20],
    )
    return [Problem(line=first.line, level="warning", code="no-headline", message=told)]


def _opening(piece: Piece) -> str:
    if isinstance(piece, Figure):
        return piece.caption + (piece.credit.text if piece.credit else "")
    return piece.text


def _picture(piece: StandalonePicture, run: Run, position: int, *, headed: bool) -> Article:
    """The entry of a standalone picture; `headed` says that the run's headline belongs to it."""
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


def _article(
    run: Run, pieces: Sequence[Piece], position: int, discards: list[Discard], breaks: Sequence[int] | None
) -> Article:
    """The article of a run; `breaks` are the lines where a page breaks, None if all its paragraphs are plain."""
    assert run.headline is not None
    draft = Draft(list(pieces), tag=run.tag)
    if breaks is not None:  # plain paragraphs contain none of these
        take_repeated(draft, run.title)
        take_endings(draft)
        take_source(draft)
        take_source_line(draft)
        take_byline(draft, run.title)
        take_decks(draft)
        _drop_unkept_pictures(draft)
    find_dateline(draft)
    if breaks is not None:
        draft.pieces = mark_plain_subheads(draft.pieces)
    body = tuple(draft.pieces) if breaks is None else _body(draft.pieces, breaks)
    kind, credit = ("article", None) if breaks is None else _kind(body)
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
                message=message(
                    "the headline “{title}” has no text below it; published without content", title=run.title[:40]
                ),
            )
        )
    discards += draft.discards
    return Article(
        position=position,
        line=run.headline.line,
        kind=kind,
        kicker=run.kicker,
        headline=run.title,
        deck=" ".join(filter(None, (run.deck, *draft.decks))) or None,
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
    """Discard pictures that a page-reading tool did not save (`<!-- image -->`) and that have no caption."""
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
    """The kind of an article, and its credit if it is a single picture: a body of only pictures makes a photo."""
    if body and all(isinstance(block, Figure) for block in body):
        only = body[0]
        return "photo", only.credit if len(body) == 1 and isinstance(only, Figure) else None
    return "article", None


def _body(pieces: list[Piece], breaks: Sequence[int]) -> tuple[Block, ...]:
    """Paragraphs, subheads and figures in order; paragraphs cut in two are joined, also across a figure."""
    blocks: list[Block] = []
    joined = 1
    last: int | None = None  # the place of the paragraph that the next one may continue
    line = 0  # the last line of that paragraph
    poem = verse([piece.text if isinstance(piece, Paragraph) else None for piece in pieces])
    for index, piece in enumerate(pieces):
        if isinstance(piece, Paragraph):
            before = blocks[last] if last is not None and index not in poem else None
            if (
                isinstance(before, Paragraph)
                and not (before.plain and piece.plain)  # mostly: neither is part of a cut paragraph
                and joined < _MOST_JOINED
                and is_cut(before.text, piece.text, at_break=_is_break(breaks, line, piece.line))
                and _may_join(before.text, piece.text)
            ):
                assert last is not None
                blocks[last] = before._replace(text=join(before.text, piece.text))
                joined, line = joined + 1, piece.line
                continue
            last, joined, line = len(blocks), 1, piece.line
        elif isinstance(piece, Subhead):
            last = None
            if not piece.text:
                continue
        blocks.append(piece)
    return tuple(blocks)


def _is_break(breaks: Sequence[int], above: int, below: int) -> bool:
    """Whether a page breaks between two lines; the break's own line may be one of them, with a jump line in it."""
    at = bisect_left(breaks, above)
    return at < len(breaks) and breaks[at] <= below


def _may_join(before: str, after: str) -> bool:
    return not is_dateline_alone(before) and read_opening(after) is None
