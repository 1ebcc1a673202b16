"""`feedpub withdraw`."""

from typing import Annotated

import typer

from feedpub.cli.app import app
from feedpub.cli.options import ConfigFile, Ids, now_of, settings_of

__all__ = ["withdraw"]


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
    from feedpub.commands.entries import withdraw as run

    settings = settings_of(config)
    run(ids, reason, settings, now=now_of(settings))
