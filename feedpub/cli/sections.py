"""`feedpub sections`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, IssueDay, now_of, settings_of, told_day

__all__ = ["sections"]


@app.command()
def sections(
    bulletins: Bulletins = None,
    date: IssueDay = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
) -> None:
    """Show the sections in effect, where each comes from, and what of the bulletins each one takes.

    Below them stand the rules of the configuration, in the order they are asked, with what each takes. Publishes
    nothing.

    Example: feedpub sections news
    """
    from feedpub.commands.sections import show_sections

    settings = settings_of(config)
    failed = show_sections(bulletins or (), settings, told=told_day(date), now=now_of(settings), as_json=as_json)
    raise typer.Exit(1 if failed else 0)
