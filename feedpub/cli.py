"""The command line: options in, messages and exit status out.

Exit status: 0 all well (warnings included) · 1 done, but with errors · 2 wrong use or configuration, nothing touched ·
3 refused or unable; what stands published stands still.
"""

import io
import os
import sys
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feedpub import __version__
from feedpub.errors import FeedpubError, RefusedError, UsageError
from feedpub.model import Config
from feedpub.options import (
    AllowShrink,
    Bulletins,
    ConfigFile,
    Ids,
    IssueDay,
    Out,
    Port,
    Prune,
    Strict,
    Wait,
    day_of,
    laid_over,
    now_of,
    settings_of,
    told_day,
)

if TYPE_CHECKING:
    from feedpub.build import Built

__all__ = ["app", "main"]

app = typer.Typer(
    help="Turns newspaper bulletins into RSS and Atom feeds, one pair per section, each entry dated from its dateline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Runs the command; every error feedpub raises on purpose becomes one message and an exit status."""
    import gc

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them reads every installed package
    gc.disable()  # a run is short and makes no cycles to speak of; looking for them costs a tenth of a long build
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file name may be no text, and a terminal may know no 𠮷
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except RefusedError as error:
        _fail(error, 3)
    except FeedpubError as error:
        _fail(error, 2)
    except BrokenPipeError:  # `feedpub inspect … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None


def _fail(error: FeedpubError, status: int) -> None:
    typer.secho(f"feedpub: {error}", fg="red", err=True)
    raise SystemExit(status)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"feedpub {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


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
    prune: Prune = False,
    allow_shrink: AllowShrink = False,
    wait: Wait = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the summary.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Print every problem.")] = False,
) -> None:
    """Read bulletins and publish their feeds.

    Files that did not change are left alone, so a second run writes nothing.

    Example: feedpub build news --out public --date 2026-01-26
    """
    settings = laid_over(settings_of(config), out, strict)
    silent = quiet or as_json
    built = _run(
        bulletins, settings, date, silent=silent, dry=dry_run, prune=prune, allow_shrink=allow_shrink, wait=wait
    )
    from feedpub import report

    if as_json:
        report.show_json(built, dry=dry_run)
    elif quiet:
        for path, problem in built.problems:
            if problem.level == "error":
                report.show_problem(path, problem)
    elif dry_run:
        report.show_dry(built, verbose=verbose)
    else:
        report.show_built(built, verbose=verbose)
        if not settings.base_url_stated:
            message = (
                f"base_url is not set: feeds name {settings.base_url}, where `feedpub serve` shows them; set it in"
            )
            typer.secho(f"{message} {settings.source or 'feedpub.toml'} before you publish them", fg="yellow", err=True)
    raise typer.Exit(1 if built.failed else 0)


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
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the list.")] = False,
) -> None:
    """List what a build would change for a subscriber, and write nothing: build --dry-run.

    Entries that would be new, corrected (with the words that changed) or withdrawn, and the feeds that would be
    written.

    Example: feedpub diff news
    """
    from feedpub import report

    settings = laid_over(settings_of(config), out, strict)
    built = _run(bulletins, settings, date, silent=as_json, dry=True, prune=prune, allow_shrink=allow_shrink, wait=wait)
    if as_json:
        report.show_json(built, dry=True)
    else:
        report.show_dry(built, verbose=False)
    raise typer.Exit(1 if built.failed else 0)


def _run(
    bulletins: list[Path] | None,
    settings: Config,
    told: str | None,
    *,
    silent: bool,
    dry: bool,
    prune: bool,
    allow_shrink: bool,
    wait: float,
) -> "Built":
    from feedpub.build import build as run
    from feedpub.report import show_progress

    now = now_of(settings)
    return run(
        bulletins or (),
        settings,
        told=told_day(told),
        today=now.date(),
        now=now.astimezone(UTC),
        wait=wait,
        prune=prune,
        allow_shrink=allow_shrink,
        dry=dry,
        progress=iter if silent else show_progress,
    )


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
    from feedpub.inspection import inspect as run

    settings = settings_of(config)
    failed = run(bulletins or (), settings, told=told_day(date), now=now_of(settings), as_json=as_json, only=explain)
    raise typer.Exit(1 if failed else 0)


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
    from feedpub.overview import show_sections

    settings = settings_of(config)
    failed = show_sections(bulletins or (), settings, told=told_day(date), now=now_of(settings), as_json=as_json)
    raise typer.Exit(1 if failed else 0)


@app.command("list")
def list_entries(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="Words of the headline.", show_default=False)
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="SLUG", help="Only entries of this section.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="YYYY-MM-DD", help="Only entries of this day and later.", show_default=False),
    ] = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Find entries and their ids, among the configured bulletins and the feeds that stand.

    Example: feedpub list 渡口 --since 2026-01-20
    """
    from feedpub.listing import find_entries, show_entries

    settings = settings_of(config)
    first = day_of("--since", since)
    rows = find_entries(settings, now=now_of(settings))
    shown = [
        row
        for row in rows
        if all(word in row.title for word in words or ())
        and (section is None or row.section == section)
        and (first is None or row.day >= first)
    ]
    show_entries(shown, as_json=as_json)


@app.command()
def withdraw(
    ids: Ids,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why; readers see it.", show_default=False)
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Withdraw entries: for 30 days each stands as 【撤稿】 with the reason, then it is dropped.

    Noted in withdrawn.toml beside the configuration; the next build publishes it.

    Example: feedpub withdraw urn:uuid:4f8bc050-efed-568e-bd2d-8f686d02ca90 --reason 消息来源有误
    """
    from feedpub.listing import withdraw as run

    settings = settings_of(config)
    run(ids, reason, settings, now=now_of(settings))


@app.command()
def restore(ids: Ids, config: ConfigFile = None) -> None:
    """Undo a withdrawal: the next build publishes the article as it was.

    Example: feedpub restore 4f8bc050efed568e
    """
    from feedpub.listing import restore as run

    run(ids, settings_of(config))


@app.command()
def serve(out: Out = None, config: ConfigFile = None, port: Port = 8000) -> None:
    """Show the feeds and pages on this machine, to look at before they are published; Ctrl-C ends it.

    Needs the extra: pip install 'feedpub[serve]'. A build meanwhile is shown at once.

    Example: feedpub serve --port 8080
    """
    try:
        from feedpub.serving import serve as run
    except ModuleNotFoundError as error:
        raise UsageError("feedpub serve needs starlette and uvicorn: pip install 'feedpub[serve]'") from error
    run(laid_over(settings_of(config), out, None), port=port)
