"""The command `feedpub status`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, current_time, load_paper

__all__ = ["status"]


@app.command()
def status(
    config: ConfigFile = None,
    max_age: Annotated[
        int | None,
        typer.Option(
            "--max-age",
            metavar="N",
            min=0,
            help="Exit with status 1 if more than N of the newest issues are missing, in days the paper appears.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how the last builds ended, and which days lack a bulletin.

    The exit status is 1 if the last build had errors or was refused, or, with --max-age, if too many issues are
    missing.

    Example: feedpub status --max-age 1
    """
    from feedpub.commands.status import show_status

    settings = load_paper(config)
    wrong = show_status(settings, current_time(settings), max_age=max_age, as_json=as_json)
    raise typer.Exit(1 if wrong else 0)
