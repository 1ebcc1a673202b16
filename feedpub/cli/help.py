"""The command `feedpub help`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.translation import run

__all__ = ["help_of"]


@app.command("help")
def help_of(
    ctx: typer.Context,
    command: Annotated[
        str | None, typer.Argument(metavar="COMMAND", help="Its name [default: all commands].", show_default=False)
    ] = None,
) -> None:
    """Show the help of a command: the same as --help behind it.

    Example: feedpub help build
    """
    assert ctx.parent is not None
    run(app, [*filter(None, [command]), "--help"], ctx.parent.info_name)
