"""What the commands' options mean: the configuration with the command line laid over it, days, and the clock.

The one place that asks what time it is.
"""

import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from feedpub.config import find_config, load_config
from feedpub.errors import UsageError
from feedpub.model import Config

__all__ = [
    "AllowShrink",
    "Bulletins",
    "ConfigFile",
    "Ids",
    "IssueDay",
    "Out",
    "Port",
    "Prune",
    "Strict",
    "Wait",
    "day_of",
    "laid_over",
    "now_of",
    "settings_of",
    "told_day",
]

Bulletins = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[BULLETINS]...",
        help="Files or folders (*.txt, *.md). None: what the configuration names.",
        show_default=False,
        readable=False,  # one that may not be read is a problem of its own, and the others go on
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
        help="Configuration; else the nearest feedpub.toml or pyproject.toml with [tool.feedpub], upwards.",
        show_default=False,
    ),
]


Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Where feeds and pages go [default: feeds].", show_default=False),
]
Strict = Annotated[
    bool | None,
    typer.Option("--strict/--no-strict", help="Publish nothing whose day was inferred.", show_default=False),
]


Wait = Annotated[
    float,
    typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for another build to be done."),
]
Prune = Annotated[bool, typer.Option("--prune", help="Let go of the entries whose bulletin is gone from its folder.")]
AllowShrink = Annotated[
    bool, typer.Option("--allow-shrink", help="Go on where more than a tenth of what stands published would leave.")
]
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes any that is free.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="As feedpub list prints them, or a page's name.")]


def settings_of(path: Path | None) -> Config:
    try:
        if path is not None and not path.is_file():
            raise UsageError(f"{path}: there is no such configuration file")
    except OSError as error:
        raise UsageError(f"{path}: cannot be looked at: {error.strerror}") from error
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise UsageError("the working folder is gone; change to one that is there") from None
    return load_config(path or find_config(here))


def told_day(text: str | None) -> date | None:
    return day_of("--date", text)


def day_of(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    from feedpub.reading.phrases.days import find_days  # a build that finds nothing new reads nothing

    days = find_days(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else ()
    if not days:
        raise UsageError(f"{option} {text}: is no day; write it as 2026-01-26")
    return days[0]


def now_of(config: Config) -> datetime:
    """The build's moment, where the paper is published. SOURCE_DATE_EPOCH stands for the clock where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    zone = ZoneInfo(config.timezone)
    try:
        return (datetime.now(zone) if epoch is None else datetime.fromtimestamp(int(epoch), zone)).replace(
            microsecond=0
        )
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch}: is no number of seconds since 1970") from None


def laid_over(settings: Config, out: Path | None, strict: bool | None) -> Config:
    """The configuration with what the command line says."""
    from dataclasses import replace

    if out is not None:
        settings = replace(settings, out=out)
    return settings if strict is None else replace(settings, strict=strict)
