"""The command `feedpub publish`."""

from typing import TYPE_CHECKING, Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, Wait, current_time, load_paper

if TYPE_CHECKING:
    from feedpub.model import Config

__all__ = ["publish", "publish_and_show"]


@app.command()
def publish(
    config: ConfigFile = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Copy files that did not change, too: the target lost or changed some.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Copy nothing; list what would be copied.")] = False,
    wait: Wait = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the summary.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Print every file.")] = False,
) -> None:
    """Copy what was built to its server, storage or folder.

    The table [deploy] of the configuration names it. Only what changed is copied, feeds last; then what is gone is
    removed there, and hubs are notified.

    Example: feedpub publish --dry-run
    """
    settings = load_paper(config)
    publish_and_show(
        settings, wait=wait, everything=everything, dry=dry_run, as_json=as_json, quiet=quiet, verbose=verbose
    )


def publish_and_show(
    settings: "Config",
    *,
    wait: float,
    everything: bool = False,
    dry: bool = False,
    as_json: bool = False,
    quiet: bool = False,
    verbose: bool = False,
) -> None:
    """Copy the output folder to its target, and print what was copied as the options ask."""
    from feedpub.commands import publish as command

    done = command.publish(settings, current_time(settings), wait=wait, everything=everything, dry=dry)
    if as_json:
        command.show_published_json(done)
    elif not quiet:
        command.show_published(done, dry=dry, verbose=verbose)
