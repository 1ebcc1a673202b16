"""The use case: ingest the bulletins, publish what changed, and return what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from feedpub.archive import Archive, open_archive
from feedpub.archive.pings import Due
from feedpub.errors import RefusedError, UsageError
from feedpub.ingest.discover import find_bulletins, refuse_out
from feedpub.ingest.draft import with_stage
from feedpub.ingest.problems import gone_warnings, stored_problems
from feedpub.ingest.removals import Removed, apply_removals, recovered
from feedpub.ingest.results import Ingested, Problems
from feedpub.ingest.run import LazyCache, ingest
from feedpub.messages import message
from feedpub.model import MOST_AHEAD, BulletinFile, Config, Problem
from feedpub.model.build import DEFAULT_OPTIONS, BuildContext, BuildOptions, BuildResult, Change, FileProblem
from feedpub.model.states import Held
from feedpub.model.withdrawal import Withdrawal
from feedpub.paths import shown
from feedpub.progress import SILENT, Progress
from feedpub.publishing.run import Published, publish
from feedpub.publishing.work import Work
from feedpub.workers import Workers, cores
from feedpub.writing.formats import FORMATS, Format

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["build", "make_context"]

_LAST_ISSUES = 60  # that a result lists


def make_context(config: Config, now: datetime, options: BuildOptions = DEFAULT_OPTIONS) -> BuildContext:
    """All that stays the same during a build at a moment (of any time zone)."""
    today = now.astimezone(ZoneInfo(config.timezone)).date()
    return BuildContext(config=config, now=now.astimezone(UTC).replace(microsecond=0), today=today, options=options)


def build(
    paths: Sequence[Path],
    config: Config,
    now: datetime,
    options: BuildOptions = DEFAULT_OPTIONS,
    *,
    progress: Progress = SILENT,
    formats: Sequence[Format] = FORMATS,
) -> BuildResult:
    """Publish the feeds of all bulletins below the paths, and of all that the archive knows.

    Args:
        paths: files and folders; none takes the configuration's.
        config: everything the operator set.
        now: the moment of the build, of any time zone.
        options: what this run is asked to do.
        progress: sees what is worked through, to show how far it is.
        formats: that feeds are written in; Atom is always among them.

    Raises:
        UsageError: no bulletins are named or found, or the output folder is theirs, or above it.
        RefusedError: the archive or the output can't be used or written, or too much would leave it.
    """
    from feedpub.config.withdrawn import earlier_ids, read_withdrawals

    context = make_context(config, now, options)
    refuse_out(paths, config)
    found = find_bulletins(paths, config, may_be_empty=True)
    path = config.archive if options.keep else None
    opened = open_archive(path, wait=options.wait, dry=options.dry, language=config.language)
    with _workers(config, progress).ended() as workers, opened as archive:
        context = with_stage(archive, context)
        if archive.is_new or not context.draft:  # the last bulletin of a draft may go, too
            found.refuse_empty()
        withdrawals = read_withdrawals(config)
        if archive.is_new:
            workers.expect(len(found.files))
        cache = LazyCache(context, archive, workers)
        earlier = earlier_ids(withdrawals)
        ingested = ingest(found, context, archive, cache, earlier_ids=earlier, progress=progress)
        removed, refused = _apply_removals(ingested, archive, context, withdrawals)
        passed_over = tuple(sorted((*found.passed_over, *ingested.passed_over)))
        reasons = {row.path: row.reason for row in passed_over}
        problems = [
            *(*found.unreadable_folders, *found.empty, *found.told, *refused),
            *stored_problems(archive, found.files, ingested.numbers),
            *ingested.problems,
            *gone_warnings(archive, ingested.lost, ingested.vanished, reasons),
        ]
        work = Work(
            affected=ingested.affected | removed.affected,
            changed=removed.changed,
            withdrawals=removed.withdrawals,
            failed=any(problem.level == "error" for _, problem in problems),
        )
        published = publish(context, archive, work, cache, formats, workers)
        if options.dry:
            pruned = (Change("pruned", identity, title) for identity, title in removed.pruned)
            published = published._replace(changes=(*published.changes, *pruned))
        due = _due_pings(archive, context)
        result = _result(found.files, ingested, removed, archive, published, context)
        embargoed_until = archive.wires.next_due(int(context.now.timestamp()))
    if due:  # after the archive was given back, so that no other build waits for a hub
        from feedpub.publishing.websub import ping_hubs

        problems += ping_hubs(due, context).problems
    told = _in_order([*problems, *cache.problems, *published.problems])
    return replace(result, problems=told, passed_over=passed_over, due=embargoed_until)


def _workers(config: Config, progress: Progress) -> Workers:
    """A cluster's, or as many processes as the configuration says; none is started before there is much to do."""
    jobs = config.jobs or cores()
    if config.executor:
        return Workers(partial(_cluster, config, config.executor), shares_disk=False, progress=progress, jobs=jobs)
    return Workers(partial(_processes, config, jobs) if jobs > 1 else None, progress=progress, jobs=jobs)


