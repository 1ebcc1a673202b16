"""The command `feedpub serve`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, Out, Port, current_time, load_paper, loading, with_options

__all__ = ["serve"]

_WAIT = 30  # seconds for another build


@app.command()
def serve(
    out: Out = None,
    config: ConfigFile = None,
    port: Port = 8000,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build at once and whenever something changes; pages then reload.")
    ] = False,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the front page in your browser.")] = False,
) -> None:
    """Serve the feeds and pages on this machine, as a preview.

    Ctrl-C ends it. The result of a new build is shown at once. With --watch, pages reload by themselves, and show the
    problems of the last build in a corner; published files have nothing of it.

    Example: feedpub serve --watch --open
    """
    if watch:
        from feedpub.commands.serve_watch import serve_and_watch

        serve_and_watch(loading(config, out, None), current_time, port=port, open_browser=open_browser, wait=_WAIT)
        return
    from feedpub.commands.serve import serve as run

    run(with_options(load_paper(config, out), out, None), port=port, open_browser=open_browser)
