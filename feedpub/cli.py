"""The command line: options in, messages and exit status out. The one place that asks what time it is.

Exit status: 0 all well (warnings included) · 1 done, but with errors · 2 wrong use or configuration, nothing touched ·
3 refused or unable; what stands published stands still.
"""

import io
import os
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from feedpub import __version__
from feedpub.config import find_config, load_config
from feedpub.errors import FeedpubError, RefusedError, UsageError
from feedpub.model import Config
from feedpub.reading.days import find_days

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

_Bulletins = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[BULLETINS]...",
        help="Files or folders (*.txt, *.md). None: what the configuration names.",
        show_default=False,
        readable=False,  # one that may not be read is a problem of its own, and the others go on
    ),
]
_Date = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Issue date of bulletins that state none.", show_default=False),
]
_ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Configuration; else the nearest feedpub.toml or pyproject.toml with [tool.feedpub], upwards.",
        show_default=False,
    ),
]


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


_Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Where feeds and pages go [default: feeds].", show_default=False),
]
_Strict = Annotated[
    bool | None,
    typer.Option("--strict/--no-strict", help="Publish nothing whose day was inferred.", show_default=False),
]


@app.command()
def build(
    bulletins: _Bulletins = None,
    out: _Out = None,
    date: _Date = None,
    config: _ConfigFile = None,
    strict: _Strict = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; list what would be new, corrected or gone.")
    ] = False,
    allow_shrink: Annotated[
        bool, typer.Option("--allow-shrink", help="Go on where more than a tenth of what stands published would leave.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the summary.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Print every problem.")] = False,
) -> None:
    """Read bulletins and publish their feeds.

    Files that did not change are left alone, so a second run writes nothing.

    Example: feedpub build news --out public --date 2026-01-26
    """
    settings = _laid_over(_settings(config), out, strict)
    silent = quiet or as_json
    built = _run(bulletins, settings, date, silent=silent, dry=dry_run, allow_shrink=allow_shrink)
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
            where = settings.source or "feedpub.toml"
            message = f"base_url is not set: feeds name {settings.base_url}; set it in {where} before you publish them"
            typer.secho(message, fg="yellow", err=True)
    raise typer.Exit(1 if built.failed else 0)


@app.command()
def diff(
    bulletins: _Bulletins = None,
    out: _Out = None,
    date: _Date = None,
    config: _ConfigFile = None,
    strict: _Strict = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the list.")] = False,
) -> None:
    """List what a build would change for a subscriber, and write nothing: build --dry-run.

    Entries that would be new, corrected (with the words that changed) or gone, and the feeds that would be written.

    Example: feedpub diff news
    """
    from feedpub import report

    built = _run(bulletins, _laid_over(_settings(config), out, strict), date, silent=as_json, dry=True)
    if as_json:
        report.show_json(built, dry=True)
    else:
        report.show_dry(built, verbose=False)
    raise typer.Exit(1 if built.failed else 0)


def _laid_over(settings: Config, out: Path | None, strict: bool | None) -> Config:
    """The configuration with what the command line says."""
    from dataclasses import replace

    if out is not None:
        settings = replace(settings, out=out)
    return settings if strict is None else replace(settings, strict=strict)


def _run(
    bulletins: list[Path] | None,
    settings: Config,
    told: str | None,
    *,
    silent: bool,
    dry: bool,
    allow_shrink: bool = False,
) -> "Built":
    from feedpub.build import build as run
    from feedpub.report import show_progress

    now = _now(settings)
    return run(
        bulletins or (),
        settings,
        told=_told(told),
        today=now.date(),
        now=now.astimezone(UTC),
        allow_shrink=allow_shrink,
        dry=dry,
        progress=iter if silent else show_progress,
    )


@app.command()
def inspect(
    bulletins: _Bulletins = None,
    date: _Date = None,
    config: _ConfigFile = None,
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

    settings = _settings(config)
    failed = run(
        bulletins or (), settings, told=_told(date), today=_now(settings).date(), as_json=as_json, only=explain
    )
    raise typer.Exit(1 if failed else 0)


@app.command()
def sections(
    bulletins: _Bulletins = None,
    date: _Date = None,
    config: _ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
) -> None:
    """Show the sections in effect, where each comes from, and what of the bulletins each one takes.

    Below them stand the rules of the configuration, in the order they are asked, with what each takes. Publishes
    nothing.

    Example: feedpub sections news
    """
    from feedpub.overview import show_sections

    settings = _settings(config)
    failed = show_sections(bulletins or (), settings, told=_told(date), today=_now(settings).date(), as_json=as_json)
    raise typer.Exit(1 if failed else 0)


def _settings(path: Path | None) -> Config:
    try:
        if path is not None and not path.is_file():
            raise UsageError(f"{path}: there is no such configuration file")
    except OSError as error:
        raise UsageError(f"{path}: cannot be looked at: {error.strerror}") from error
    return load_config(path or find_config(Path.cwd()))


def _told(text: str | None) -> date | None:
    if text is None:
        return None
    days = find_days(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else ()
    if not days:
        raise UsageError(f"--date {text}: is no day; write it as 2026-01-26")
    return days[0]


def _now(config: Config) -> datetime:
    """The build's moment, where the paper is published. SOURCE_DATE_EPOCH stands for the clock where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    zone = ZoneInfo(config.timezone)
    try:
        return (datetime.now(zone) if epoch is None else datetime.fromtimestamp(int(epoch), zone)).replace(
            microsecond=0
        )
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch}: is no number of seconds since 1970") from None
