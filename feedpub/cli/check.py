"""The command `feedpub check`."""

from pathlib import Path
from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, current_time, load_paper, load_settings

__all__ = ["check"]


@app.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="A folder of feeds of any origin [default: out].", show_default=False),
    ] = None,
    config: ConfigFile = None,
    archive: Annotated[
        bool, typer.Option("--archive", help="Check the archive too: its structure, its hashes, and its entries.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object per line, one for each finding.")
    ] = False,
) -> None:
    """Check a folder of feeds and pages, and their links.

    Looks at formats, archive documents, and every link between files. Each finding is printed with its line, the
    rule, the rule's source and what to do. Publishes nothing.

    Example: feedpub check public
    """
    from feedpub.commands.check import prove

    settings = load_settings(config) if folder else load_paper(config)
    wrong = prove(folder, settings, now=current_time(settings), as_json=as_json, archive=archive)
    raise typer.Exit(1 if wrong else 0)
