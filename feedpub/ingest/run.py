"""Ingest: what the bulletins have that the archive has not goes into the archive, and every article gets its id."""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from feedpub.archive import Archive
from feedpub.config.fingerprints import read_with
from feedpub.ingest.embargo import embargo
from feedpub.ingest.scan import News, Progress, Scan
from feedpub.ingest.schedule import released_through
from feedpub.model import BulletinFile
from feedpub.model.build import BuildContext

if TYPE_CHECKING:
    from feedpub.ingest.parse import Desk

__all__ = ["ingest"]


def ingest(
    files: tuple[BulletinFile, ...],
    context: BuildContext,
    archive: Archive,
    *,
    whole: bool = True,
    also: Mapping[str, str] = MappingProxyType({}),
    progress: Progress = iter,
) -> tuple[News, "Callable[[], Desk]"]:
    """Reads into the archive what the bulletins have that it had not; with it comes what opens bulletins once more.

    Args:
        files: the bulletins, in order of path.
        context: of the build.
        archive: what is known; one that is new begins with what is published already.
        whole: whether all folders could be looked into.
        also: the ids that articles had when they were withdrawn, and those they are published under.
        progress: wraps the files while they are read.
    """
    config, told = context.config, context.options.issue_date
    now = context.now if context.options.keep else None

    @cache
    def desk() -> "Desk":
        from feedpub.ingest.parse import Desk  # a build that finds nothing new reads nothing
        from feedpub.sections.classify import Filing

        filing = Filing(config)
        for slug, title in archive.sections.made():
            filing.catalogue.remember(slug, title)
        return Desk(filing, config, archive, today=context.today)

    news = News(is_whole=whole)
    if archive.is_new and now:
        from feedpub.ingest.recovery import take_over

        take_over(archive, config, now)
    read_by = read_with(config)
    scan = Scan(archive, files, news, told, anew=archive.setting("read by") not in (None, read_by))
    changed = scan.changed(progress)
    if (first := next(changed, None)) is not None:
        from feedpub.ingest.store import survey

        survey(chain((first,), changed), news, config, desk(), archive, told=told, today=context.today)
    scan.vanish()
    released = embargo(archive, news, released_through(config, now))
    if first is not None or news.vanished or released:
        from feedpub.ingest.identity import identify

        identify(news, archive, desk, config, also)
    if archive.db.execute("SELECT 1 FROM picture LIMIT 1").fetchone():
        from feedpub.ingest.pictures import look_again

        look_again(archive, news)
    archive.note("read by", read_by)
    return news, desk
