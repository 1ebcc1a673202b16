"""The command `feedpub serve`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, Out, Port, load_settings, with_options

__all__ = ["serve"]


@app.command()
def serve(
    out: Out = None,
    config: ConfigFile = None,
    port: Port = 8000,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the front page in your browser.")] = False,
) -> None:
    """Serve the feeds and pages on this machine, as a preview.

    Ctrl-C ends it. The result of a new build is shown at once.

    Example: feedpub serve --open
    """
    from feedpub.commands.serve import serve as run

    run(with_options(load_settings(config), out, None), port=port, open_browser=open_browser)
