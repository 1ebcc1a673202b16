"""The command `feedpub text`."""

from pathlib import Path
from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, load_settings

__all__ = ["text"]


@app.command()
def text(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A file (*.docx, *.txt, …), or one within a zip.", show_default=False),
    ],
    config: ConfigFile = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object per line of the text, and per piece left out.")
    ] = False,
) -> None:
    """Print the text that feedpub makes of a file.

    It is what `inspect` and `build` read, before articles are told apart, with where each line comes from. What is in
    the file and not in its text (a comment, a footnote, what was deleted) is below it.

    Example: feedpub text news/2026-01-26.docx
    """
    from feedpub.commands.text import show_text

    failed = show_text(file, load_settings(config), as_json=as_json)
    raise typer.Exit(1 if failed else 0)
