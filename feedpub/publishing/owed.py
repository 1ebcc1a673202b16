"""Collect what a build has to publish: what changed, what an earlier build left undone, and what was lost."""

from collections.abc import Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from feedpub.archive import Archive
from feedpub.archive.numbers import Numbers
from feedpub.archive.pictures import Copy
from feedpub.config.fingerprints import output_fingerprint
from feedpub.entries.feed import page_of_feed
from feedpub.model.build import Affected, BuildContext
from feedpub.output import Output, started
from feedpub.paths import ARCHIVE, ASSETS, FOLLOW, FRONT, NEWS, OPML, TOPICS, scaled_path
from feedpub.publishing.plan import (
    PaperState,
    has_other_formats,
    missing_documents,
    missing_pages,
    plan_feeds,
)
from feedpub.publishing.search_bundles import is_search_owed
from feedpub.publishing.site_files import site_files
from feedpub.publishing.topics import owe_topics
from feedpub.publishing.work import Work
from feedpub.writing.formats import Format

__all__ = ["Owed", "collect_owed", "pages_folder"]


class Owed(NamedTuple):
    """What is to be published.

    Attributes:
        feeds: slugs of the feeds that are to be made.
        leaving: slugs of the feeds that are no more, and whose last entry is to be written.
        sections: slugs of the sections that every page leads to.
        pages: numbers of the entries whose page is to be written.
        affected: what changed, or is to be made again.
        changed: numbers of the entries that were withdrawn (True), restored or dropped (False).
        output_fingerprint: a fingerprint of all settings that feeds and pages depend on.
        everything: whether these settings changed, so that all may read differently.
        index_pages: whether all pages of sections and days may be out of date.
        others: whether any other file is to be made.
    """

    feeds: frozenset[str]
    leaving: frozenset[str]
    sections: frozenset[str]
    pages: Set[int]
    affected: Affected
    changed: Mapping[int, bool]
    output_fingerprint: str
    everything: bool
    index_pages: bool
    others: bool


def collect_owed(
    context: BuildContext, archive: Archive, disk: Output, work: Work, paper: PaperState, formats: Sequence[Format]
) -> Owed:
    """Note in the archive what is to be published, and return it.

    Rows of feeds that are no longer published are deleted, and documents and pages that are to be written are marked.
    All this is part of the build's transaction.

    Args:
        context: of the build.
        archive: where entries and feeds are.
        disk: the output folder, to read from.
        work: what the earlier stages hand over.
        paper: what the archive knows of the paper.
        formats: that feeds are written in.

    Raises:
        ConfigError: a configured feed has the slug of a section, or the operator's templates can't be read.
    """
    config = context.config
    changed, affected = work.changed, work.affected
    unsettled = archive.settings.is_publishing_unfinished  # a build was stopped while it published
    if unsettled:  # what it withdrew may be on its page still
        changed = {**dict.fromkeys(archive.published.withdrawn(), True), **changed}
        affected |= Affected(entries=changed.keys())
    affected |= _with_lost_pictures(archive, disk)
    lost_days = _lost_days(archive, disk) if config.pages else frozenset()
    affected |= Affected(days=lost_days)
    fingerprint = output_fingerprint(config, archive.home, paper.publication)
    everything = archive.settings.output_fingerprint != fingerprint or has_other_formats(paper, formats)
    everything |= context.goes_public
    if everything:
        archive.files.take_over_pictures()
    plan = plan_feeds(config, paper, disk.marks, affected.sections, today=context.today, everything=everything)
    of_topics = chain(paper.fresh, changed, affected.entries)
    topics = owe_topics(archive, config, disk, of_topics, everything=everything)
    archive.feeds.forget(plan.forgotten)
    archive.documents.forget(plan.forgotten)
    doubted = config.pages and (_owe_pages_after_restart(archive) or unsettled)
    other_sections = config.pages and archive.settings.sections_on_pages != " ".join(sorted(plan.sections))
    pages: Set[int] = Numbers()
    if config.pages:
        numbers = Numbers(chain(paper.fresh, changed, affected.entries))
        archive.pages.owe_neighbours(numbers, affected.sections)
        days = (affected.days - lost_days) | archive.issues.days_of(numbers)
        archive.pages.owe_issues(days)
        affected |= Affected(days=days)
        pages = _collect_pages(archive, disk, everything=everything or other_sections)
    owes_documents = _owe_missing_documents(context, archive, disk, everything=everything)
    of_site = (FRONT, FOLLOW, ARCHIVE, *ASSETS, *archive.files.sitemaps()) if config.pages else ()
    lacks = disk.lacks((OPML, *of_site, *site_files(config))) or _has_old_news(context, archive)
    leaves = bool(plan.leaving or plan.forgotten) or unsettled or archive.files.any_due(context.today.isoformat())
    lost = (
        bool(lost_days) or (config.pages and _lacks_section_page(paper, disk)) or is_search_owed(config, archive, disk)
    )
    return Owed(
        feeds=plan.made | topics,
        leaving=plan.leaving,
        sections=plan.sections,
        pages=pages,
        affected=affected,
        changed=changed,
        output_fingerprint=fingerprint,
        everything=everything,
        index_pages=everything or doubted or other_sections,
        others=owes_documents or lacks or doubted or lost or leaves or other_sections,
    )


