"""The whole story: bulletins are found; what is new of them is read, dated, filed and given its id; the newest become
entries of feeds; these are checked, staged, and published only where they changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from feedpub.archive import Archive, open_archive
from feedpub.archive.feeds import Ledger
from feedpub.config.fingerprints import read_with
from feedpub.errors import RefusedError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.embargo import embargo
from feedpub.ingest.scan import News, Progress, Scan
from feedpub.ingest.schedule import released_through
from feedpub.model import BulletinFile, Config, Problem
from feedpub.model.build import FeedFile
from feedpub.paths import shown
from feedpub.publishing.changes import Change
from feedpub.publishing.run import Run
from feedpub.writing.formats import FORMATS, Format

if TYPE_CHECKING:
    from feedpub.ingest.parse import Desk

__all__ = ["Built", "build", "read_news"]

_COUNTS = ("bulletins", "articles", "new", "corrected", "withdrawn", "held", "waiting")
_LAST_ISSUES = 60  # that a build tells of


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did.

    Attributes:
        articles: those published.
        new, corrected, withdrawn, unchanged: articles by what was published before.
        held: articles that were read and not published, since their day was inferred (`strict`).
        waiting: articles that were read and wait for their day, and its hour (`release`).
        pruned: entries that were let go with their bulletins.
        by_section: slug, title, and how many entries stand in it, in the sections' order.
        pages: how many article pages were written anew.
        same: the names of the bulletins that did not change.
        issues: the days of the last weeks of which anything is published, the newest first.
        changes: of a dry build, entry by entry.
    """

    bulletins: int
    articles: int
    new: int
    corrected: int
    withdrawn: int
    unchanged: int
    held: int
    waiting: int
    pruned: int
    by_section: tuple[tuple[str, str, int], ...]
    pages: int
    problems: tuple[tuple[str, Problem], ...]
    files: tuple[FeedFile, ...]
    same: frozenset[str] = frozenset()
    issues: tuple[date, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def newest(self) -> date | None:
        """The newest issue's day."""
        return self.issues[0] if self.issues else None

    @property
    def counts(self) -> dict[str, int]:
        """How many of each there were, by name: what is noted of a build."""
        return {name: getattr(self, name) for name in _COUNTS}

    @property
    def failed(self) -> bool:
        """Whether anything could not be read, or published, whole, or was held back."""
        return any(problem.level == "error" for _, problem in self.problems)


def build(
    paths: Sequence[Path],
    config: Config,
    *,
    told: date | None,
    today: date,
    now: datetime | None = None,
    wait: float = 0,
    prune: bool = False,
    allow_shrink: bool = False,
    dry: bool = False,
    progress: Progress = iter,
    formats: Sequence[Format] = FORMATS,
) -> Built:
    """Publishes the feeds of all bulletins below the paths, and of all that the archive knows.

    Args:
        paths: files and folders; none takes the configuration's.
        config: everything the operator set.
        told: `--date`, the issue date of bulletins that state none.
        today: the build's own day in the paper's zone.
        now: its moment, in UTC; None keeps no archive, knows none, and dates entries after the build too.
        wait: seconds to wait for another build.
        prune: whether entries leave whose bulletin is gone.
        allow_shrink: whether more than a tenth of what stands published may leave, its articles gone.
        dry: whether nothing is written; `changes` tells what would be.
        progress: wraps the files while they are read, to show how far it is.
        formats: that feeds are written in; Atom is always among them.

    Raises:
        UsageError: no bulletins are named or found.
        RefusedError: the archive or the output can't be used or written, or too much would leave it.
    """
    from feedpub.config.withdrawn import merged, read_withdrawals, withdrawals_file, write_withdrawals
    from feedpub.ingest import removals as settling

    files, unseen = find_bulletins(paths, config)
    with open_archive(config.archive if now else None, wait=wait, dry=dry) as archive:
        withdrawals = read_withdrawals(config)
        also = {row.made: row.id for row in withdrawals.values() if row.made}
        news, desk = read_news(
            files, config, archive, told=told, today=today, now=now, whole=not unseen, also=also, progress=progress
        )
        noted = dict(withdrawals)
        if not withdrawals_file(config).exists():
            withdrawals = settling.recovered(archive)
        settle = partial(settling.settle, news, archive, config, withdrawals, today, prune=prune)
        archive.db.execute("SAVEPOINT settling")
        try:
            settled = settle(allow_shrink=allow_shrink)
        except RefusedError as error:
            if not dry:
                raise
            archive.db.execute("ROLLBACK TO settling")
            unseen = (*unseen, (str(shown(config.out)), Problem.refused(error)))
            settled = settle(allow_shrink=True)
        if withdrawals != noted and not dry:
            write_withdrawals(config, merged(noted, withdrawals, read_withdrawals(config)))
        ledger = Ledger(archive)
        problems = [*unseen, *ledger.problems(files, news.numbers), *news.problems, *settling.tell_gone(news, archive)]
        failed = any(problem.level == "error" for _, problem in problems)
        run = Run(config, archive, news, desk, now, withdrawals, failed=failed, formats=formats)
        run.publish(settled.changed, wait=wait, dry=dry)
        if not dry and archive.db.execute("SELECT 1 FROM ping LIMIT 1").fetchone():
            from feedpub.publishing.websub import ping_hubs

            problems += ping_hubs(archive, config, now)
            archive.commit()
        articles = ledger.articles(news.numbers[file.name] for file in files if file.name in news.numbers)
        return Built(
            bulletins=len(files),
            articles=articles,
            new=run.new,
            corrected=run.corrected,
            withdrawn=run.withdrawn,
            unchanged=max(0, articles - run.new - run.corrected - run.withdrawn),
            held=ledger.held(),
            waiting=ledger.waiting(),
            pruned=len(settled.pruned),
            issues=ledger.issues(_LAST_ISSUES),
            by_section=run.by_section(),
            pages=run.pages,
            problems=_in_order([*problems, *run.problems]),
            files=tuple(run.files),
            same=frozenset(news.same),
            changes=(*run.changes, *(Change("pruned", identity, title) for identity, title in settled.pruned))
            if dry
            else (),
        )


def _in_order(problems: Sequence[tuple[str, Problem]]) -> tuple[tuple[str, Problem], ...]:
    """Those of a file together, by line; files as they came."""
    files = {path: number for number, path in reversed(list(enumerate(path for path, _ in problems)))}
    return tuple(sorted(problems, key=lambda row: (files[row[0]], row[1].line or 0)))


def read_news(
    files: tuple[BulletinFile, ...],
    config: Config,
    archive: Archive,
    *,
    told: date | None,
    today: date,
    now: datetime | None = None,
    whole: bool = True,
    also: Mapping[str, str] = MappingProxyType({}),
    progress: Progress = iter,
) -> tuple[News, "Callable[[], Desk]"]:
    """Reads into the archive what the bulletins have that it had not; with it comes what opens bulletins once more.

    Args:
        files: the bulletins, in order of path.
        config: everything the operator set.
        archive: what is known; one that is new begins with what stands published.
        told: `--date`.
        today: the build's own day.
        now: its moment; None where the feeds that stand are not known of.
        whole: whether all folders could be looked into.
        also: the ids that articles had when they were withdrawn, and those they are published under.
        progress: wraps the files while they are read.
    """

    @cache
    def desk() -> "Desk":
        from feedpub.ingest.parse import Desk  # a build that finds nothing new reads nothing
        from feedpub.sections.classify import Filing

        filing = Filing(config)
        for slug, title in Ledger(archive).made_sections():
            filing.catalogue.remember(slug, title)
        return Desk(filing, config, archive, today=today)

    news = News(is_whole=whole)
    if archive.is_new and now:
        from feedpub.ingest.recovery import take_over

        take_over(archive, config, now)
    read_by = read_with(config)
    scan = Scan(archive, files, news, told, anew=archive.setting("read by") not in (None, read_by))
    changed = scan.changed(progress)
    if (first := next(changed, None)) is not None:
        from feedpub.ingest.store import survey

        survey(chain((first,), changed), news, config, desk(), archive, told=told, today=today)
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
