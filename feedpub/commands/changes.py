"""Wait until bulletins, their pictures or the configuration change, or a signal asks to stop.

Notices of the system (watchfiles) only wake it up. What counts is a snapshot of the files' sizes and times, so lost or
superfluous notices do no harm.
"""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from watchfiles import watch as notices

from feedpub.commands.console import say
from feedpub.ingest.snapshot import Snapshot, snapshot
from feedpub.messages import message
from feedpub.model import Config

__all__ = ["Stop", "await_change"]

_NOTICE = 500  # milliseconds until the first snapshot after folders begin to be watched
_LOOK = 10.0  # seconds between two snapshots where the system gives no notifications
_STEP = 200  # milliseconds; notifications within one step are handled together
_STOP = 0.1  # seconds until a signal takes effect


class Stop:
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


def await_change(seen: Snapshot, paths: Sequence[Path], config: Config, stop: Stop, until: float) -> None:
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
