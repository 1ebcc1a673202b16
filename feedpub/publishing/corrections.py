"""Tell of corrections: note what each changed when its entry is rendered, and make the entries that say so."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain

from feedpub.archive.published_entries import RenderRow
from feedpub.archive.withdrawal_json import withdrawal_from_json
from feedpub.entries.alterations import alterations, readable
from feedpub.entries.corrections import correction_entry, correction_keys
from feedpub.model import Article, Entry
from feedpub.model.correction import Alteration, Correction
from feedpub.model.states import Corrected
from feedpub.publishing.context import RenderContext

__all__ = ["altered", "correction_entries", "in_order", "note_correction"]


def note_correction(context: RenderContext, row: RenderRow, changed: Sequence[Alteration]) -> bool:
    """Note what is told of an entry that reads differently from what was published; return whether anything is.

    Where the text of its bulletin did not change (its reading did, or a setting), the paper corrected nothing.

    Args:
        context: of the build.
        row: the entry's, with the moment of the correction as that of its update.
        changed: what changed in its article.
    """
    archive = context.archive
    last = next(iter(archive.corrections.of(row.id)), None)
    was_withdrawn = last is not None and last.kind is Corrected.WITHDRAWN
    if row.withdrawn:
        kind = Corrected.WITHDRAWN
    elif was_withdrawn:
        kind = Corrected.RESTORED
    else:
        kind = Corrected.CORRECTED
    if (row.withdrawn and was_withdrawn) or (kind is Corrected.CORRECTED and not changed):
        return False
    keys = correction_keys(context.config.id_publication, row.updated)
    key = next(key for key in keys if not archive.corrections.is_one(key))
    told = tuple(changed) if kind is Corrected.CORRECTED else ()
    archive.corrections.add(Correction(key, row.id, kind, datetime.fromtimestamp(row.updated, UTC), row.title, told))
    return True


def altered(before: tuple[Article, str], after: tuple[Article, str], language: str) -> tuple[Alteration, ...]:
    """What changed between two versions of an article, each as it may be published, with the paper's name.

    Of pictures that is which they are, by the names that bulletins give them. `language` is the paper's (BCP 47).
    """
    found = alterations(readable(*before, language), readable(*after, language))
    pictures = (_pictures(before[0]), _pictures(after[0]))
    return found if pictures[0] == pictures[1] else (*found, Alteration("pictures"))


def correction_entries(context: RenderContext) -> list[Entry]:
    """The entries that tell of corrections and withdrawals, the newest first."""
    config = context.config
    return [
        correction_entry(told, withdrawal_from_json(notice) if notice else None, config, context.publication)
        for told, notice in context.archive.corrections.newest(config.limit)
    ]


def in_order(entries: Sequence[Entry], told: Sequence[Entry]) -> list[Entry]:
    """The entries of a feed with what is told of corrections since the oldest of them, the newest first."""
    first = min((entry.published for entry in entries), default=None)
    recent = [entry for entry in told if first is not None and entry.published >= first]
    return sorted(chain(entries, recent), key=lambda entry: entry.published, reverse=True)


def _pictures(article: Article) -> list[str]:
    return [source for source in (article.src, *(figure.src for figure in article.figures)) if source]
