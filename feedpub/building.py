"""The use case: ingest the bulletins, then publish what changed, and say what was done."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from feedpub.archive import open_archive
from feedpub.archive.ledger import Ledger
from feedpub.errors import RefusedError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.run import ingest
from feedpub.ingest.scan import Progress
from feedpub.model import Config, Problem
from feedpub.model.build import Affected, BuildContext, BuildOptions, BuildResult, Change
from feedpub.paths import shown
from feedpub.publishing.owed import Work
from feedpub.publishing.run import publish
from feedpub.writing.formats import FORMATS, Format

__all__ = ["build", "make_context"]

_LAST_ISSUES = 60  # that a result lists
_USUAL = BuildOptions()


def make_context(config: Config, now: datetime, options: BuildOptions = _USUAL) -> BuildContext:
    """All that stays the same during a build at a moment (of any time zone)."""
    today = now.astimezone(ZoneInfo(config.timezone)).date()
    return BuildContext(config=config, now=now.astimezone(UTC).replace(microsecond=0), today=today, options=options)


def build(
    paths: Sequence[Path],
    config: Config,
    now: datetime,
    options: BuildOptions = _USUAL,
    *,
    progress: Progress = iter,
    formats: Sequence[Format] = FORMATS,
) -> BuildResult:
    """Publish the feeds of all bulletins below the paths, and of all that the archive knows.

    Args:
        paths: files and folders; none takes the configuration's.
        config: everything the operator set.
        now: the moment of the build, of any time zone.
        options: what this run is asked to do.
        progress: wraps the files while they are read, to show how far it is.
        formats: that feeds are written in; Atom is always among them.

    Raises:
        UsageError: no bulletins are named or found.
        RefusedError: the archive or the output can't be used or written, or too much would leave it.
    """
    from feedpub.config.withdrawn import merged, read_withdrawals, withdrawals_file, write_withdrawals
    from feedpub.ingest import removals as settling

    context = make_context(config, now, options)
    files, unseen = find_bulletins(paths, config)
    with open_archive(config.archive if options.keep else None, wait=options.wait, dry=options.dry) as archive:
        withdrawals = read_withdrawals(config)
        also = {row.made: row.id for row in withdrawals.values() if row.made}
        news, desk = ingest(files, context, archive, whole=not unseen, also=also, progress=progress)
        noted = dict(withdrawals)
        if not withdrawals_file(config).exists():
            withdrawals = settling.recovered(archive)
        settle = partial(settling.settle, news, archive, config, withdrawals, context.today, prune=options.prune)
        archive.db.execute("SAVEPOINT settling")
        try:
            settled = settle(allow_shrink=options.allow_shrink)
        except RefusedError as error:
            if not options.dry:
                raise
            archive.db.execute("ROLLBACK TO settling")
            unseen = (*unseen, (str(shown(config.out)), Problem.refused(error)))
            settled = settle(allow_shrink=True)
        if withdrawals != noted and not options.dry:
            write_withdrawals(config, merged(noted, withdrawals, read_withdrawals(config)))
        ledger = Ledger(archive)
        problems = [*unseen, *ledger.problems(files, news.numbers), *news.problems, *settling.tell_gone(news, archive)]
        failed = any(problem.level == "error" for _, problem in problems)
        work = Work(
            affected=Affected(frozenset(news.touched), frozenset(news.slugs), frozenset(news.days)),
            changed=settled.changed,
            withdrawals=withdrawals,
            failed=failed,
            formats=formats,
        )
        published = publish(context, archive, work, desk)
        if not options.dry and archive.pings.any_owed():
            from feedpub.publishing.websub import ping_hubs

            problems += ping_hubs(archive, context)
            archive.commit()
        articles = ledger.articles(news.numbers[file.name] for file in files if file.name in news.numbers)
        return BuildResult(
            bulletins=len(files),
            articles=articles,
            new=published.new,
            corrected=published.corrected,
            withdrawn=published.withdrawn,
            unchanged=max(0, articles - published.new - published.corrected - published.withdrawn),
            held=ledger.held(),
            waiting=ledger.waiting(),
            pruned=len(settled.pruned),
            issues=ledger.issues(_LAST_ISSUES),
            by_section=published.by_section,
            pages=published.pages,
            problems=_in_order([*problems, *published.problems]),
            files=published.files,
            same=frozenset(news.same),
            changes=(*published.changes, *(Change("pruned", identity, title) for identity, title in settled.pruned))
            if options.dry
            else (),
        )


def _in_order(problems: Sequence[tuple[str, Problem]]) -> tuple[tuple[str, Problem], ...]:
    """Those of a file together, by line; files as they came."""
    files = {path: number for number, path in reversed(list(enumerate(path for path, _ in problems)))}
    return tuple(sorted(problems, key=lambda row: (files[row[0]], row[1].line or 0)))
