"""The command `feedpub inspect`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, IssueDay, current_time, load_settings, parse_issue_date
from feedpub.errors import UsageError
from feedpub.messages import message

__all__ = ["inspect"]


@app.command()
def inspect(
    bulletins: Bulletins = None,
    date: IssueDay = None,
    config: ConfigFile = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object per line: each article, then where the characters went."),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")] = False,
    explain: Annotated[
        int | None,
        typer.Option(
            "--explain",
            metavar="N",
            min=1,
            help="Show article N of one bulletin in full, with every rule tried and its result.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show how bulletins are read, and why; publishes nothing.

    For each article: headline, day, section and reporters, with the words that decided and their line; then the text
    that belongs to no article, with line and reason.

    Example: feedpub inspect news/2026-01-26.txt

    Example: feedpub inspect news/2026-01-26.txt --explain 3

    Example: feedpub inspect --quiet news
    """
    from feedpub.commands.inspect import inspect as run

    if quiet and (as_json or explain):
        raise UsageError(message("--quiet prints problems only: leave out --json and --explain, or --quiet"))
    settings = load_settings(config)
    failed = run(
        bulletins or (),
        settings,
        issue_date=parse_issue_date(date),
        now=current_time(settings),
        output="problems" if quiet else "json" if as_json else "text",
        only=explain,
    )
    raise typer.Exit(1 if failed else 0)
