"""The command `feedpub watch`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, Out, Strict, Wait, current_time, loading

__all__ = ["watch"]


@app.command()
def watch(
    bulletins: Bulletins = None,
    out: Out = None,
    config: ConfigFile = None,
    strict: Strict = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="After each build, copy the output to its target: feedpub publish.")
    ] = False,
    wait: Wait = 30,
) -> None:
    """Publish whenever bulletins change, and every hour.

    Also when their pictures or the configuration change. A build starts when no file is being
    written any more. Ctrl-C ends it, after a running build; a second Ctrl-C ends it at once.

    Example: feedpub watch news
    """
    from feedpub.commands.watch import watch as run

    run(bulletins or (), loading(config, out, strict), current_time, wait=wait, publish=publish)
