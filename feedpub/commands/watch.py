"""`feedpub watch`: build whenever bulletins, their pictures or the configuration change.

Notifications of the system (watchfiles) only wake it up. What counts is a snapshot of the files' sizes and times, so
lost or superfluous notifications do no harm. A build begins when two snapshots a second apart are equal, and is
abandoned if a bulletin changes while it is read.
"""

import gc
import os
import signal
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import typer
from watchfiles import watch as notices

from feedpub.building import build
from feedpub.commands.console import show_address, show_passed_over, show_problem, summary
from feedpub.errors import FeedpubError, RefusedError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.snapshot import Snapshot, UnsettledError, snapshot, unchanged
from feedpub.model import Config
from feedpub.model.build import BuildOptions, FileProblem
from feedpub.model.passed_over import PassedOver
from feedpub.paths import shown
from feedpub.status import run_recorded

__all__ = ["watch"]

_QUIET = 1.0  # seconds without any change before a build, so that no half-written file is published
_AT_LEAST = 3600.0  # seconds between builds without changes: days begin, withdrawals end, notifications get lost
_SOONEST = 60.0  # the least seconds between two such builds
_AGAIN = 300.0  # seconds until a retry after a refused build: a full disk, another build
_NOTICE = 500  # milliseconds until the first snapshot after folders begin to be watched
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
    paths: Sequence[Path], load: Callable[[], Config], now_of: Callable[[Config], datetime], *, wait: float
) -> None:
    """Build, and build again whenever something changed, until Ctrl-C or SIGTERM.

    Args:
        paths: files and folders; if empty, those of the configuration.
        load: loads the current configuration, with the values given on the command line.
        now_of: the current time in the paper's zone.
        wait: how many seconds to wait for another build.

    Raises:
        UsageError: the configuration is wrong at the start, or a file or folder to watch does not exist.
        RefusedError: the system cannot watch the folders.
    """
    gc.enable()  # `cli.main` disables it for short commands
    stop = _Stop()
    config = load()
    named = paths or config.bulletins
    if not named or not all(path.exists() for path in named):
        find_bulletins(paths, config)  # raises if one is missing; a folder without bulletins may get some
    typer.echo(f"watching {', '.join(str(shown(path)) for path in named)} until Ctrl-C")
    show_address(config)
    reported: set[FileProblem] = set()
    passed_over: tuple[PassedOver, ...] = ()
    while seen := _settled(paths, config, stop):
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
                BuildOptions(wait=wait),
                progress=unchanged(seen, paths or config.bulletins, config.out),
            )
            built = run_recorded(config, now, run)
        except UnsettledError:
            continue
        except FeedpubError as error:
            typer.secho(f"feedpub: {error}", fg="red", err=True)
        else:
            due = _until_next(now, config)
            for row in built.problems:
                if row not in reported:  # the last build reported the same
                    show_problem(*row)
            reported = set(built.problems)
            if built.passed_over != passed_over:
                show_passed_over(built.passed_over)
            passed_over = built.passed_over
            typer.echo(f"{now:%Y-%m-%d %H:%M:%S}  {summary(built)}")
        _await_change(seen, paths, config, stop, began + due)


def _until_next(now: datetime, config: Config) -> float:
    """Seconds until the next build without changes: on the hour, or at the release time."""
    hour = _AT_LEAST - (now.minute * 60 + now.second) % _AT_LEAST
    if config.release is None:
        return max(_SOONEST, hour)
    release = datetime.combine(now.date(), config.release, now.tzinfo)
    wait = (release - now).total_seconds()
    return max(1.0, min(wait, hour)) if wait > 0 else max(_SOONEST, hour)


def _settled(paths: Sequence[Path], config: Config, stop: _Stop) -> Snapshot | None:
    """A snapshot of the files once they no longer change; None if a signal asked to stop."""
    seen = snapshot(paths, config)
    while not stop.wait(_QUIET):
        again = snapshot(paths, config)
        if again.files == seen.files:
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
            hint = "raise the system's limit (fs.inotify), or set WATCHFILES_FORCE_POLLING=true"
            raise RefusedError(f"folders cannot be watched: {error}; {hint}") from error
