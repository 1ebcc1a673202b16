"""`feedpub inspect`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, IssueDay, now_of, settings_of, told_day

__all__ = ["inspect"]


@app.command()
def inspect(
    bulletins: Bulletins = None,
    date: IssueDay = None,
    config: ConfigFile = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object a line: each article, then where the characters went."),
    ] = False,
    explain: Annotated[
        int | None,
        typer.Option(
            "--explain",
            metavar="N",
            min=1,
            help="Show article N of one bulletin in full: every rule that looked at it, and what it said.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show how bulletins are read, and why; publishes nothing.

    For each article its headline, day, section and reporters, with the words that decided and their line; then what
    is no article's text, with line and reason.

    Example: feedpub inspect news/2026-01-26.txt

    Example: feedpub inspect news/2026-01-26.txt --explain 3
    """
    from feedpub.commands.inspect import inspect as run

    settings = settings_of(config)
    failed = run(bulletins or (), settings, told=told_day(date), now=now_of(settings), as_json=as_json, only=explain)
    raise typer.Exit(1 if failed else 0)
