"""The command `feedpub build`."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feedpub.cli.app import app
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
    current_time,
    load_settings,
    parse_issue_date,
    with_options,
)
from feedpub.cli.publish import publish_and_show

if TYPE_CHECKING:
    from feedpub.model import Config
    from feedpub.model.build import BuildOptions, BuildResult


__all__ = ["LogFormat", "build", "run_build"]


class LogFormat(StrEnum):
    """How a build reports what it did."""

    text = "text"
    json = "json"


@app.command()
def build(
    bulletins: Bulletins = None,
    out: Out = None,
    date: IssueDay = None,
    config: ConfigFile = None,
    strict: Strict = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; list what would be new, corrected or withdrawn.")
    ] = False,
    publish: Annotated[
        bool, typer.Option("--publish", help="Then copy the output to its target, as feedpub publish does.")
    ] = False,
    prune: Prune = False,
    allow_shrink: AllowShrink = False,
    wait: Wait = 30,
    jobs: Jobs = None,
    executor: Scheduler = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the summary.")] = False,
    log_format: Annotated[
        LogFormat, typer.Option("--log-format", help="json: one JSON object per line, on standard error.")
    ] = LogFormat.text,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Print every problem.")] = False,
) -> None:
    """Read bulletins and publish their feeds.

    Files that did not change are left alone, so a second run writes nothing.

    Example: feedpub build news --out public --date 2026-01-26
    """
    from feedpub.model.build import BuildOptions

    settings = with_options(load_settings(config, bulletins), out, strict, jobs, executor)
    if publish:
        from feedpub.deploying.run import target_of

        target_of(settings)  # before anything is built
    logged = log_format is LogFormat.json
    silent = quiet or as_json or logged
    options = BuildOptions(
        issue_date=parse_issue_date(date), wait=wait, prune=prune, allow_shrink=allow_shrink, dry=dry_run
    )
    built = run_build(bulletins, settings, options, silent=silent)
    from feedpub.commands import console as report
    from feedpub.commands.stage import show_stage
    from feedpub.commands.where import show_where

    if logged:
        report.log_built(built)
    if as_json:
        report.show_json(built, dry=dry_run)
    elif logged:
        pass
    elif quiet:
        for path, problem in built.problems:
            if problem.level == "error":
                report.show_problem(path, problem)
    elif dry_run:
        report.show_dry(built, verbose=verbose)
    else:
        report.show_built(built, settings.language, verbose=verbose)
        if built.first or not built.draft:  # of a draft once; then `status` and `check` say it
            show_stage(settings, built)
        show_where(settings, out=out, source=config)
    if publish and not dry_run:
        publish_and_show(settings, wait=wait, as_json=as_json, quiet=quiet or logged, verbose=verbose)
    raise typer.Exit(1 if built.failed else 0)


def run_build(
    bulletins: list[Path] | None, settings: "Config", options: "BuildOptions", *, silent: bool
) -> "BuildResult":
    """Run a build, show its progress, and record its result."""
    from feedpub.building import build as run
    from feedpub.commands.bar import Bar
    from feedpub.status import run_recorded

    now = current_time(settings)
    publish = partial(run, bulletins or (), settings, now, options, progress=Bar(silent=silent))
    return publish() if options.dry else run_recorded(settings, now, publish)
