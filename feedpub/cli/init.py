"""`feedpub init`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import now_of
from feedpub.model import Config

__all__ = ["init"]


class _Schedule(StrEnum):
    systemd = "systemd"
    cron = "cron"
    github = "github"


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Made where there is none.")] = Path(),
    schedule: Annotated[
        _Schedule | None,
        typer.Option("--schedule", help="Write, too, what builds it every morning.", show_default=False),
    ] = None,
) -> None:
    """Make a folder a paper: a configuration with comments, and a first bulletin to look at.

    What is there already is left as it is.

    Example: feedpub init /srv/paper --schedule systemd
    """
    from feedpub.commands.init import found

    found(folder, schedule, today=now_of(Config()).date())
