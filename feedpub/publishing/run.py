"""Publish: render the feeds and pages that changed, check and stage them, and rename them into place.

The archive is committed in between: what a build leaves undone that is killed is owed, and the next build does it.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from feedpub.archive import Archive
from feedpub.archive.feeds import FileMarks
from feedpub.entries.feed import ALL, CORRECTIONS, DAILY
from feedpub.ingest.photo_desk import PhotoDesk
from feedpub.messages import message
from feedpub.model import Entry
from feedpub.model.build import BuildContext, Change, FileProblem
from feedpub.output import Output, started
from feedpub.paths import feed_path, shown
from feedpub.publishing.owed import Owed, collect_owed, pages_folder
from feedpub.publishing.pagefind import find_pagefind
from feedpub.publishing.plan import PaperState
from feedpub.publishing.published import Published, all_files, by_section
from feedpub.publishing.search_bundles import stop_search
from feedpub.publishing.work import Work
from feedpub.workers import HERE, Workers
from feedpub.writing.formats import FORMATS, Format

if TYPE_CHECKING:
    from feedpub.ingest.cache import BulletinCache
    from feedpub.publishing.context import RenderContext
    from feedpub.publishing.entries import RenderedEntries
    from feedpub.publishing.render import Staged

__all__ = ["Published", "publish"]


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
    workers: Workers = HERE,
) -> Published:
    """Publish all that changed, that is owed from earlier builds, or that is lost.

    Args:
        context: of the build.
        archive: where entries and feeds are.
        work: what the earlier stages of the build hand over.
        open_bulletins: makes what opens the bulletins of the archive.
        formats: that feeds are written in.
        workers: those that `open_bulletins` gives work.

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
        return Published(files=all_files(archive, config, ()), by_section=by_section(archive, paper))
    with (
        Output(config.out, wait=context.options.wait, dry=dry) as output,
        PhotoDesk(jobs=workers.jobs) as desk,
        workers.ended_on_error(),
    ):
        from feedpub.publishing.context import open_context, with_sections
        from feedpub.publishing.look import with_look

        opened = open_context(context, archive, output, paper, open_bulletins(), formats)
        render_context, told = with_look(
            with_sections(opened, owed.sections, None if dry else desk), everything=owed.everything
        )
        rendered = _render(render_context, owed, work, paper)
        if not dry:
            changed = _commit(render_context, owed, rendered, paper)
            output.publish()
            if config.search:
                from feedpub.publishing.search_index import publish_search

                told += publish_search(render_context, owed.affected.days, everything=owed.index_pages)
            told += changed + _note_published(render_context, owed, rendered)
        rendered = rendered._replace(staged=rendered.staged.with_problems(told))
    return _result(render_context, owed, paper, rendered)


def _read_paper(archive: Archive, context: BuildContext, fresh: Set[int]) -> PaperState:
    names = archive.bulletins.publications()
    return PaperState(
        publication=context.config.publication or (names[0] if len(names) == 1 else "feedpub"),
        fresh=fresh,
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
    from feedpub.publishing.corrections import correction_entries, in_order
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
    feeds = assembly.select_entries(owed.feeds - {CORRECTIONS, DAILY})
    for slug in assembly.replaced(feeds):
        lost.refuse_in_feed(slug, feeds[slug])
    carried = frozenset(chain.from_iterable(feeds.values()))
    entries |= renderer.render(carried | owed.pages, carried)
    told = correction_entries(context) if context.tells else []
    staged = Staged()
    for slug, numbers in context.workers.progress.of(message("writing and checking feeds"), feeds.items()):
        carries = [entries[number] for number in numbers]
        if slug == ALL and context.config.corrections_in_all:
            carries = in_order(carries, told)
        staged += stage_feed(context, assembly.assemble_and_owe(slug, carries))
    other = renderer.tells_more or owed.changed or archive.departures.of_this_build()
    if CORRECTIONS in owed.feeds or (other and (told or assembly.has(CORRECTIONS))):
        staged += stage_feed(context, assembly.assemble_and_owe(CORRECTIONS, told))
    if context.build.keeps_history:
        staged += DocumentWriter(context, renderer, assembly.section, lost).write(everything=owed.everything)
    if owed.leaving:
        from feedpub.publishing.leaving import stage_last_entries

        staged += stage_last_entries(context, assembly, owed.leaving)
    made = owed.feeds | ({CORRECTIONS} & {file.slug for file in staged.files})
    staged += stage_site(context, assembly, made, owed.affected.days, everything=owed.index_pages)
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
    archive.corrections.forget_former(archive.bulletins.drop_unused)
    if not config.search:
        stop_search(archive, context.build.today)
    if config.hubs:
        from feedpub.publishing.websub import owe_pings

        folder = shown(config.out)
        owe_pings(
            archive,
            config,
            [Path(file.path).relative_to(folder).as_posix() for file in rendered.staged.files if file.written],
        )
    if archive.pictures.any():
        from feedpub.publishing.picture_copies import remove_withdrawn_pictures

        remove_withdrawn_pictures(archive, context.output)
    problems = stage_last_pages(context, paper.kept_back, everything=owed.everything)
    archive.commit()
    return problems


def _note_published(context: "RenderContext", owed: Owed, rendered: _Rendered) -> tuple[FileProblem, ...]:
    """Note that all is published, except the feeds that failed their check, and remove what nothing leads to.

    Returns:
        The problems of files that would have to go and are not as they were written.
    """
    from feedpub.publishing.leaving import remove_due

    config, archive = context.config, context.archive
    for slug in {*owed.feeds, *owed.leaving, *(file.slug for file in rendered.staged.files)}:
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
    if config.pages:
        archive.settings.pages_folder = pages_folder(context.output)
    archive.settings.finish_publishing()
    archive.commit()
    return problems


def _result(context: "RenderContext", owed: Owed, paper: PaperState, rendered: _Rendered) -> Published:
    archive, config, fresh = context.archive, context.config, paper.fresh
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
        files=all_files(archive, config, rendered.staged.files),
        changes=changes,
        by_section=by_section(archive, paper),
    )
