"""The options of the commands: the configuration, dates, and the moment of the run."""

import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from feedpub.errors import UsageError
from feedpub.files import reason_of
from feedpub.messages import message, use

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from feedpub.model import Config

__all__ = [
    "AllowShrink",
    "Bulletins",
    "ConfigFile",
    "Ids",
    "IssueDay",
    "Jobs",
    "Out",
    "Port",
    "Prune",
    "Scheduler",
    "Strict",
    "Wait",
    "current_time",
    "load_paper",
    "load_settings",
    "loading",
    "locate_config",
    "parse_date",
    "parse_issue_date",
    "with_options",
]

Bulletins = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="BULLETINS",
        help="Files or folders (*.txt, *.md, *.docx, …) [default: those in the configuration].",
        show_default=False,
        readable=False,  # an unreadable file is reported as a problem, and the others are read
    ),
]
IssueDay = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Issue date of bulletins that state none.", show_default=False),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Configuration [default: the nearest feedpub.toml or pyproject.toml with [tool.feedpub], upwards].",
        show_default=False,
    ),
]


Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", help="Output folder for feeds and pages [default: feeds].", show_default=False
    ),
]
Strict = Annotated[
    bool | None,
    typer.Option("--strict/--no-strict", help="Hold back entries whose day was inferred.", show_default=False),
]


Jobs = Annotated[
    int | None,
    typer.Option(
        "-j",
        "--jobs",
        metavar="N",
        min=1,
        max=256,
        help="Processes for much work [default: all cores].",
        show_default=False,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--executor",
        metavar="ADDRESS",
        help="Dask scheduler (tcp://host:8786) of workers to use.",
        show_default=False,
    ),
]
Wait = Annotated[
    float,
    typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for another build."),
]
Prune = Annotated[bool, typer.Option("--prune", help="Remove the entries whose bulletin is gone from its folder.")]
AllowShrink = Annotated[
    bool, typer.Option("--allow-shrink", help="Allow a build to remove more than a tenth of the published entries.")
]
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; 0 takes a free one.")]
Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID|WORDS", help="Ids of entries, unique beginnings of ids, addresses of pages, or words of a headline."
    ),
]


def load_settings(path: Path | None, bulletins: "Sequence[Path] | None" = None) -> "Config":
    """The configuration that the command line names, else the nearest one, else the defaults.

    Raises:
        UsageError: there is none here, but the bulletins are those of a paper that has one: another paper would begin.
        ConfigError: it is wrong.
    """
    from feedpub.config import load_config  # imported late: --version and --help need no configuration

    config = load_config(locate_config(path))
    if config.language_of_messages:
        use(config.language_of_messages)
    if config.source is None and (other := _paper_of(bulletins or ())):
        raise UsageError(
            message(
                "there is no feedpub.toml in {here} or above it, but one in {folder}, where these bulletins are: go "
                "there, or give --config {path}",
                here=Path.cwd(),
                folder=other.parent,
                path=other,
            )
        )
    return config


def load_paper(path: Path | None, out: Path | None = None) -> "Config":
    """The configuration of a paper that there is: with a configuration of its own, or built here before.

    Raises:
        UsageError: there is none here: the working folder is not the paper's.
        ConfigError: the configuration is wrong.
    """
    config = load_settings(path)
    if config.source is None and not config.archive.exists() and not (out or config.out).exists():
        raise UsageError(
            message(
                "there is no feedpub.toml in {folder} or above it, and nothing was built here: go to the paper's "
                "folder, or begin a paper with feedpub init",
                folder=Path.cwd(),
            )
        )
    return config


def _paper_of(bulletins: "Sequence[Path]") -> Path | None:
    """The configuration beside or above bulletins, if there is one."""
    files = (folder / "feedpub.toml" for path in bulletins for folder in (path, *path.parents))
    return next((file for file in files if os.path.isfile(file)), None)  # noqa: PTH113  # false for a closed folder, too


def locate_config(path: Path | None) -> Path | None:
    """The configuration that the command line names, else the nearest one, else None."""
    try:
        if path is not None and not path.is_file():
            raise UsageError(message("{path}: there is no such configuration file", path=path))
    except OSError as error:
        raise UsageError(message("{path}: cannot be read: {reason}", path=path, reason=reason_of(error))) from error
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise UsageError(message("the working folder no longer exists; change to another one")) from None
    from feedpub.config import find_config

    return path or find_config(here)


def loading(path: Path | None, out: Path | None, strict: bool | None) -> "Callable[[], Config]":
    """What loads the configuration again, with the values given on the command line."""
    found = load_settings(path).source or path  # if it is deleted later, one in a parent folder must not replace it
    return lambda: with_options(load_settings(found), out, strict)


def parse_issue_date(text: str | None) -> date | None:
    return parse_date("--date", text)


def parse_date(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    from feedpub.reading.phrases.days import find_days  # imported late: most commands don't need it

    days = find_days(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else ()
    if not days:
        raise UsageError(
            message("{option} {text}: is not a valid date; write it as 2026-01-26", option=option, text=text)
        )
    return days[0]


def current_time(config: "Config") -> datetime:
    """The current time in the paper's zone, in whole seconds; SOURCE_DATE_EPOCH, if set, replaces the clock."""
    from feedpub import clock  # imported late: --version and --help need no time zones

    return clock.current_time(config.timezone)


def with_options(
    settings: "Config", out: Path | None, strict: bool | None, jobs: int | None = None, executor: str | None = None
) -> "Config":
    """The configuration with the values given on the command line."""
    from dataclasses import replace

    if jobs is not None:
        settings = replace(settings, jobs=jobs, executor=None)
    if executor is not None:
        settings = replace(settings, executor=executor)

    if out is not None:
        settings = replace(settings, out=out)
    return settings if strict is None else replace(settings, strict=strict)
