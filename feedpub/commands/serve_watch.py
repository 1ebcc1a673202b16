"""`feedpub serve --watch`: build whenever something changes, and serve the pages, which then reload.

The main thread watches and builds, since signals come there; the server has a thread of its own.
"""

import threading
from collections.abc import Callable
from datetime import datetime

from feedpub.commands.browser import show_in_browser
from feedpub.commands.live import Live
from feedpub.commands.serve import announce, listening, preview_of, server_of
from feedpub.commands.watch import watch, what_to_watch
from feedpub.model import Config
from feedpub.model.build import BuildResult

__all__ = ["serve_and_watch"]


def serve_and_watch(
    load: Callable[[], Config], now_of: Callable[[Config], datetime], *, port: int, open_browser: bool, wait: float
) -> None:
    """Build, serve and build again until Ctrl-C or SIGTERM, which ends both.

    Args:
        load: loads the current configuration, with the values given on the command line.
        now_of: the current time in the paper's zone.
        port: 0 takes any free one.
        open_browser: whether the front page is opened in a browser after the first build.
        wait: how many seconds to wait for another build.

    Raises:
        UsageError: the configuration is wrong at the start, or names no bulletins.
        RefusedError: the port cannot be used.
    """
    config = load()
    what_to_watch((), config)  # before anything is said of a preview
    with listening(port) as listener:
        address = announce(config, listener)
        live = Live()
        server = server_of(preview_of(config.out, live=live))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        to_open = [address] if open_browser else []

        def tell(outcome: BuildResult | Exception) -> None:
            live.note(outcome)
            while to_open:
                show_in_browser(to_open.pop())

        serving.start()
        try:
            watch((), load, now_of, wait=wait, tell=tell)
        finally:
            server.should_exit = True
            serving.join()
