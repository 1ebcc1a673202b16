"""The command `feedpub watch`."""

from typing import TYPE_CHECKING

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, Out, Strict, Wait, current_time, load_settings, with_options

if TYPE_CHECKING:
    from feedpub.model import Config

__all__ = ["watch"]


@app.command()
def watch(
    bulletins: Bulletins = None,
    out: Out = None,
    config: ConfigFile = None,
    strict: Strict = None,
    wait: Wait = 30,
) -> None:
    """Publish whenever bulletins change, and every hour.

    Also when their pictures or the configuration change. A build starts when no file is being
    written any more. Ctrl-C ends it, after a running build; a second Ctrl-C ends it at once.

    Example: feedpub watch news
    """
    from feedpub.commands.watch import watch as run

    found = load_settings(config).source or config  # if it is deleted later, one in a parent folder must not replace it

    def load() -> "Config":
        return with_options(load_settings(found), out, strict)

    run(bulletins or (), load, current_time, wait=wait)