def _has_old_news(context: BuildContext, archive: Archive) -> bool:
    """Whether the sitemap of news has an article that is none any more."""
    until = archive.settings.news_until
    return NEWS in site_files(context.config) and until is not None and until <= context.now.timestamp()


def _with_lost_pictures(archive: Archive, disk: Output) -> Affected:
    """The entries that show a picture of which a copy is not on the disk any more, or was never made."""
    names = {f"p/{name}" for name in disk.names("p")}
    bulletins = {copy.bulletin for copy in archive.pictures.copies() if not _has_all_sizes(copy, names)}
    shown = archive.published.in_bulletins(bulletins)
    return Affected(frozenset(row.number for row in shown), frozenset(row.slug for row in shown))


def _has_all_sizes(copy: Copy, names: Set[str]) -> bool:
    if copy.path not in names or copy.widths is None:
        return False
    return all(scaled_path(copy.path, int(width)) in names for width in copy.widths.split())


def _lost_days(archive: Archive, disk: Output) -> Set[str]:
    """The issue days whose page is not on the disk any more."""
    names = disk.names("d")
    return {day for day in archive.issues.days() if f"{day}.html" not in names}


def _lacks_section_page(paper: PaperState, disk: Output) -> bool:
    """Whether the page of any feed is not on the disk any more."""
    names = {folder: disk.names(folder) for folder in (*TOPICS, "f", "s")}
    paths = filter(None, (page_of_feed(row.slug, row.position) for row in paper.feeds.values()))
    return any(name not in names[folder] for folder, name in (path.split("/") for path in paths))


def _owe_pages_after_restart(archive: Archive) -> bool:
    """Note that the last pages are to be written again if the machine was restarted: they may not be on the disk.

    Returns whether it was restarted since pages were written.
    """
    start = started()
    if archive.settings.machine_start in (None, start):
        return False
    archive.pages.owe_last()
    archive.settings.machine_start = start
    return True


def _collect_pages(archive: Archive, disk: Output, *, everything: bool) -> Set[int]:
    """Note that all pages are owed where everything may read differently; return those to write, with lost ones.

    Pages are looked for where their folder is not as it was when all were there: it has a name for each article of
    the paper.
    """
    if everything:
        archive.pages.owe_all()
    owed = archive.pages.not_written()
    if archive.settings.pages_folder != (marks := pages_folder(disk)):
        missing = Numbers(missing_pages(archive.pages.written(), disk.names("a")))
        if not missing:
            archive.settings.pages_folder = marks
        owed.update(missing)
    return owed


def pages_folder(disk: Output) -> str:
    """What the folder of article pages is like, as the archive notes it: a file that comes or goes changes that."""
    return " ".join(map(str, disk.marks("a") or ()))


def _owe_missing_documents(context: BuildContext, archive: Archive, disk: Output, *, everything: bool) -> bool:
    """Note which archive documents are to be written, or that the history is off; return whether any is owed."""
    if not context.keeps_history:
        if archive.settings.is_history_kept:
            archive.settings.stop_history()
        return False
    if everything:
        archive.documents.owe_all()
    archive.documents.owe(missing_documents(archive.documents.counts(), disk.names))
    return bool(archive.documents.owed())
