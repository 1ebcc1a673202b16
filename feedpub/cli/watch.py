"""The command `feedpub watch`."""

from typing import TYPE_CHECKING

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, Out, Strict, Wait, current_time, load_settings, with_options
from feedpub.errors import UsageError

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

    Also when their pictures or the configuration change. Ctrl-C ends it. Needs the extra: pip install
    'feedpub[watch]'. A build starts when no file is being written any more. Ctrl-C waits for a running build; a
    second Ctrl-C ends it at once.

    Example: feedpub watch news
    """
    try:
        from feedpub.commands.watch import watch as run
    except ModuleNotFoundError as error:
        raise UsageError(
            "feedpub watch needs watchfiles: pip install 'feedpub[watch]', or '.[watch]' in a clone"
        ) from error
    found = load_settings(config).source or config  # if it is deleted later, one in a parent folder must not replace it

    def load() -> "Config":
        return with_options(load_settings(found), out, strict)

    run(bulletins or (), load, current_time, wait=wait)
