"""The command `feedpub inspect`."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import (
    Bulletins,
    ConfigFile,
    IssueDay,
    current_time,
    load_settings,
    loading,
    parse_issue_date,
)
from feedpub.errors import UsageError
from feedpub.messages import message

if TYPE_CHECKING:
    from feedpub.commands.inspect import Output
    from feedpub.model import Config

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
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Show the reading again whenever the text is saved, until Ctrl-C.")
    ] = False,
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

    Example: feedpub inspect --watch news/2026-01-26.txt
    """
    from feedpub.commands.inspect import inspect as run

    if quiet and (as_json or explain):
        raise UsageError(message("--quiet prints problems only: leave out --json and --explain, or --quiet"))
    if watch and as_json:
        raise UsageError(message("--watch shows the reading to a person: leave out --json, or --watch"))
    issue, paths = parse_issue_date(date), bulletins or ()

    def show(settings: "Config", now: datetime) -> bool:
        output: Output = "problems" if quiet else "json" if as_json else "text"
        return run(paths, settings, issue_date=issue, now=now, output=output, only=explain)

    if watch:
        from feedpub.commands.inspect_watch import inspect_as_written  # watching needs more than reading

        inspect_as_written(paths, loading(config, None, None), current_time, show)
        return
    settings = load_settings(config, bulletins)
    raise typer.Exit(1 if show(settings, current_time(settings)) else 0)
