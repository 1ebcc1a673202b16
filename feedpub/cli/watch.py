"""`feedpub watch`."""

from feedpub.cli.app import app
from feedpub.cli.options import Bulletins, ConfigFile, Out, Strict, Wait, laid_over, now_of, settings_of
from feedpub.errors import UsageError
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
    """Publish whenever bulletins, their pictures or the configuration change, and every hour; Ctrl-C ends it.

    Needs the extra: pip install 'feedpub[watch]'. What is still being written is waited for. A build under way is
    completed before it ends; a second Ctrl-C ends it at once.

    Example: feedpub watch news
    """
    try:
        from feedpub.commands.watch import watch as run
    except ModuleNotFoundError as error:
        raise UsageError(
            "feedpub watch needs watchfiles: pip install 'feedpub[watch]', or '.[watch]' in a clone"
        ) from error
    found = settings_of(config).source or config  # if it is gone later, another one above must not take its place

    def load() -> Config:
        return laid_over(settings_of(found), out, strict)

    run(bulletins or (), load, now_of, wait=wait)
