"""`feedpub status`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, now_of, settings_of

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
            help="Status 1 where more than N issues are missing at the end, counted in days the paper appears.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how the last builds went, what is wrong, and which days have no bulletin.

    Status 1 where the last build had errors or was refused, or, with --max-age, where too many issues are missing.

    Example: feedpub status --max-age 1
    """
    from feedpub.commands.status import show_status

    settings = settings_of(config)
    wrong = show_status(settings, now_of(settings), max_age=max_age, as_json=as_json)
    raise typer.Exit(1 if wrong else 0)
