"""`feedpub watch`: build whenever bulletins, their pictures or the configuration change.

Notifications of the system (watchfiles) only wake it up. What counts is a snapshot of the files' sizes and times, so
lost or superfluous notifications do no harm. A build begins when two snapshots a second apart are equal, and is
abandoned if a bulletin changes while it is read.
"""

import gc
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from feedpub.archive.bulletins import FileStat
from feedpub.building import build
from feedpub.commands.changes import Stop, await_change
from feedpub.commands.console import say, show_passed_over, show_problem, summary
from feedpub.commands.publish import published_line, show_problems
from feedpub.commands.stage import show_stage
from feedpub.deploying.run import deploy, target_of
from feedpub.errors import FeedpubError
from feedpub.ingest.discover import find_bulletins, refuse_out
from feedpub.ingest.snapshot import Snapshot, UnsettledError, snapshot, unchanged
from feedpub.messages import joined, message, translated
from feedpub.model import Config
from feedpub.model.build import BuildOptions, BuildResult, FileProblem
from feedpub.model.passed_over import PassedOver
from feedpub.paths import shown
from feedpub.status import run_deploy_recorded, run_recorded

__all__ = ["watch", "what_to_watch"]

_QUIET = 1.0  # seconds without any change before a build, so that no half-written file is published
_UNREST = 60.0  # seconds of changes after which a build leaves out the files that still change
_STILL = 3.0  # seconds without a change after which it takes one in
_AT_LEAST = 3600.0  # seconds between builds without changes: days begin, withdrawals end, notifications get lost
_SOONEST = 60.0  # the least seconds between two such builds
_AGAIN = 300.0  # seconds until a retry after a refused build: a full disk, another build


def watch(
    paths: Sequence[Path],
    load: Callable[[], Config],
    now_of: Callable[[Config], datetime],
    *,
    wait: float,
    publish: bool = False,
    tell: Callable[[BuildResult | Exception], None] = lambda _: None,
) -> None:
    """Build, and build again whenever something changed, until Ctrl-C or SIGTERM.

    Args:
        paths: files and folders; if empty, those of the configuration.
        load: loads the current configuration, with the values given on the command line.
        now_of: the current time in the paper's zone.
        wait: how many seconds to wait for another build.
        publish: whether the output is copied to its target after each build.
        tell: is handed how each build ended.

    Raises:
        UsageError: the configuration is wrong at the start, or a file or folder to watch does not exist, or it names
            no target to publish to.
    """
    gc.enable()  # `cli.main` disables it for short commands
    stop = Stop()
    config = load()
    named = what_to_watch(paths, config)
    if publish:
        target_of(config)
    say(message("watching {paths} until Ctrl-C", paths=joined(", ", [str(shown(path)) for path in named])))
    told = ""
    reported: set[FileProblem] = set()
    passed_over: tuple[PassedOver, ...] = ()
    unrest = _Unrest()
    while seen := _settled(paths, config, stop, unrest):
        began, due = time.monotonic(), _AGAIN
        try:
            if (loaded := load()) != config:
                config = loaded  # it may name other folders
                continue
            now = now_of(config)
            run = partial(
                build,
                paths,
                config,
                now,
                BuildOptions(wait=wait, unsettled=unrest.files),
                progress=unchanged(seen, paths or config.bulletins, config.out, unsettled=unrest.files),
            )
            built = run_recorded(config, now, run)
        except UnsettledError:
            continue
        except FeedpubError as error:
            say(message("feedpub: {error}", error=error.message), fg="red", err=True)
            tell(error)
        except Exception as error:  # a paper that is watched goes on, whatever one build came upon
            _report(error)
            tell(error)
        else:
            due = _until_next(now, config, built.due)
            for row in built.problems:
                if row not in reported:  # the last build reported the same
                    show_problem(*row)
            reported = set(built.problems)
            if built.passed_over != passed_over:
                show_passed_over(built.passed_over)
            passed_over = built.passed_over
            say(f"{now:%Y-%m-%d %H:%M:%S}  {translated(summary(built))}")
            told = show_stage(config, built, before=told)
            tell(built)
            if publish and not _published(config, now, wait):
                due = min(due, _AGAIN)
        unrest = _Unrest()
        await_change(seen, paths, config, stop, began + due)


def what_to_watch(paths: Sequence[Path], config: Config) -> Sequence[Path]:
    """The files and folders that bulletins come in.

    Raises:
        UsageError: none is named, one does not exist, or one is the output folder.
    """
    named = paths or config.bulletins
    refuse_out(paths, config)
    if not named or not all(path.exists() for path in named):
        find_bulletins(paths, config)  # raises if one is missing; a folder without bulletins may get some
    return named


def _published(config: Config, now: datetime, wait: float) -> bool:
    """Copy the output to its target, and say what was copied; False if not all of it is there."""
    try:
        done = run_deploy_recorded(config, now, partial(deploy, config, now, wait=wait))
    except FeedpubError as error:
        say(message("feedpub: {error}", error=error.message), fg="red", err=True)
        return False
    show_problems(done)
    if done.uploaded or done.removed or done.notified:
        say(f"{now:%Y-%m-%d %H:%M:%S}  {translated(published_line(done))}")
    return True


class _Unrest:
    """Which files keep changing, since somebody waits for a build.

    Attributes:
        files: those that a build leaves out; none before a minute is over.
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._changed: dict[str, float] = {}
        self.files: frozenset[str] = frozenset()

    def note(self, before: Mapping[str, FileStat], after: Mapping[str, FileStat]) -> None:
        """Takes in two snapshots, one after the other."""
        now = time.monotonic()
        self._changed |= {path: now for path, stat in after.items() if before.get(path) != stat}

    def is_long(self) -> bool:
        """Whether a minute is over."""
        now = time.monotonic()
        if now - self._began >= _UNREST:
            self.files = frozenset(path for path, changed in self._changed.items() if now - changed < _STILL)
        return now - self._began >= _UNREST


def _report(error: Exception) -> None:
    """Say what should not have happened, and where, for a report of it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    said, place = f"{type(error).__name__}: {error}", f"{Path(last.filename).name}:{last.lineno}"
    text = message(
        "feedpub: the build failed: {error} ({place}); this is a mistake in feedpub: please report it. Watching "
        "goes on",
        error=said,
        place=place,
    )
    say(text, fg="red", err=True)


def _until_next(now: datetime, config: Config, embargoed: int | None = None) -> float:
    """Seconds until the next build without changes: on the hour, at the release time, or as an embargo ends.

    Args:
        now: the moment of the last build.
        config: for the release time.
        embargoed: when the next embargo ends, in seconds since 1970.
    """
    hour = _AT_LEAST - (now.minute * 60 + now.second) % _AT_LEAST
    if embargoed is not None:
        hour = min(hour, max(1.0, embargoed - now.timestamp()))
        if hour < _SOONEST:
            return hour
    if config.release is None:
        return max(_SOONEST, hour)
    release = datetime.combine(now.date(), config.release, now.tzinfo)
    wait = (release - now).total_seconds()
    return max(1.0, min(wait, hour)) if wait > 0 else max(_SOONEST, hour)


def _settled(paths: Sequence[Path], config: Config, stop: Stop, unrest: _Unrest) -> Snapshot | None:
    """A snapshot of the files once they no longer change; None if a signal asked to stop.

    After a minute of unrest it is one in which some still change.
    """
    seen = snapshot(paths, config)
    while not stop.wait(_QUIET):
        again = snapshot(paths, config)
        unrest.note(seen.files, again.files)
        if again.files == seen.files or unrest.is_long():
            return again
        seen = again
    return None
