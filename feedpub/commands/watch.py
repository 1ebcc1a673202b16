"""`feedpub watch`: a build whenever bulletins, their pictures or what the operator set change.

The system's notices only wake it (watchfiles). What counts is a look at the files' own marks, so that a notice that is
lost or says too much costs nothing: a build begins when two looks a second apart find the same, and is given up if a
bulletin changes under its eyes.
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

from feedpub.build import build
from feedpub.commands.console import show_address, show_problem, summary
from feedpub.errors import FeedpubError, RefusedError
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.snapshot import Snapshot, UnsettledError, snapshot, unchanged
from feedpub.model import Config, Problem
from feedpub.model.build import BuildOptions
from feedpub.paths import shown
from feedpub.status import noted

__all__ = ["watch"]

_QUIET = 1.0  # seconds in which nothing may change before a build: what is being written is not published
_AT_LEAST = 3600.0  # seconds between two builds where nothing changes: days begin, withdrawals end, hosts lose notices
_SOONEST = 60.0  # … but not so shortly after the last
_AGAIN = 300.0  # … and after one that was refused: a full disk, another build
_NOTICE = 500  # milliseconds until the first look after a new set of folders is watched
_STEP = 200  # milliseconds; notices that come in one are one
_STOP = 0.1  # seconds until a signal is noticed


class _Stop:
    """Whether it was told to stop. An Event's lock could be held by the very code that the signal interrupts."""

    def __init__(self) -> None:
        self._told = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._tell)

    def is_set(self) -> bool:
        return self._told

    def wait(self, seconds: float) -> bool:
        """Waits so long, or until it is told."""
        until = time.monotonic() + seconds
        while not self._told and time.monotonic() < until:
            time.sleep(_STOP)
        return self._told

    def _tell(self, *_: object) -> None:
        self._told = True
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)  # a second one ends the program where it is; the next build mends it


def watch(
    paths: Sequence[Path], load: Callable[[], Config], now_of: Callable[[Config], datetime], *, wait: float
) -> None:
    """Builds, and builds again whenever something changed, until Ctrl-C or SIGTERM.

    Args:
        paths: files and folders; none takes the configuration's.
        load: the configuration as it stands, with the command line laid over it.
        now_of: the moment, where the paper is published.
        wait: seconds to wait for another build.

    Raises:
        UsageError: the configuration is wrong from the start, or what is to be watched isn't there.
        RefusedError: the system gives no notices.
    """
    gc.enable()  # other commands are short and do without
    stop = _Stop()
    config = load()
    named = paths or config.bulletins
    if not named or not all(path.exists() for path in named):
        find_bulletins(paths, config)  # tells what is missing; a folder without bulletins may get some
    typer.echo(f"watching {', '.join(str(shown(path)) for path in named)} until Ctrl-C")
    show_address(config)
    told: set[tuple[str, Problem]] = set()
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
            built = noted(config, now, run)
        except UnsettledError:
            continue
        except FeedpubError as error:
            typer.secho(f"feedpub: {error}", fg="red", err=True)
        else:
            due = _until_next(now, config)
            for row in built.problems:
                if row not in told:  # what stands since the last build was said then
                    show_problem(*row)
            told = set(built.problems)
            typer.echo(f"{now:%Y-%m-%d %H:%M:%S}  {summary(built)}")
        _await_change(seen, paths, config, stop, began + due)


def _until_next(now: datetime, config: Config) -> float:
    """Seconds until the next build where nothing changes: on the hour, or when what waits is released."""
    hour = _AT_LEAST - (now.minute * 60 + now.second) % _AT_LEAST
    if config.release is None:
        return max(_SOONEST, hour)
    release = datetime.combine(now.date(), config.release, now.tzinfo)
    wait = (release - now).total_seconds()
    return max(1.0, min(wait, hour)) if wait > 0 else max(_SOONEST, hour)


def _settled(paths: Sequence[Path], config: Config, stop: _Stop) -> Snapshot | None:
    """What stands there once nothing changes any more; None where it was told to stop."""
    seen = snapshot(paths, config)
    while not stop.wait(_QUIET):
        again = snapshot(paths, config)
        if again.files == seen.files:
            return again
        seen = again
    return None


def _await_change(seen: Snapshot, paths: Sequence[Path], config: Config, stop: _Stop, until: float) -> None:
    """Returns when files are not as they were seen, when the time is over, or when it was told to stop."""
    while not stop.is_set():
        found = snapshot(paths, config)
        if found.files != seen.files or time.monotonic() >= until:
            return
        first = True  # once notices come, another look finds what changed before they did
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
        except FileNotFoundError:  # a folder that is gone since
            stop.wait(_STOP)
        except (OSError, RuntimeError) as error:  # watchfiles' own is one of these
            hint = "raise the system's limit (fs.inotify), or set WATCHFILES_FORCE_POLLING=true"
            raise RefusedError(f"folders cannot be watched: {error}; {hint}") from error
