"""Decide what happens to entries whose article was removed, and to those that are withdrawn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.archive.entries import EntryState, Placed
from feedpub.archive.removals import Leaving
from feedpub.archive.withdrawal_json import withdrawal_as_json
from feedpub.entries.ids import entry_id, key_of
from feedpub.errors import RefusedError
from feedpub.ingest.results import Ingested, affected_by
from feedpub.messages import message
from feedpub.model import Config
from feedpub.model.build import Affected, BuildContext
from feedpub.model.withdrawal import Withdrawal
from feedpub.paths import shown

__all__ = ["Removed", "apply_removals", "changed_notices", "drop_entries", "followed", "recovered", "with_removed"]

_MOST_GONE = 0.1  # of what is published may be removed without --allow-shrink
_FEW = 10  # entries; where there are fewer, one bulletin is often more than a tenth


class Removed(NamedTuple):
    """What became of entries.

    Attributes:
        withdrawals: by id, brought up to date with what became of their articles.
        changed: numbers of entries that were withdrawn (True), restored or dropped (False).
        pruned: ids and headlines of entries that are removed with their bulletins, or with the articles of a draft.
        affected: what feeds and pages must be rendered for.
    """

    withdrawals: dict[str, Withdrawal]
    changed: dict[int, bool]
    pruned: tuple[tuple[str, str], ...]
    affected: Affected


def apply_removals(
    ingested: Ingested,
    archive: Archive,
    context: BuildContext,
    withdrawals: Mapping[str, Withdrawal],
    *,
    allow_shrink: bool,
) -> Removed:
    """Decides about entries whose article is gone, and applies withdrawals.

    Args:
        ingested: what the bulletins have.
        archive: where entries are.
        context: of the build.
        withdrawals: by id.
        allow_shrink: whether more than a tenth of all may be removed.

    Raises:
        RefusedError: more than a tenth of all would be removed (`_refuse_to_shrink`), and may not.
    """
    config = context.config
    of_entries = {identity: archive.entries.by_id(key_of(identity)) for identity in withdrawals}
    now = followed(withdrawals, of_entries)
    if context.draft:
        now = {identity: row._replace(unpublished=True) for identity, row in now.items()}
    if config.removed == "withdraw" and _is_complete(ingested, archive):
        left = [row for row in archive.removals.from_bulletins() if entry_id(row.id) not in now]
        if left and not allow_shrink:
            _refuse_to_shrink(archive, config, left, one=len(left) == 1)
        now = with_removed(now, left, context.today)
    changed, rows = _note(changed_notices(now, archive.removals.notices(), context.today), archive)
    affected = affected_by(rows)
    pruned = ingested.forgotten
    if context.options.prune and ingested.complete and (leaving := archive.removals.with_bulletins()):
        if not allow_shrink:
            _refuse_to_shrink(archive, config, leaving, one=len({row.bulletin for row in leaving}) == 1)
        affected |= drop_entries(leaving, archive, ingested.affected | affected)
        pruned = tuple(leaving)
    return Removed(now, changed, tuple((entry_id(row.id), row.title) for row in pruned), affected)


def recovered(archive: Archive) -> dict[str, Withdrawal]:
    """The withdrawals that the archive knows of, where their file is lost: what was withdrawn stays so."""
    return {row.id: row for row in archive.removals.withdrawals()}


# ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────────


def followed(withdrawals: Mapping[str, Withdrawal], entries: Mapping[str, EntryState | None]) -> dict[str, Withdrawal]:
    """Withdrawals as their articles are now.

    Each keeps the id that its article makes by now; one of an article that was gone, and came back, is undone.

    Args:
        withdrawals: by id.
        entries: for each id its entry, or None where there is none.
    """
    found: dict[str, Withdrawal] = {}
    for identity, row in withdrawals.items():
        state = entries.get(identity)
        if state is None:
            found[identity] = row
            continue
        if row.removed and not state.gone:
            continue
        base = state.base
        found[identity] = row if base == key_of(row.made or identity) else row._replace(made=entry_id(base))
    return found


def with_removed(withdrawals: Mapping[str, Withdrawal], left: Iterable[Leaving], today: date) -> dict[str, Withdrawal]:
    """Withdrawals, with those of entries whose article left its bulletin (`removed = "withdraw"`)."""
    ids = [(entry_id(row.id), row.title) for row in left]
    return {**withdrawals, **{identity: Withdrawal(identity, today, title, removed=True) for identity, title in ids}}


def changed_notices(
    withdrawals: Mapping[str, Withdrawal], before: Mapping[bytes, str], today: date
) -> dict[bytes, str | None]:
    """What is to be published in the place of entries, by id, where it changes.

    Args:
        withdrawals: by id.
        before: what is published in their place already; empty text where they were dropped.
        today: the build's own day.

    Returns:
        The notice; empty text for an entry that is dropped after its time, None for one that is restored.
    """
    now = {
        key_of(row.id): "" if row.unpublished or row.is_over(today) else withdrawal_as_json(row)
        for row in withdrawals.values()
    }
    wanted: dict[bytes, str | None] = {**dict.fromkeys(before), **now}
    return {key: text for key, text in wanted.items() if before.get(key) != text}


# ── what follows in the archive ──────────────────────────────────────────────────────────────────────────────────────


def _is_complete(ingested: Ingested, archive: Archive) -> bool:
    """Whether every bulletin was read: an article that is gone from one may be in another."""
    return ingested.complete and len(set(ingested.numbers.values())) == archive.bulletins.count()


def _note(notices: Mapping[bytes, str | None], archive: Archive) -> tuple[dict[int, bool], list[Placed]]:
    """Notes what is published in the place of entries; returns which these are."""
    changed: dict[int, bool] = {}
    rows: list[Placed] = []
    for key, text in notices.items():
        if entry := archive.entries.by_id(key):
            archive.removals.note(entry.number, text)
            changed[entry.number] = bool(text)
            rows.append(entry.placed)
    return changed, rows


def drop_entries(leaving: Sequence[Leaving], archive: Archive, affected: Affected) -> Affected:
    """Drop entries without a notice; the pages beside them are owed, in all that is affected anyway.

    Args:
        leaving: the entries.
        archive: where they are.
        affected: what the build has changed until now.

    Returns:
        What must be published anew without them.
    """
    rows = affected_by([Placed(row.number, row.slug, row.issue) for row in leaving], shown=False)
    numbers = [row.number for row in leaving]
    archive.pages.owe_neighbours(numbers, affected.sections | rows.sections)
    archive.documents.owe_those_with(numbers)
    archive.removals.drop(numbers)
    archive.bulletins.drop_unused()
    return rows


def _refuse_to_shrink(archive: Archive, config: Config, leaving: Sequence[Leaving], *, one: bool) -> None:
    """Refuse to remove more than a tenth of all, but in a small paper for one article or one bulletin of several.

    Args:
        archive: where entries are.
        config: everything the operator set.
        leaving: the entries that would be removed.
        one: whether somebody deleted one thing, and that is all: an article, or a bulletin that is to be pruned.
    """
    published = archive.entries.count()
    if len(leaving) <= published * _MOST_GONE or (one and len(leaving) < published < _FEW):
        return
    raise RefusedError(
        message(
            "{n} of the {published} published entries in {out} would be removed because their articles are gone (for "
            "example “{title}”). Is a folder missing, or a path wrong? Nothing was changed; use --allow-shrink to "
            "remove them.",
            n=len(leaving),
            published=published,
            out=shown(config.out),
            title=leaving[0].title,
        )
    )
