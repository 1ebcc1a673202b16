"""The command `feedpub diff`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.build import run_build
from feedpub.cli.options import (
    AllowShrink,
    Bulletins,
    ConfigFile,
    IssueDay,
    Jobs,
    Out,
    Prune,
    Scheduler,
    Strict,
    Wait,
    load_settings,
    parse_issue_date,
    with_options,
)

__all__ = ["diff"]


@app.command()
def diff(
    bulletins: Bulletins = None,
    out: Out = None,
    date: IssueDay = None,
    config: ConfigFile = None,
    strict: Strict = None,
    prune: Prune = False,
    allow_shrink: AllowShrink = False,
    wait: Wait = 30,
    jobs: Jobs = None,
    executor: Scheduler = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the list.")] = False,
) -> None:
    """List what a build would change, and write nothing.

    The same as build --dry-run: lists the entries that would be new, corrected (with the changed words) or
    withdrawn, and the feeds that would be written.

    Example: feedpub diff news
    """
    from feedpub.commands import console as report
    from feedpub.model.build import BuildOptions

    settings = with_options(load_settings(config, bulletins), out, strict, jobs, executor)
    options = BuildOptions(
        issue_date=parse_issue_date(date), wait=wait, prune=prune, allow_shrink=allow_shrink, dry=True
    )
    built = run_build(bulletins, settings, options, silent=as_json)
    if as_json:
        report.show_json(built, dry=True)
    else:
        report.show_dry(built, verbose=False)
    raise typer.Exit(1 if built.failed else 0)
