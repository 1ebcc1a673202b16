"""What was published: as a build's result tells it."""

from collections.abc import Sequence
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.entries.feed import ALL, is_further
from feedpub.model import Config
from feedpub.model.build import Change, FeedFile, FileProblem
from feedpub.paths import shown
from feedpub.publishing.plan import PaperState, is_topic

__all__ = ["Published", "all_files", "by_section"]


class Published(NamedTuple):
    """What was published.

    Attributes:
        new, corrected, withdrawn: how many entries a subscriber gets that are, since the last build.
        pages: how many article pages were written.
        problems: what checks found, each with the path of the file it concerns.
        files: every feed in every format, in the order of the sections.
        changes: of a dry build, entry by entry.
        by_section: slug, title and number of entries of every section that has a feed, in their order.
    """

    new: int = 0
    corrected: int = 0
    withdrawn: int = 0
    pages: int = 0
    problems: tuple[FileProblem, ...] = ()
    files: tuple[FeedFile, ...] = ()
    changes: tuple[Change, ...] = ()
    by_section: tuple[tuple[str, str, int], ...] = ()


def all_files(archive: Archive, config: Config, made: Sequence[FeedFile]) -> tuple[FeedFile, ...]:
    """The feeds that this build made, and all others as they are, in the order of the sections."""
    rows = archive.feeds.all()
    slugs = {file.slug for file in made}
    others = [
        FeedFile(str(shown(config.out / file.name)), row.slug, row.entries, False)
        for row in rows.values()
        if row.slug not in slugs
        for file in row.files
    ]
    order = {slug: number for number, slug in enumerate(rows)}
    return tuple(sorted([*made, *others], key=lambda file: order.get(file.slug, len(order))))


def by_section(archive: Archive, paper: PaperState) -> tuple[tuple[str, str, int], ...]:
    """Slug, title and number of entries of every section that has a feed, in their order."""
    return tuple(
        (row.slug, row.title, row.entries if is_further(row.position) else paper.sections.get(row.slug, 0))
        for row in archive.feeds.all().values()
        if row.slug != ALL and not is_topic(row.slug)
    )
