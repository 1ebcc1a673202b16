"""Run ingest: store new and changed bulletins in the archive, and give every article its id."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from feedpub.archive import Archive
from feedpub.config.fingerprints import reading_fingerprint
from feedpub.ingest.discover import FoundBulletins
from feedpub.ingest.draft import forget_gone
from feedpub.ingest.embargo import embargo
from feedpub.ingest.photo_desk import PhotoDesk
from feedpub.ingest.results import Forgotten, Identified, Ingested, Problems, Scanned, Stored
from feedpub.ingest.scan import Scan, Seen
from feedpub.ingest.vanished import note_vanished
from feedpub.model.build import Affected, BuildContext
from feedpub.progress import SILENT, Progress
from feedpub.workers import HERE, Workers

if TYPE_CHECKING:
    from feedpub.ingest.cache import BulletinCache

    OpenBulletins: TypeAlias = Callable[[], BulletinCache]

__all__ = ["LazyCache", "ingest"]


class LazyCache:
    """Makes the cache of bulletins when it is first called: a build without news imports no parser."""

    def __init__(
        self, context: BuildContext, archive: Archive, workers: Workers = HERE, *, explains: bool = False
    ) -> None:
        self._context = context
        self._archive = archive
        self._workers = workers
        self._explains = explains
        self._cache: BulletinCache | None = None

    def __call__(self) -> "BulletinCache":
        if self._cache is None:
            from feedpub.ingest.cache import BulletinCache

            self._cache = BulletinCache(self._context, self._archive, self._workers, explains=self._explains)
        return self._cache

    @property
    def problems(self) -> Problems:
        """What was found damaged in the archive until now."""
        return tuple(self._cache.problems) if self._cache else ()


def ingest(
    found: FoundBulletins,
    context: BuildContext,
    archive: Archive,
    open_bulletins: "OpenBulletins",
    *,
    earlier_ids: Mapping[str, str],
    progress: Progress = SILENT,
) -> Ingested:
    """Reads new and changed bulletins into the archive, and gives every article its id.

    Args:
        found: the bulletins.
        context: of the build, with its stage (`with_stage`).
        archive: what is known; a new one is first filled with what is published, unless that is a draft.
        open_bulletins: makes the cache of parsed bulletins (`LazyCache`).
        earlier_ids: of withdrawn articles (`config.withdrawn.earlier_ids`).
        progress: sees the files while they are read.
    """
    if archive.is_new and context.options.keep and not (context.draft or context.goes_public):
        from feedpub.ingest.recovery import take_over

        take_over(archive, context)
    fingerprint = reading_fingerprint(context.config)
    reread = archive.settings.reading_fingerprint not in (None, fingerprint)
    scan = Scan(archive, found.files, context, reread=reread, passed_over=found.places)
    with PhotoDesk(archive.pictures.proved) as desk:
        stored = _store(scan.changed(progress), context, archive, open_bulletins, desk)
        scanned = scan.result()
        left = {row.number: row for row in (*scan.missing(stored.replaced), *stored.left)}
        vanished = note_vanished(tuple(left.values()), archive)
        released = embargo(archive, context)
        lost = (*stored.lost, *vanished.lost)
        forgotten, identified = Forgotten(), Identified()
        if context.draft:
            forgotten = forget_gone(archive, open_bulletins, context, lost, stored.affected | released)
            lost = ()
        if stored.looked or vanished.bulletins or released.days:
            from feedpub.ingest.identity import identify

            now = int(context.now.timestamp())
            identified = identify(archive, open_bulletins, context.config, lost=lost, earlier_ids=earlier_ids, now=now)
        refreshed = _refresh_pictures(archive, desk)
    archive.settings.reading_fingerprint = fingerprint
    problems = _in_order(scanned, stored)
    return Ingested(
        numbers={**scanned.numbers, **stored.numbers},
        same=scanned.same,
        affected=stored.affected | released | forgotten.affected | identified.affected | refreshed,
        lost=identified.lost,
        vanished=() if context.draft else vanished.bulletins,
        complete=not found.unreadable_folders and not problems,
        problems=problems,
        passed_over=stored.passed_over,
        forgotten=forgotten.entries,
    )


def _store(
    changed: Iterator[Seen],
    context: BuildContext,
    archive: Archive,
    open_bulletins: "OpenBulletins",
    desk: PhotoDesk,
) -> Stored:
    """Stores what is new or changed; where nothing is, no parser is imported."""
    first = next(changed, None)
    if first is None:
        return Stored()
    from feedpub.ingest.store import store

    return store(chain((first,), changed), context, archive, open_bulletins(), desk)


def _refresh_pictures(archive: Archive, desk: PhotoDesk) -> Affected:
    if not archive.pictures.any():
        return Affected()
    from feedpub.ingest.pictures import refresh_pictures

    return refresh_pictures(archive, desk)


def _in_order(scanned: Scanned, stored: Stored) -> Problems:
    """Why bulletins could not be read, in the order of their files."""
    order = {name: number for number, name in enumerate(scanned.order)} if stored.problems else {}
    rows = (*scanned.problems, *stored.problems)
    return tuple(sorted(rows, key=lambda row: order[row[0]])) if order else rows
