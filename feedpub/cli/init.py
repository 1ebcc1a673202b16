"""The command `feedpub init`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import current_time

__all__ = ["init"]


class _Schedule(StrEnum):
    systemd = "systemd"
    cron = "cron"
    github = "github"


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Created if missing.")] = Path(),
    schedule: Annotated[
        _Schedule | None,
        typer.Option("--schedule", help="Also write files that run a build every morning.", show_default=False),
    ] = None,
) -> None:
    """Set up a folder for a paper, with a sample bulletin.

    The configuration explains every key. Existing files are kept.

    Example: feedpub init /srv/paper --schedule systemd
    """
    from feedpub.commands.init import create_paper
    from feedpub.model import Config

    create_paper(folder, schedule, today=current_time(Config()).date())
