"""Publish: render the feeds and pages that changed, check and stage them, and rename them into place.

The archive is committed in between: what a build leaves undone that is killed is owed, and the next build does it.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from feedpub.archive import Archive
from feedpub.archive.feeds import FileMarks
from feedpub.entries.feed import ALL, DAILY, is_further
from feedpub.ingest.photo_desk import PhotoDesk
from feedpub.model import Config, Entry
from feedpub.model.build import BuildContext, Change, FeedFile, FileProblem
from feedpub.output import Output, started
from feedpub.paths import feed_path, shown
from feedpub.publishing.owed import Owed, collect_owed
from feedpub.publishing.pagefind import find_pagefind
from feedpub.publishing.plan import PaperState
from feedpub.publishing.search_bundles import stop_search
from feedpub.publishing.work import Work
from feedpub.writing.formats import FORMATS, Format

if TYPE_CHECKING:
    from feedpub.ingest.cache import BulletinCache
    from feedpub.publishing.context import RenderContext
    from feedpub.publishing.entries import RenderedEntries
    from feedpub.publishing.render import Staged

__all__ = ["Published", "publish"]


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


class _Rendered(NamedTuple):
    """All that is staged: feeds, documents and the site, and the entries in them.

    Attributes:
        entries: those that feeds carry, by number; of a dry build also those that were published and may have changed.
        carried: numbers of those that feeds carry.
        outcome: what became of all entries that were rendered.
        staged: the files, and what their checks found.
    """

    entries: Mapping[int, Entry]
    carried: frozenset[int]
    outcome: "RenderedEntries"
    staged: "Staged"


def publish(
    context: BuildContext,
    archive: Archive,
    work: Work,
    open_bulletins: Callable[[], "BulletinCache"],
    formats: Sequence[Format] = FORMATS,
) -> Published:
    """Publish all that changed, that is owed from earlier builds, or that is lost.

    Args:
        context: of the build.
        archive: where entries and feeds are.
        work: what the earlier stages of the build hand over.
        open_bulletins: makes what opens the bulletins of the archive.
        formats: that feeds are written in.

    Raises:
        ConfigError: the configuration names a feed like a section, or a template of the operator's can't be used.
        RefusedError: the output can't be written; what was published there stays.
    """
    config, dry = context.config, context.options.dry
    if config.search:
        find_pagefind()
    if (fresh := archive.published.fresh()) or (context.draft and any(work.affected)):
        from feedpub.publishing.timestamps import give_timestamps

        work = work._replace(affected=work.affected | give_timestamps(archive, context))
    paper = _read_paper(archive, context, fresh)
    disk = Output(config.out, dry=True)
    if _keeps_what_is_there(paper, disk, failed=work.failed):
        return Published()
    if context.goes_public:  # from the commit on, that is: if the build is killed after it, the next one publishes
        archive.settings.end_draft()
    owed = collect_owed(context, archive, disk, work, paper, formats)
    if not (owed.feeds or owed.pages or paper.fresh or owed.others):
        if not dry:
            archive.settings.output_fingerprint = owed.output_fingerprint
            archive.commit()
        return Published(files=_all_files(archive, config, ()), by_section=_by_section(archive, paper))
    with Output(config.out, wait=context.options.wait, dry=dry) as output, PhotoDesk() as desk:
        from feedpub.publishing.context import open_context, with_sections

        opened = open_context(context, archive, output, paper, open_bulletins(), formats)
        render_context = with_sections(opened, owed.sections, None if dry else desk)
        rendered = _render(render_context, owed, work, paper)
        if not dry:
            changed = _commit(render_context, owed, rendered, paper)
            output.publish()
            if config.search:
                from feedpub.publishing.search_index import publish_search

                changed += publish_search(render_context, owed.affected.days, everything=owed.index_pages)
            changed += _note_published(render_context, owed, rendered)
            rendered = rendered._replace(staged=rendered.staged.with_problems(changed))
    return _result(render_context, owed, paper, rendered)


def _read_paper(archive: Archive, context: BuildContext, fresh: Sequence[int]) -> PaperState:
    names = archive.bulletins.publications()
    return PaperState(
        publication=context.config.publication or (names[0] if len(names) == 1 else "feedpub"),
        fresh=tuple(fresh),
        feeds=archive.feeds.all(),
        sections=archive.sections.counts(),
        held_back=archive.sections.held_back(),
        leaving=archive.feeds.leaving(),
        draft=context.draft,
    )


def _keeps_what_is_there(paper: PaperState, disk: Output, *, failed: bool) -> bool:
    """Whether what is published, or nothing at all, is better than the empty feeds of bulletins without an article."""
    return not (paper.sections or paper.feeds) and (failed or disk.marks(feed_path(ALL)) is not None)


def _render(context: "RenderContext", owed: Owed, work: Work, paper: PaperState) -> _Rendered:
    """Render and stage all that is owed."""
    from feedpub.publishing.archive_documents import DocumentWriter
    from feedpub.publishing.entries import EntryRenderer
    from feedpub.publishing.feeds import FeedAssembly
    from feedpub.publishing.lost_entries import LostEntries
    from feedpub.publishing.render import Staged, stage_feed
    from feedpub.publishing.site import stage_site

    archive = context.archive
    lost = LostEntries(context)
    renderer = EntryRenderer(context, owed.changed, owed.pages | owed.affected.entries)
    assembly = FeedAssembly(context, work.withdrawals)
    affected = archive.published.seen_among(owed.affected.entries)
    entries = renderer.render(affected, affected if context.build.options.dry else ())
    if context.build.keeps_history:
        _add_to_history(archive, owed, paper, renderer.outcome.corrected)
    feeds = assembly.select_entries(owed.feeds - {DAILY})
    for slug in assembly.replaced(feeds):
        lost.refuse_in_feed(slug, feeds[slug])
    carried = frozenset(chain.from_iterable(feeds.values()))
    entries |= renderer.render(carried | owed.pages, carried)
    staged = Staged()
    for slug, numbers in feeds.items():
        staged += stage_feed(context, assembly.assemble_and_owe(slug, [entries[number] for number in numbers]))
    if context.build.keeps_history:
        staged += DocumentWriter(context, renderer, entries, assembly.section, lost).write(everything=owed.everything)
    if owed.leaving:
        from feedpub.publishing.leaving import stage_last_entries

        staged += stage_last_entries(context, assembly, owed.leaving)
    staged += stage_site(context, assembly, owed.feeds, owed.affected.days, everything=owed.index_pages)
    return _Rendered(entries=entries, carried=carried, outcome=renderer.outcome, staged=staged)


def _add_to_history(archive: Archive, owed: Owed, paper: PaperState, corrected: Set[int]) -> None:
    """Add new entries to the history of feeds, and note which documents change."""
    history = archive.history
    if not archive.settings.is_history_kept:
        history.begin()
        archive.settings.begin_history()
    else:
        archive.documents.drop_held(paper.kept_back)
        history.readmit(corrected)
        history.append(chain(paper.fresh, corrected))
        history.move(sorted(owed.affected.entries))
    archive.documents.owe_those_with(owed.changed)


def _commit(context: "RenderContext", owed: Owed, rendered: _Rendered, paper: PaperState) -> tuple[FileProblem, ...]:
    """Commit what is decided before the first file is replaced; what is not published then is owed.

    Returns:
        The problems of pages that would have to go and are not as they were written.
    """
    from feedpub.publishing.leaving import stage_last_pages

    config, archive = context.config, context.archive
    archive.settings.output_fingerprint = owed.output_fingerprint
    archive.settings.begin_publishing()
    if not config.search:
        stop_search(archive, context.build.today)
    if config.hubs:
        from feedpub.publishing.websub import owe_pings

        owe_pings(archive, config, [Path(file.path).name for file in rendered.staged.files if file.written])
    if archive.pictures.any():
        from feedpub.publishing.picture_copies import remove_withdrawn_pictures

        remove_withdrawn_pictures(archive, context.output)
    problems = stage_last_pages(context, paper.kept_back)
    archive.commit()
    return problems


def _note_published(context: "RenderContext", owed: Owed, rendered: _Rendered) -> tuple[FileProblem, ...]:
    """Note that all is published, except the feeds that failed their check, and remove what nothing leads to.

    Returns:
        The problems of files that would have to go and are not as they were written.
    """
    from feedpub.publishing.leaving import remove_due

    config, archive = context.config, context.archive
    for slug in owed.feeds | owed.leaving:
        names = [row.path(slug) for row in context.formats]
        files = [FileMarks(name, *marks) for name in names if (marks := context.output.marks(name))]
        archive.feeds.mark_published(slug, files, owed=slug in rendered.staged.failed)
    if context.build.keeps_history:
        archive.documents.mark_published(rendered.staged.documents)
    if config.pages:
        archive.pages.mark_published(rendered.outcome.paged)
        archive.settings.sections_on_pages = " ".join(sorted(owed.sections))
        archive.settings.machine_start = started()
    problems = remove_due(context, documents_changed=bool(rendered.staged.documents))
    archive.settings.finish_publishing()
    archive.commit()
    return problems


def _result(context: "RenderContext", owed: Owed, paper: PaperState, rendered: _Rendered) -> Published:
    archive, config, fresh = context.archive, context.config, frozenset(paper.fresh)
    corrected = rendered.outcome.corrected
    withdrawn = {number for number, now in owed.changed.items() if now}
    # Where the archive was lost, feeds had most of the older ones already.
    begins_with_feeds = archive.is_new and archive.published.any_without_bulletin()
    changes: tuple[Change, ...] = ()
    if context.build.options.dry:
        from feedpub.ingest.published import read_published
        from feedpub.publishing.changes import changes_of

        before = {entry.id: entry.seen for entry in read_published(config.out).values()}
        changes = tuple(changes_of(rendered.entries, fresh, withdrawn, corrected, before))
    return Published(
        new=len(rendered.carried & fresh if begins_with_feeds else fresh),
        corrected=len(corrected - withdrawn),
        withdrawn=len(corrected & withdrawn),
        pages=rendered.outcome.pages,
        problems=rendered.staged.problems,
        files=_all_files(archive, config, rendered.staged.files),
        changes=changes,
        by_section=_by_section(archive, paper),
    )


def _all_files(archive: Archive, config: Config, made: Sequence[FeedFile]) -> tuple[FeedFile, ...]:
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


def _by_section(archive: Archive, paper: PaperState) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (row.slug, row.title, row.entries if is_further(row.position) else paper.sections.get(row.slug, 0))
        for row in archive.feeds.all().values()
        if row.slug != ALL
    )