def _processes(config: Config, jobs: int) -> "tuple[Executor, int]":
    from feedpub.publishing.loading import load
    from feedpub.workers.processes import Processes

    return Processes(jobs, partial(load, config)), jobs


def _cluster(config: Config, address: str) -> "tuple[Executor, int]":
    if config.templates or config.learned_words:
        told = message("`executor` excludes `templates` and `learned_words`: its workers do not see these files")
        raise UsageError(told)
    try:
        from feedpub.workers.cluster import Cluster
    except ImportError as error:
        told = message("`executor` needs Dask: pip install 'feedpub[dask]' ({reason})", reason=error)
        raise UsageError(told) from error
    cluster = Cluster(address)
    return cluster, cluster.workers


def _apply_removals(
    ingested: Ingested, archive: Archive, context: BuildContext, withdrawals: Mapping[str, Withdrawal]
) -> tuple[Removed, Problems]:
    """Apply removals and withdrawals, and write the file of withdrawals where it changes.

    A dry run goes on where too much would be removed, and reports it.

    Args:
        ingested: what the bulletins have.
        archive: where entries are.
        context: of the build.
        withdrawals: as their file has them; where it is lost, those count that the archive knows of.
    """
    from feedpub.config.withdrawn import edit_withdrawals, merged, withdrawals_file

    config, options = context.config, context.options
    known = withdrawals if withdrawals_file(config).exists() else recovered(archive)
    refused: Problems = ()
    try:
        with archive.attempt():
            removed = apply_removals(ingested, archive, context, known, allow_shrink=options.allow_shrink)
    except RefusedError as error:
        if not options.dry:
            raise
        refused = ((str(shown(config.out)), Problem.refused(error)),)
        removed = apply_removals(ingested, archive, context, known, allow_shrink=True)
    # The file is written before the archive is committed. If the build is killed in between, or the output can't be
    # written, the next build finds the same articles gone and decides the same. In the other order, an archive with a
    # notice that the file does not have would restore the entry.
    if removed.withdrawals != withdrawals and not options.dry:
        edit_withdrawals(config, partial(merged, withdrawals, removed.withdrawals))
    return removed, refused


def _due_pings(archive: Archive, context: BuildContext) -> Sequence[Due]:
    """What hubs are to be notified of now; of what has to be copied to its target first, `feedpub publish` does it."""
    if context.options.dry or context.config.deploy or not archive.pings.any_owed():
        return ()
    from feedpub.publishing.websub import due_pings

    return due_pings(archive, context)


def _result(
    files: Sequence[BulletinFile],
    ingested: Ingested,
    removed: Removed,
    archive: Archive,
    published: Published,
    context: BuildContext,
) -> BuildResult:
    """What the build did, without its problems.

    Args:
        files: the bulletins of the build.
        ingested: what they have.
        removed: what became of entries.
        archive: where entries are.
        published: what was published; of a dry build also entry by entry.
        context: of the build.
    """
    entries, through = archive.entries, context.today + MOST_AHEAD
    articles = entries.count_in([ingested.numbers[file.name] for file in files if file.name in ingested.numbers])
    return BuildResult(
        bulletins=len(files) - len(ingested.passed_over),
        articles=articles,
        new=published.new,
        corrected=published.corrected,
        withdrawn=published.withdrawn,
        unchanged=max(0, articles - published.new - published.corrected - published.withdrawn),
        held=entries.count_held(Held.INFERRED),
        waiting=entries.count_held(Held.WAITING),
        pruned=len(removed.pruned),
        issues=tuple(map(date.fromisoformat, archive.issues.newest_days(_LAST_ISSUES, through))),
        by_section=published.by_section,
        pages=published.pages,
        files=published.files,
        same=ingested.same,
        problems=(),
        changes=published.changes,
        draft=archive.settings.is_draft,
        went_public=context.goes_public and archive.settings.is_public,
        first=archive.is_new,
    )


def _in_order(problems: Sequence[FileProblem]) -> tuple[FileProblem, ...]:
    """The problems, those of a file together and by line; files in the order they came."""
    files = {path: number for number, path in reversed(list(enumerate(path for path, _ in problems)))}
    return tuple(sorted(problems, key=lambda row: (files[row[0]], row[1].line or 0)))
