"""`feedpub watch`: build whenever bulletins, their pictures or the configuration change.

Notifications of the system (watchfiles) only wake it up. What counts is a snapshot of the files' sizes and times, so
lost or superfluous notifications do no harm. A build begins when two snapshots a second apart are equal, and is
abandoned if a bulletin changes while it is read.
"""

import gc
import os
import signal
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from watchfiles import watch as notices

from feedpub.archive.bulletins import FileStat
from feedpub.building import build
from feedpub.commands.console import say, show_address, show_passed_over, show_problem, summary
from feedpub.errors import FeedpubError
from feedpub.ingest.discover import find_bulletins, refuse_out
from feedpub.ingest.snapshot import Snapshot, UnsettledError, snapshot, unchanged
from feedpub.messages import joined, message, translated
from feedpub.model import Config
from feedpub.model.build import BuildOptions, BuildResult, FileProblem
from feedpub.model.passed_over import PassedOver
from feedpub.paths import shown
from feedpub.status import run_recorded

__all__ = ["watch", "what_to_watch"]

_QUIET = 1.0  # seconds without any change before a build, so that no half-written file is published
_UNREST = 60.0  # seconds of changes after which a build leaves out the files that still change
_STILL = 3.0  # seconds without a change after which it takes one in
_AT_LEAST = 3600.0  # seconds between builds without changes: days begin, withdrawals end, notifications get lost
_SOONEST = 60.0  # the least seconds between two such builds
_AGAIN = 300.0  # seconds until a retry after a refused build: a full disk, another build
_NOTICE = 500  # milliseconds until the first snapshot after folders begin to be watched
_LOOK = 10.0  # seconds between two snapshots where the system gives no notifications
_STEP = 200  # milliseconds; notifications within one step are handled together
_STOP = 0.1  # seconds until a signal takes effect


class _Stop:
    """Whether a signal asked to stop. It has no lock: the code a signal interrupts could hold the lock of an Event."""

    def __init__(self) -> None:
        self._requested = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._request)

    def is_set(self) -> bool:
        return self._requested

    def wait(self, seconds: float) -> bool:
        """Wait that long, or until a signal; whether there was one."""
        until = time.monotonic() + seconds
        while not self._requested and time.monotonic() < until:
            time.sleep(_STOP)
        return self._requested

    def _request(self, *_: object) -> None:
        self._requested = True
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(
                number, signal.SIG_DFL
            )  # a second one ends the program at once; the next build repairs what is incomplete


def watch(
    paths: Sequence[Path],
    load: Callable[[], Config],
    now_of: Callable[[Config], datetime],
    *,
    wait: float,
    tell: Callable[[BuildResult | Exception], None] = lambda _: None,
) -> None:
    """Build, and build again whenever something changed, until Ctrl-C or SIGTERM.

    Args:
        paths: files and folders; if empty, those of the configuration.
        load: loads the current configuration, with the values given on the command line.
        now_of: the current time in the paper's zone.
        wait: how many seconds to wait for another build.
        tell: is handed how each build ended.

    Raises:
        UsageError: the configuration is wrong at the start, or a file or folder to watch does not exist.
    """
    gc.enable()  # `cli.main` disables it for short commands
    stop = _Stop()
    config = load()
    named = what_to_watch(paths, config)
    say(message("watching {paths} until Ctrl-C", paths=joined(", ", [str(shown(path)) for path in named])))
    show_address(config)
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
            tell(built)
        unrest = _Unrest()
        _await_change(seen, paths, config, stop, began + due)


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


def _settled(paths: Sequence[Path], config: Config, stop: _Stop, unrest: _Unrest) -> Snapshot | None:
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


def _await_change(seen: Snapshot, paths: Sequence[Path], config: Config, stop: _Stop, until: float) -> None:
    """Return when files differ from the snapshot, when the time is over, or when a signal asked to stop."""
    while not stop.is_set():
        found = snapshot(paths, config)
        if found.files != seen.files or time.monotonic() >= until:
            return
        first = True  # the first notification causes a snapshot, to find changes before watching began
        try:
            for changes in notices(
                *found.folders,
                watch_filter=lambda _, path: not os.path.basename(path).startswith("."),  # noqa: PTH119
                step=_STEP,
                debounce=4 * _STEP,
                stop_event=stop,
                rust_timeout=_NOTICE,
                yield_on_timeout=True,
                recursive=False,
                ignore_permission_denied=True,
            ):
                if time.monotonic() >= until or ((changes or first) and snapshot(paths, config) != found):
                    break
                first = False
        except FileNotFoundError:  # a folder was deleted
            stop.wait(_STOP)
        except (OSError, RuntimeError) as error:  # watchfiles' own error is one of these
            text = message(
                "feedpub: folders cannot be watched: {reason}; raise the system's limit (fs.inotify); until then, "
                "feedpub looks every ten seconds",
                reason=error,
            )
            say(text, fg="yellow", err=True)
            while not stop.wait(_LOOK) and time.monotonic() < until and snapshot(paths, config).files == found.files:
                pass
