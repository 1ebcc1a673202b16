"""Items of news agencies: the newest version of each is its entry's article; one that is canceled leaves it.

The guid alone says which entry an item is. So an item is never found by its likeness, and two are never one dispatch.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from feedpub.archive import Archive
from feedpub.archive.repeats import Repeat
from feedpub.archive.wires import ItemEntry, NewItem, Stop, WireRow
from feedpub.dating.moments import seconds_of
from feedpub.entries.ids import entry_key, id_fields, item_fields, short_key
from feedpub.messages import Message, message
from feedpub.model import Article, Config, Problem
from feedpub.model.parsed import ParsedBulletin
from feedpub.model.states import Gone
from feedpub.model.wire import ItemStatus, WireItem

__all__ = ["note_items", "settle_items", "stop_problems"]


def note_items(archive: Archive, number: int, parsed: ParsedBulletin, config: Config) -> None:
    """Notes what a bulletin states of its items.

    Args:
        archive: takes it in.
        number: of the bulletin.
        parsed: it.
        config: everything the operator set.
    """
    if parsed.bulletin.items:
        archive.wires.add(_rows_of(number, parsed, config))


def _rows_of(number: int, parsed: ParsedBulletin, config: Config) -> Iterator[WireRow]:
    for place, (article, dated) in enumerate(zip(parsed.bulletin.articles, parsed.dated, strict=True)):
        if article.item and (article.item.guid or article.item.embargoed):
            base = entry_key(id_fields(config.id_publication, article, dated))
            yield _row(number, place, article.line, base, article.item, config)
    for item in parsed.bulletin.items:
        if item.status is not ItemStatus.USABLE:
            yield _row(number, None, 1, entry_key(item_fields(config.id_publication, item.guid)), item, config)


def _row(number: int, place: int | None, line: int, base: bytes, item: WireItem, config: Config) -> WireRow:
    versioned = seconds_of(item.versioned, config.timezone) if item.versioned else 0
    due = seconds_of(item.embargoed, config.timezone) if item.embargoed else None
    return WireRow(number, place, line, base, item.version, versioned, item.status, due, item.title)


class _Outcome(NamedTuple):
    """What becomes of the new articles of an item.

    Attributes:
        claim: goes on with the entry, or is a new one.
        repeated: the same version, which repeats the entry.
        dropped: older versions.
        stopped: whether the entry is to leave.
    """

    claim: NewItem | None = None
    repeated: tuple[NewItem, ...] = ()
    dropped: tuple[NewItem, ...] = ()
    stopped: bool = False


def decide(new: Sequence[NewItem], newest: WireRow | None, entry: ItemEntry | None) -> _Outcome:
    """What becomes of the new articles of an item.

    Args:
        new: these, the newest version first.
        newest: of all versions that bulletins have, the newest.
        entry: the item's, if it has one.
    """
    if newest is not None and newest.status:
        return _Outcome(dropped=tuple(new), stopped=True)
    if not new:
        return _Outcome()
    first, *others = new
    same = tuple(row for row in others if row.rank == first.rank)
    older = tuple(row for row in others if row.rank != first.rank)
    known = None if entry is None or entry.version is None else (entry.version, entry.versioned or 0)
    if (
        entry is None
        or known is None
        or first.rank > known
        or (first.rank == known and (entry.gone or not entry.current))
    ):
        return _Outcome(claim=first, repeated=same, dropped=older)
    if first.rank == known:
        return _Outcome(repeated=(first, *same), dropped=older)
    return _Outcome(dropped=tuple(new))


def settle_items(
    archive: Archive,
    article_of: Callable[[int, int, int], Article | None],
    claim: Callable[[int, int], None],
    now: int,
) -> None:
    """Gives the newest version of each item its entry, drops the others, and lets entries leave that are stopped.

    Args:
        archive: where the items are.
        article_of: reads an article by its bulletin's number, its place and its line.
        claim: gives an entry (the second number) a new article (the first).
        now: seconds since 1970.
    """
    if not archive.wires.any():
        return
    for base in archive.wires.unsettled():
        new, entry = archive.wires.new_of(base), archive.wires.entry_of(base)
        outcome = decide(new, archive.wires.newest(base, now), entry)
        for row in outcome.dropped:
            archive.identities.drop(row.number)
        if outcome.stopped:
            if entry is not None and entry.gone in (Gone.HERE, Gone.WITH_BULLETIN):
                archive.entries.mark([entry.number], Gone.FROM_BULLETIN)
            continue
        number = entry.number if entry else None
        if outcome.claim and entry:
            article = article_of(outcome.claim.bulletin, outcome.claim.place, outcome.claim.line)
            if article and article.item and article.item.created is None:
                archive.wires.keep_day(outcome.claim.number, entry.number)
            claim(outcome.claim.number, entry.number)
        elif outcome.claim:
            number = outcome.claim.number
        for row in outcome.repeated:
            assert number is not None  # there is an entry, or a new one
            archive.identities.drop(row.number)
            archive.repeats.add(Repeat(row.bulletin, row.place, row.line, number, same=True))


def stop_problems(archive: Archive) -> Iterator[tuple[int, Problem]]:
    """What is to be told of items that may not be published, each with its bulletin's number."""
    for stop in archive.wires.stops() if archive.wires.any() else ():
        canceled = stop.status == ItemStatus.CANCELED
        if stop.id is not None or not canceled:
            level: Literal["error", "warning"] = "warning" if stop.id is None else "error"
            code = "canceled" if canceled else "withheld"
            yield stop.bulletin, Problem(line=stop.line, level=level, code=code, message=_told(stop, canceled))


def _told(stop: Stop, canceled: bool) -> Message:
    title = stop.title
    if stop.id is None:
        return message(
            "“{title}” is withheld by its agency; it is published as soon as a later version may be", title=title
        )
    command = f"feedpub withdraw {short_key(stop.id)}"
    if canceled:
        return message(
            "“{title}” was canceled by its agency and is published; to withdraw it: {command}",
            title=title,
            command=command,
        )
    return message(
        "“{title}” is withheld by its agency and is published; to withdraw it: {command}", title=title, command=command
    )
