"""The command `feedpub learn`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, current_time, load_settings

__all__ = ["learn"]


@app.command()
def learn(
    bulletins: Bulletins = None,
    config: ConfigFile = None,
    write: Annotated[
        bool, typer.Option("--write", help="Append the tables that help to the configuration; else nothing is written.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the tables.")] = False,
) -> None:
    """Look at many bulletins, and propose how to read them.

    What it proposes is a table [[sources]] for each source. Bulletins of one folder and form are a group. For each
    group: the form, and how many bulletins have it; what is read today and what would be read with the table
    (articles, days, text left out); then the table. The output is TOML, with remarks as comments: paste what you
    want into feedpub.toml. A table that changes nothing, or that leaves out more than today, is a comment too.

    Give ten bulletins or more of each source. Those for which feedpub.toml has a table already are only counted.

    Example: feedpub learn news

    Example: feedpub learn news/campus --write
    """
    from feedpub.commands.learn import learn as run

    settings = load_settings(config)
    failed = run(bulletins or (), settings, now=current_time(settings), as_json=as_json, write=write)
    raise typer.Exit(1 if failed else 0)
