"""Decide which feeds and files are to be made, from what the archive knows and what is on the disk."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from feedpub.archive.documents import DocumentKey
from feedpub.archive.feeds import FeedRow
from feedpub.entries.feed import ALL, CORRECTIONS, further_feeds, is_further
from feedpub.entries.topics import KINDS
from feedpub.errors import ConfigError
from feedpub.messages import message
from feedpub.model import Config
from feedpub.output import Marks
from feedpub.paths import document_path, feed_path
from feedpub.sections.catalogue import StatedSections, default_sections
from feedpub.writing.formats import Format

__all__ = [
    "FeedPlan",
    "PaperState",
    "has_other_formats",
    "is_feed_of_section",
    "is_topic",
    "missing_documents",
    "missing_pages",
    "plan_feeds",
    "tells_corrections",
]


class PaperState(NamedTuple):
    """What the archive knows of the paper, before a build publishes anything.

    Attributes:
        publication: the paper's name.
        fresh: numbers of the entries that were never published.
        feeds: those that are published, by slug, in their order.
        leaving: those that are no more, and whose files are still there for a while, by slug.
        sections: how many entries of each section are published, by slug.
        held_back: slugs of sections of which any entry is held back because its day was inferred.
        draft: whether nobody follows it yet.
    """

    publication: str
    fresh: Set[int]
    feeds: Mapping[str, FeedRow]
    sections: Mapping[str, int]
    held_back: Set[str]
    leaving: Mapping[str, FeedRow] = MappingProxyType({})
    draft: bool = False

    @property
    def kept_back(self) -> Set[str]:
        """The slugs of sections of which all is held back: what was published before is better than an empty feed."""
        return set() if self.draft else self.held_back - self.sections.keys()


class FeedPlan(NamedTuple):
    """The plan for feeds, by their slugs.

    Attributes:
        made: those to make.
        leaving: those that are no more, and of which a last entry is to be written that says so.
        forgotten: those whose files are to be removed, or were removed by somebody.
        sections: those of sections that are published after this build.
    """

    made: frozenset[str]
    leaving: frozenset[str]
    forgotten: frozenset[str]
    sections: frozenset[str] = frozenset()


def plan_feeds(
    config: Config,
    paper: PaperState,
    marks: Callable[[str], Marks | None],
    affected: Set[str],
    *,
    today: date,
    everything: bool,
) -> FeedPlan:
    """The feeds that are to be made.

    Args:
        config: everything the operator set.
        paper: what the archive knows.
        marks: size and mtime of a published file; None where there is none.
        affected: slugs of the sections of which anything changed.
        today: the build's own day.
        everything: whether all feeds may read differently.

    Raises:
        ConfigError: a configured feed has the slug of a section.
    """
    further = {section.slug for section in further_feeds(config)}
    if clash := further.intersection(paper.sections):
        raise ConfigError(
            message(
                "{source}: `{slug}` is the slug of a section; choose another", source=config.source, slug=min(clash)
            )
        )
    # The feed of corrections begins with the first one, which is known when its entry is rendered.
    told = {CORRECTIONS} & paper.feeds.keys() if tells_corrections(config, paper) else set()
    topics = {slug for slug in paper.feeds if is_topic(slug) and slug[0] in {KINDS[kind] for kind in config.by}}
    ought = {
        ALL,
        *paper.sections,
        *further,
        *told,
        *topics,
        *(section.slug for section in config.sections if section.on),
    }
    stay = ought if paper.draft else ought | paper.kept_back | _usual(config)
    rows = [row for slug, row in paper.feeds.items() if slug in stay]
    over = {slug for slug, row in paper.leaving.items() if row.leaves and row.leaves <= today.isoformat()} - ought
    leaving = paper.leaving.keys() - over - ought
    last = {slug for slug in leaving if everything or _is_stale(paper.leaving[slug], marks)}
    last |= paper.feeds.keys() - {row.slug for row in rows}
    stale = {row.slug for row in rows if _is_stale(row, marks)}
    # Empty, and removed by somebody.
    cleared = {slug for slug in (stale - ought) | last if marks(feed_path(slug)) is None}
    if paper.draft:  # nobody is told that they are no more
        cleared |= last
    emptied = affected & (last | cleared)
    last -= cleared
    known = {row.slug for row in rows} - cleared
    made = (affected & (known | ought)) | (stale - cleared) | (ought - known)
    if everything:
        made |= ought | known
    made -= {slug for slug in paper.kept_back if marks(feed_path(slug))}
    made -= last
    if made or emptied:
        made |= {ALL, *further}
    sections = (known | made | paper.kept_back & paper.feeds.keys()) - further - told - topics - last - {ALL}
    return FeedPlan(frozenset(made), frozenset(last), frozenset(over | cleared), frozenset(sections))


def tells_corrections(config: Config, paper: PaperState) -> bool:
    """Whether it is told what corrections changed: not of a draft, nor where something else has the feed's name."""
    row = paper.feeds.get(CORRECTIONS)
    is_taken = CORRECTIONS in config.slugs | paper.sections.keys() or (row is not None and is_feed_of_section(row))
    return config.corrections and not paper.draft and not is_taken


def _usual(config: Config) -> Set[str]:
    """The slugs of the default sections that are on: the feed of one without entries waits for its next."""
    sections = StatedSections(config.sections)
    return {section.slug for section in default_sections() if sections.is_on(section.slug)}


def _is_stale(row: FeedRow, marks: Callable[[str], Marks | None]) -> bool:
    """Whether a feed's files are older than its row, or not as they were published."""
    return row.owed or any(marks(name) != tuple(rest) for name, *rest in row.files)


def has_other_formats(paper: PaperState, formats: Sequence[Format]) -> bool:
    """Whether any feed was published in other formats than it would be now; pages name the formats too."""
    return any(
        {file.name for file in row.files} != {each.path(slug) for each in formats}
        for slug, row in paper.feeds.items()
        if not row.owed
    )


def missing_documents(counts: Mapping[str, int], names_in: Callable[[str], Set[str]]) -> Iterator[DocumentKey]:
    """The archive documents that are not on the disk any more.

    Args:
        counts: the number of the newest document of each feed, by slug.
        names_in: the names of the files in a folder of the output.
    """
    for slug, last in counts.items():
        names = names_in(f"archive/{slug}")
        if len(names) < last:
            for number in range(1, last + 1):
                if document_path(slug, number).rpartition("/")[2] not in names:
                    yield DocumentKey(slug, number)


def missing_pages(pages: Iterable[tuple[int, str]], names: Set[str]) -> Iterator[int]:
    """The numbers of entries whose page is not on the disk any more.

    Args:
        pages: number and short id of each entry whose page was written.
        names: of the files on the disk.
    """
    return (number for number, short in pages if f"{short}.html" not in names)


def is_topic(slug: str) -> bool:
    """Whether a feed is that of a reporter or a column."""
    return "/" in slug


def is_feed_of_section(row: FeedRow) -> bool:
    """Whether a feed is a section's: neither that of everything, nor a further one."""
    return row.slug != ALL and not is_further(row.position)
