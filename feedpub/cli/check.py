"""`feedpub check`."""

from pathlib import Path
from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, now_of, settings_of

__all__ = ["check"]


@app.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="A folder of feeds, anybody's [default: out].", show_default=False),
    ] = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line: each finding.")] = False,
) -> None:
    """Prove a folder of feeds and pages: their form, their archive, and every link from one file to another.

    Each finding with its line, the rule it breaks, where the rule comes from and what to do. Publishes nothing.

    Example: feedpub check public
    """
    from feedpub.commands.check import prove

    settings = settings_of(config)
    raise typer.Exit(1 if prove(folder, settings, now=now_of(settings), as_json=as_json) else 0)
