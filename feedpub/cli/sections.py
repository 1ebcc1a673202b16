"""The command `feedpub sections`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, IssueDay, current_time, load_settings, parse_issue_date

__all__ = ["sections"]


@app.command()
def sections(
    bulletins: Bulletins = None,
    date: IssueDay = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
) -> None:
    """Show the sections in effect, and what each gets.

    For each: where it comes from, and how many articles of the bulletins it gets. Below them are the configured
    rules, in the order they are tried, with the number of articles each decides. Publishes nothing.

    Example: feedpub sections news
    """
    from feedpub.commands.sections import show_sections

    settings = load_settings(config)
    failed = show_sections(
        bulletins or (), settings, issue_date=parse_issue_date(date), now=current_time(settings), as_json=as_json
    )
    raise typer.Exit(1 if failed else 0)
