"""Ingest bulletins as a build would, and write nothing: what `inspect`, `sections` and `list` start with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from feedpub.archive import PATIENCE, Archive, open_archive
from feedpub.building import make_context
from feedpub.config.withdrawn import earlier_ids, read_withdrawals
from feedpub.ingest.discover import FoundBulletins
from feedpub.ingest.draft import with_stage
from feedpub.ingest.problems import stored_problems
from feedpub.ingest.results import Ingested
from feedpub.ingest.run import LazyCache, ingest
from feedpub.model import Config
from feedpub.model.build import DEFAULT_OPTIONS, BuildOptions, FileProblem
from feedpub.model.passed_over import PassedOver
from feedpub.progress import SILENT, Progress

if TYPE_CHECKING:
    from feedpub.ingest.cache import BulletinCache

__all__ = ["Preview", "preview"]


class Preview(NamedTuple):
    """The archive as the next build would have it, and what the bulletins have.

    Attributes:
        open_bulletins: makes the cache of parsed bulletins.
    """

    archive: Archive
    found: FoundBulletins
    ingested: Ingested
    open_bulletins: "Callable[[], BulletinCache]"

    def problems(self) -> tuple[FileProblem, ...]:
        """The problems of the bulletins, and of folders that could not be listed."""
        stored = stored_problems(self.archive, self.found.files, self.ingested.numbers)
        return (*self.found.unreadable_folders, *self.found.told, *stored, *self.ingested.problems)

    def passed_over(self) -> tuple[PassedOver, ...]:
        """The files and folders among the bulletins that are not read."""
        return tuple(sorted((*self.found.passed_over, *self.ingested.passed_over)))


@contextmanager
def preview(
    found: FoundBulletins,
    config: Config,
    now: datetime,
    options: BuildOptions = DEFAULT_OPTIONS,
    *,
    progress: Progress = SILENT,
) -> Iterator[Preview]:
    """Ingests bulletins into an archive of which nothing is saved; articles get the ids that a build would give them.

    Args:
        found: the bulletins.
        config: the configuration.
        now: the current time, of any time zone.
        options: those of the build.
        progress: sees the files while they are read.

    Raises:
        ConfigError: the file of withdrawals can't be read, or is wrong.
        RefusedError: the archive can't be used.
    """
    context = make_context(config, now, options)
    earlier = earlier_ids(read_withdrawals(config))
    with open_archive(config.archive, wait=PATIENCE, dry=True, language=config.language) as archive:
        context = with_stage(archive, context)
        cache = LazyCache(context, archive, explains=True)
        ingested = ingest(found, context, archive, cache, earlier_ids=earlier, progress=progress)
        yield Preview(archive, found, ingested, cache)
