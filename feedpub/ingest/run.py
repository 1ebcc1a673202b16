"""Run ingest: store new and changed bulletins in the archive, and give every article its id."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from feedpub.archive import Archive
from feedpub.config.fingerprints import reading_fingerprint
from feedpub.ingest.embargo import embargo
from feedpub.ingest.results import Identified, Ingested, Problems, Scanned, Stored
from feedpub.ingest.scan import Progress, Scan, Seen
from feedpub.ingest.vanished import note_vanished
from feedpub.model import BulletinFile
from feedpub.model.build import Affected, BuildContext

if TYPE_CHECKING:
    from feedpub.ingest.cache import BulletinCache

__all__ = ["ingest"]


def ingest(
    files: tuple[BulletinFile, ...],
    context: BuildContext,
    archive: Archive,
    *,
    whole: bool = True,
    also: Mapping[str, str] = MappingProxyType({}),
    progress: Progress = iter,
) -> tuple[Ingested, "Callable[[], BulletinCache]"]:
    """Reads into the archive what the bulletins have that it had not; with it comes what opens bulletins once more.

    Args:
        files: the bulletins, in order of path.
        context: of the build.
        archive: what is known; one that is new begins with what is published already.
        whole: whether all folders could be looked into.
        also: the ids that articles had when they were withdrawn, and those they are published under.
        progress: wraps the files while they are read.
    """
    bulletins = _lazy_cache(context, archive)
    if archive.is_new and context.options.keep:
        from feedpub.ingest.recovery import take_over

        take_over(archive, context)
    read_by = reading_fingerprint(context.config)
    scan = Scan(archive, files, context, reread=archive.setting("read by") not in (None, read_by))
    stored = _store(scan.changed(progress), context, archive, bulletins)
    scanned = scan.result()
    vanished = note_vanished(scan.missing(stored.replaced), archive)
    released = embargo(archive, context)
    identified = Identified()
    if stored.looked or vanished.bulletins or released.days:
        from feedpub.ingest.identity import identify

        lost = (*stored.lost, *vanished.lost)
        identified = identify(archive, bulletins, context.config, lost=lost, also=also)
    pictured = _look_at_pictures(archive)
    archive.note("read by", read_by)
    problems = _in_order(scanned, stored)
    ingested = Ingested(
        numbers={**scanned.numbers, **stored.numbers},
        same=scanned.same,
        affected=stored.affected | released | identified.affected | pictured,
        lost=identified.lost,
        vanished=vanished.bulletins,
        whole=whole and not problems,
        problems=problems,
    )
    return ingested, bulletins


def _lazy_cache(context: BuildContext, archive: Archive) -> "Callable[[], BulletinCache]":
    """Makes what parses bulletins, the first time it is asked: a build that finds nothing new reads nothing."""

    @cache
    def bulletins() -> "BulletinCache":
        from feedpub.ingest.cache import BulletinCache

        return BulletinCache(context, archive)

    return bulletins


def _store(
    changed: Iterator[Seen], context: BuildContext, archive: Archive, bulletins: "Callable[[], BulletinCache]"
) -> Stored:
    """Reads what is new or changed; where nothing is, nothing of the reading is imported."""
    first = next(changed, None)
    if first is None:
        return Stored()
    from feedpub.ingest.store import store

    return store(chain((first,), changed), context, archive, bulletins())


def _look_at_pictures(archive: Archive) -> Affected:
    if not archive.pictures.any():
        return Affected()
    from feedpub.ingest.pictures import look_again

    return look_again(archive)


def _in_order(scanned: Scanned, stored: Stored) -> Problems:
    """Why bulletins could not be read, in the order of their files."""
    order = {name: number for number, name in enumerate(scanned.order)} if stored.problems else {}
    rows = (*scanned.problems, *stored.problems)
    return tuple(sorted(rows, key=lambda row: order[row[0]])) if order else rows
