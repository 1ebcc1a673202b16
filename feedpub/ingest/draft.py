"""A paper that nobody follows yet: it is a draft until a build publishes it at an address of its own (`base_url`).

A draft is what its files are. What leaves them leaves the archive at once, as if it had never been there, and what
changes in them is as new. From the build that makes it public on, entries stay, and every change is told to readers.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from feedpub.archive import Archive
from feedpub.archive.removals import Leaving
from feedpub.ingest.removals import drop_entries
from feedpub.ingest.results import Forgotten
from feedpub.model.build import Affected, BuildContext

if TYPE_CHECKING:
    from feedpub.ingest.cache import BulletinCache

__all__ = ["forget_gone", "with_stage"]


def with_stage(archive: Archive, context: BuildContext) -> BuildContext:
    """The context of a build that knows whether the paper is a draft; a new archive notes it."""
    has_address = context.config.has_address
    if not context.options.keep:
        return context
    is_first = archive.is_new and not _is_published(context)
    if is_first and not has_address:
        archive.settings.begin_draft()
    draft = archive.settings.is_draft
    return replace(context, draft=draft, goes_public=has_address and (draft or is_first))


def _is_published(context: BuildContext) -> bool:
    from feedpub.ingest.recovery import may_be_followed  # most archives are not new

    return may_be_followed(context.config)


def forget_gone(
    archive: Archive,
    open_bulletins: "Callable[[], BulletinCache]",
    context: BuildContext,
    lost: Sequence[int],
    affected: Affected,
) -> Forgotten:
    """Drop every entry whose article is in no bulletin any more.

    Args:
        archive: of a draft.
        open_bulletins: makes the cache of parsed bulletins.
        context: of the build.
        lost: numbers of the entries whose article is gone, or reads differently. Another bulletin with the same
            dispatch has an entry of its own instead.
        affected: what the build has changed until now.
    """
    if not lost:
        return Forgotten()
    from feedpub.ingest.identity import restore_repeats

    restore_repeats(archive, open_bulletins, context.config, lost)
    leaving: list[Leaving] = archive.removals.gone()
    return Forgotten(tuple(leaving), drop_entries(leaving, archive, affected))
