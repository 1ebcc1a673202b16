"""The command `feedpub withdraw`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, Ids, current_time, load_settings

__all__ = ["withdraw"]


@app.command()
def withdraw(
    ids: Ids,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="The reason, shown to readers.", show_default=False)
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Withdraw entries; a notice takes their place.

    Each is published for 30 days as withdrawn, with the reason, then dropped. Recorded in withdrawn.toml beside the
    configuration; the next build publishes it. Given words of a headline, it asks which entry is meant.

    Example: feedpub withdraw 4f8bc050 --reason 消息来源有误

    Example: feedpub withdraw 渡口停航
    """
    from feedpub.commands.entries import withdraw as run

    settings = load_settings(config)
    run(ids, reason, settings, now=current_time(settings))
