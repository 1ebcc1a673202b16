"""`feedpub inspect --watch`: show the reading beside the text editor, anew whenever the text is saved."""

import gc
import math
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from feedpub.commands.changes import Stop, await_change
from feedpub.commands.console import clear_screen, say
from feedpub.errors import FeedpubError
from feedpub.ingest.snapshot import snapshot
from feedpub.messages import message
from feedpub.model import Config

__all__ = ["inspect_as_written"]


def inspect_as_written(
    paths: Sequence[Path],
    load: Callable[[], Config],
    now_of: Callable[[Config], datetime],
    show: Callable[[Config, datetime], object],
) -> None:
    """Show the reading, and show it again whenever a bulletin or the configuration changes, until Ctrl-C or SIGTERM.

    Args:
        paths: files and folders; if empty, those of the configuration.
        load: loads the current configuration.
        now_of: the current time in the paper's zone.
        show: prints the reading.

    Raises:
        UsageError: the configuration is wrong at the start.
    """
    gc.enable()  # `cli.main` disables it for short commands
    stop = Stop()
    config = load()
    while not stop.is_set():
        seen = snapshot(paths, config)
        clear_screen()
        try:
            config = load()
            show(config, now_of(config))
        except FeedpubError as error:  # a file is away for a moment while it is saved, or the configuration is wrong
            say(message("feedpub: {error}", error=error.message), fg="red", err=True)
        time = f"{now_of(config):%H:%M:%S}"
        say(message("{time}  shown again when the file is saved, until Ctrl-C", time=time), dim=True, err=True)
        await_change(seen, paths, config, stop, math.inf)
